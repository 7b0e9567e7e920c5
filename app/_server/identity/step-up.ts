import { passwordHashOf } from "@/db/identity/accounts";
import { factorsOf, hasFactor, lockPerson } from "@/db/identity/factors";
import { takeRecoveryCode, takeTotpStep, totpOf } from "@/db/identity/one-time-codes";
import { listSessions } from "@/db/identity/sessions";
import { type Actor, actorName, append, countSince } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import type { AssertionResponse, Proof } from "../api/factor-schemas";
import { Problem } from "../api/problem";
import { settings } from "../settings";
import { type AssertionPurpose, type Site, siteOf, type VerifiedPasskey, verifyPasskey } from "./passkeys";
import { verifyPassword } from "./password-hash";
import { recoveryHash } from "./recovery";
import { unseal } from "./sealed";
import { currentPerson } from "./session";
import { matchingStep } from "./totp";

const WINDOW_MS = 15 * 60_000;
const MOST_REFUSED = 5;
/** What seals the secret of an authenticator app. */
export const TOTP_SEAL = "totp";

/** What did not hold, for the person and for the ledger. */
interface Attempt {
  readonly at: "password" | "code" | "passkey";
  readonly problem: string;
}

/**
 * One attempt to show presence. Attempts of one person come one after the other, so that many at once do not buy more
 * than five; each failed one is an entry of the ledger, and after five in a quarter of an hour the right one does not
 * help either. The entry is committed whatever becomes of the request.
 */
async function attempt(
  db: Db,
  actor: Actor,
  run: string | null,
  verify: (tx: Db) => Promise<Attempt | null>,
  now = new Date(),
): Promise<void> {
  const outcome = await db.transaction(async (tx) => {
    await lockPerson(tx, actor.id);
    const since = new Date(now.getTime() - WINDOW_MS);
    const before = await countSince(tx, "step-up-refused", since, { username: actor.username });
    if (before >= MOST_REFUSED) return "closed";
    const failed = await verify(tx);
    if (failed !== null) await noteRefused(tx, actor, run, failed.at, now);
    return failed;
  });
  if (outcome === null) return;
  if (outcome === "closed")
    throw new Problem("too-many-requests", "Wait a quarter of an hour, then try again.", [], {
      "retry-after": "900",
    });
  throw new Problem("forbidden", "Check what you typed, in the account that you are signed in with.", [
    outcome,
  ]);
}

async function noteRefused(
  tx: Db,
  actor: Actor,
  run: string | null,
  factor: Attempt["at"],
  at: Date,
): Promise<void> {
  const body = { username: actor.username, factor };
  await append(tx, { kind: "step-up-refused", actor: actorName(actor), run, at, body });
}

/** The password of the account, verified now. */
export async function verifyOwnPassword(
  db: Db,
  actor: Actor,
  password: string,
  run: string | null,
): Promise<void> {
  await attempt(db, actor, run, (tx) => passwordHolds(tx, actor, password));
}

/** The password and a code of the authenticator app, in one attempt. A recovery code does not do here. */
export async function verifyPasswordAndApp(
  db: Db,
  actor: Actor,
  password: string,
  code: string,
  run: string | null,
): Promise<void> {
  await attempt(
    db,
    actor,
    run,
    async (tx) =>
      (await passwordHolds(tx, actor, password)) ??
      ((await takeAppCode(tx, actor.id, code)) ? null : WRONG_CODE),
  );
}

const WRONG_CODE: Attempt = { at: "code", problem: "wrong, too old or used before" };

async function passwordHolds(tx: Db, actor: Actor, password: string): Promise<Attempt | null> {
  const hash = actor.keyId === null ? await passwordHashOf(tx, actor.id) : null;
  return hash !== null && (await verifyPassword({ hash, password }))
    ? null
    : { at: "password", problem: "not your password" };
}

/** Takes a code of a person's authenticator app; false for a wrong one, one that was used, or where there is no app. */
export async function takeAppCode(
  db: Db,
  personId: string,
  code: string,
  now = new Date(),
): Promise<boolean> {
  const app = await totpOf(db, personId);
  const secret = app?.confirmed ? unseal(app.secret, TOTP_SEAL, personId) : null;
  if (!app || secret === null) return false;
  const step = matchingStep(secret, code, app.lastStep, now);
  return step !== null && takeTotpStep(db, personId, step);
}

/**
 * Presence before factors change: the password, and where a factor is enrolled one more of them or a recovery code.
 * Otherwise a stolen session with its password could enrol a factor of the thief's own. Whoever has no password, because
 * a provider signs them in, has come from there in the last minutes instead.
 */
export async function proveForFactors(
  db: Db,
  request: { readonly headers: Headers },
  actor: Actor,
  proof: Proof,
): Promise<void> {
  const { password, code, passkey } = proof;
  const bound = hasFactor(await factorsOf(db, actor.id));
  if (bound && code === undefined && passkey === undefined)
    throw new Problem(
      "step-up-required",
      "Send a code of your authenticator app or a recovery code, or sign with a passkey.",
      [{ at: "proof", problem: "a second factor is enrolled, so the password alone is not enough" }],
    );
  const fresh = await justSignedInElsewhere(db, request, actor);
  await attempt(db, actor, null, async (tx) => {
    const wrong = fresh ? null : await passwordHolds(tx, actor, password ?? "");
    if (wrong !== null || !bound || passkey !== undefined) return wrong;
    if (await takeAppCode(tx, actor.id, code ?? "")) return null;
    return (await takeRecoveryCode(tx, actor, recoveryHash(code ?? ""))) ? null : WRONG_CODE;
  });
  if (bound && passkey !== undefined)
    await provePasskey(db, siteOf(request), "factors", actor, passkey, null);
}

const FRESH_MS = 5 * 60_000;

/** Whether this account has no password and this very session began at a provider, minutes ago. */
async function justSignedInElsewhere(
  db: Db,
  request: { readonly headers: Headers },
  actor: Actor,
): Promise<boolean> {
  if (actor.keyId !== null || (await passwordHashOf(db, actor.id)) !== null) return false;
  const holder = await currentPerson(request.headers);
  if (holder?.id !== actor.id) return false;
  const session = (await listSessions(db, actor.id, settings().session)).find(
    (s) => s.id === holder.sessionId,
  );
  return session?.method === "sso" && Date.now() - Date.parse(session.startedAt) < FRESH_MS;
}

/** A passkey's signature; a refused one is an entry of the ledger and counts as a failed attempt. */
export async function provePasskey(
  db: Db,
  site: Site,
  purpose: AssertionPurpose,
  actor: Actor,
  response: AssertionResponse,
  run: string | null,
): Promise<VerifiedPasskey> {
  try {
    return await verifyPasskey(db, site, purpose, actor.id, response);
  } catch (error) {
    if (error instanceof Problem && error.slug === "step-up-refused")
      await noteRefusedPasskey(db, actor, run);
    throw error;
  }
}

export async function noteRefusedPasskey(db: Db, actor: Actor, run: string | null): Promise<void> {
  await db.transaction((tx) => noteRefused(tx, actor, run, "passkey", new Date()));
}
