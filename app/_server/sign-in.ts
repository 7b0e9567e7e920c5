import { z } from "zod";
import { findAccount } from "@/db/accounts";
import type { Db } from "@/db/client";
import { append, countSince } from "@/db/ledger";
import { ANONYMOUS_ACTOR } from "@/lib/ledger/entry";
import { auth } from "./auth";
import { parseBody, readBody, requireMedia } from "./body";
import { database } from "./database";
import { json } from "./idempotent";
import { Problem } from "./problem";

const body = z.object({ username: z.string().min(1).max(100), password: z.string().min(1).max(200) });
const LIMIT = 4096;
const WINDOW_MS = 15 * 60_000;
const MOST_REFUSED = 10;

/**
 * Signs in by username and password. Every success and every refusal is an entry of the ledger. An unknown name, a
 * wrong password and a disabled account read alike and take alike; ten refusals of one account in a quarter of an
 * hour close it for that long, whatever addresses they came from. The session's token goes into the cookie alone,
 * never into the answer, where a script could read it.
 */
export async function signIn(request: Request): Promise<Response> {
  requireMedia(request, "application/json");
  const { username, password } = parseBody(await readBody(request, LIMIT), body);
  const db = await database();
  const account = await findAccount(db, username.toLowerCase());
  const since = new Date(Date.now() - WINDOW_MS);
  if (
    account &&
    (await countSince(db, "sign-in-refused", since, { username: account.username })) >= MOST_REFUSED
  )
    throw new Problem("too-many-requests", "Wait a quarter of an hour, then try again.", [], {
      "retry-after": "900",
    });

  // The library limits by address and verifies; it sees a body of ours with nothing else in it.
  const headers = new Headers(request.headers);
  headers.delete("content-length");
  const inner = new Request(request.url, {
    method: "POST",
    headers,
    body: JSON.stringify({ username: account?.disabled === false ? username : `${"-".repeat(3)}`, password }),
  });
  const answer = await (await auth()).handler(inner);
  if (answer.status === 429)
    throw new Problem("too-many-requests", "Wait a minute, then try again.", [], { "retry-after": "60" });
  if (!answer.ok || !account) {
    if (answer.status >= 500)
      throw new Error(`the sign-in library answered ${answer.status}`, { cause: await answer.text() });
    await refused(db, account?.username ?? null);
    throw new Problem(
      "unauthenticated",
      "Check both; after ten wrong attempts an account is closed for a quarter of an hour.",
      [{ at: "username, password", problem: "no account has these" }],
    );
  }
  await db.transaction((tx) =>
    append(tx, {
      kind: "signed-in",
      actor: account.username,
      run: null,
      at: new Date(),
      body: { username: account.username },
    }),
  );
  const { id, name, role } = account;
  const signedIn = json(JSON.stringify({ user: { id, username: account.username, name, role } }));
  for (const cookie of answer.headers.getSetCookie()) signedIn.headers.append("set-cookie", cookie);
  return signedIn;
}

/** An unknown name is not written down: it may be a password in the wrong field. */
async function refused(db: Db, username: string | null): Promise<void> {
  await db.transaction((tx) =>
    append(tx, {
      kind: "sign-in-refused",
      actor: ANONYMOUS_ACTOR,
      run: null,
      at: new Date(),
      body: { username: username ?? null },
    }),
  );
}
