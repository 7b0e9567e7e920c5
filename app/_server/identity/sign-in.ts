import { z } from "zod";
import { findAccount, passwordHashOf } from "@/db/identity/accounts";
import { factorsOf, hasFactor } from "@/db/identity/factors";
import { refused, welcome } from "../api/admission";
import { parseBody, readBody, requireMedia } from "../api/body";
import { Problem } from "../api/problem";
import { database } from "../database";
import { addressOf, attempt, forgive, tooMany } from "../limits";
import { verifyNothing, verifyPassword } from "./password-hash";
import { askForFactor } from "./second-factor";

const body = z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) });
const LIMIT = 4096;

/**
 * Signs in by username and password. Every success and every refusal is an entry of the ledger. An unknown name, a
 * wrong password and a disabled account read alike, take alike and close alike: ten refusals of one name in a quarter
 * of an hour, whatever addresses they came from. The session's token goes into the cookie alone, never into the answer,
 * where a script could read it.
 */
export async function signIn(request: Request): Promise<Response> {
  requireMedia(request, "application/json");
  const { username, password } = parseBody(await readBody(request, LIMIT), body);
  const db = await database();
  const name = username.toLowerCase();
  if (!(await attempt(db, "address", addressOf(request.headers))).allowed) throw tooMany("address");
  const account = await findAccount(db, name);
  const known = account?.disabled === false ? account : null;
  const { allowed, closes } = await attempt(db, "password", name);
  if (!allowed) {
    // Once, not for every further attempt: whoever hammers on a closed door must not fill the ledger.
    if (closes) await refused(db, account?.username ?? null, "too many attempts");
    throw tooMany("password");
  }
  const hash = known && (await passwordHashOf(db, known.id));
  const right = hash === null ? await verifyNothing(password) : await verifyPassword({ hash, password });
  if (!known || !right) {
    await refused(db, account?.username ?? null, "password");
    throw new Problem(
      "unauthenticated",
      "Check both; after ten wrong attempts a name is closed for a quarter of an hour.",
      [{ at: "username, password", problem: "no account has these" }],
    );
  }
  await forgive(db, "password", name);
  const factors = await factorsOf(db, known.id);
  return hasFactor(factors) ? askForFactor(db, known.id, factors) : welcome(request, known.id, "password");
}
