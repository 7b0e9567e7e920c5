import { z } from "zod";
import { requireAccount } from "@/db/identity/accounts";
import { factorsOf } from "@/db/identity/factors";
import { keepOneTime, readOneTime, takeOneTime } from "@/db/identity/one-time";
import { takeRecoveryCode } from "@/db/identity/one-time-codes";
import type { SignInMethod } from "@/db/identity/sessions";
import type { AccountView, FactorsView } from "@/db/identity/views";
import type { Db } from "@/db/store/client";
import { refused, welcome } from "../api/admission";
import { parseBody, readBody, requireMedia } from "../api/body";
import { type AssertionResponse, assertionResponse, code } from "../api/factor-schemas";
import { json } from "../api/idempotent";
import { Problem } from "../api/problem";
import { database } from "../database";
import { addressOf, attempt, forgive, tooMany } from "../limits";
import { formatCookie, readCookie } from "./cookies";
import { assertionOptions, randomChallenge, type Site, siteOf, verifyPasskey } from "./passkeys";
import { recoveryHash } from "./recovery";
import { takeAppCode } from "./step-up";

const MINUTES = 5;
const LIMIT = 32_768;
const half = z.strictObject({ personId: z.string() });
const passkeyBody = z.strictObject({ passkey: assertionResponse });
const body = z.union([z.strictObject({ code }), passkeyBody]);

/**
 * The answer to a right password of somebody with a second factor: 202, no session, and a cookie that is good for
 * nothing but the second step. A password that was stolen alone opens nothing.
 */
export async function askForFactor(db: Db, personId: string, factors: FactorsView): Promise<Response> {
  const token = await keepOneTime(db, "second-factor", { personId }, MINUTES);
  const ways = {
    app: factors.totpSince !== null,
    passkey: factors.passkeys.length > 0,
    recoveryCode: factors.recoveryCodes > 0,
  };
  return json(JSON.stringify({ secondFactor: ways }), 202, {
    "set-cookie": formatCookie("second_factor", token, MINUTES * 60),
  });
}

/** Who is half signed in, as the cookie of the first step says. */
async function halfSignedIn(request: Request, db: Db): Promise<{ token: string; account: AccountView }> {
  const token = readCookie(request.headers, "second_factor");
  const kept = token === null ? null : half.safeParse(await readOneTime(db, "second-factor", token));
  const account = kept?.success ? await requireAccount(db, kept.data.personId) : null;
  if (token === null || !account || account.disabled)
    throw new Problem("unauthenticated", "Begin again with username and password.", [
      { at: "second factor", problem: "no sign-in waits for it, or it waited too long" },
    ]);
  return { token, account };
}

/** What a browser needs to sign with one of the passkeys of whoever is half signed in. */
export async function secondFactorOptions(request: Request): Promise<Response> {
  const db = await database();
  const { account } = await halfSignedIn(request, db);
  const { passkeys } = await factorsOf(db, account.id);
  return optionsFor(request, db, account.id, passkeys);
}

/** What a browser needs to sign in with a passkey alone; it names nobody, so that nobody learns who has one. */
export async function passkeyOptions(request: Request): Promise<Response> {
  const db = await database();
  if (!(await attempt(db, "address", addressOf(request.headers))).allowed) throw tooMany("address");
  return optionsFor(request, db, null, []);
}

async function optionsFor(
  request: Request,
  db: Db,
  personId: string | null,
  passkeys: FactorsView["passkeys"],
): Promise<Response> {
  const options = await assertionOptions(db, siteOf(request), {
    purpose: "sign-in",
    personId,
    passkeys,
    challenge: randomChallenge(),
    statement: null,
    expiresAt: new Date(Date.now() + MINUTES * 60_000),
  });
  return json(JSON.stringify(options), 201);
}

/** The second step: a code of the authenticator app, a recovery code, or a passkey. */
export async function secondFactor(request: Request): Promise<Response> {
  requireMedia(request, "application/json");
  const said = parseBody(await readBody(request, LIMIT), body);
  const db = await database();
  const { token, account } = await halfSignedIn(request, db);
  const { allowed, closes } = await attempt(db, "code", account.id);
  if (!allowed) {
    if (closes) await refused(db, account.username, "too many attempts");
    throw tooMany("code");
  }
  const method =
    "code" in said
      ? await codeMethod(db, account, said.code)
      : await passkeyMethod(db, siteOf(request), account, said.passkey);
  if (method === null) {
    await refused(db, account.username, "code");
    throw new Problem("unauthenticated", "Type the newest code of the app, or a recovery code.", [
      { at: "code", problem: "wrong, too old or used before" },
    ]);
  }
  // Of two that are right at once, one finds the half sign-in still there.
  if ((await takeOneTime(db, "second-factor", token)) === null)
    throw new Problem("unauthenticated", "Begin again with username and password.");
  await forgive(db, "code", account.id);
  const answer = await welcome(request, account.id, method);
  answer.headers.append("set-cookie", formatCookie("second_factor", "", 0));
  return answer;
}

/** Signs in with a passkey alone: possession and the person's verification by the device, two factors in one. */
export async function signInByPasskey(request: Request): Promise<Response> {
  requireMedia(request, "application/json");
  const { passkey } = parseBody(await readBody(request, LIMIT), passkeyBody);
  const db = await database();
  if (!(await attempt(db, "address", addressOf(request.headers))).allowed) throw tooMany("address");
  const verified = await byPasskey(db, null, () =>
    verifyPasskey(db, siteOf(request), "sign-in", null, passkey),
  );
  return welcome(request, verified.passkey.personId, "passkey");
}

async function codeMethod(db: Db, account: AccountView, typed: string): Promise<SignInMethod | null> {
  if (await takeAppCode(db, account.id, typed)) return "password+totp";
  return (await takeRecoveryCode(db, account, recoveryHash(typed))) ? "password+recovery" : null;
}

async function passkeyMethod(
  db: Db,
  site: Site,
  account: AccountView,
  passkey: AssertionResponse,
): Promise<SignInMethod> {
  await byPasskey(db, account, () => verifyPasskey(db, site, "sign-in", account.id, passkey));
  return "password+passkey";
}

/** A passkey that does not verify is a refused sign-in, written down like every other. */
async function byPasskey<T>(db: Db, account: AccountView | null, verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof Problem) || error.slug !== "step-up-refused") throw error;
    await refused(db, account?.username ?? null, "passkey");
    throw new Problem("unauthenticated", error.detail, error.faults);
  }
}
