import { decidedAs, type NewDecision, type ShownPresence } from "@/db/authority/decisions";
import { factorsOf, hasFactor } from "@/db/identity/factors";
import type { Actor } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { challengeOf } from "@/lib/authority/assertion";
import { needsFactor } from "@/lib/authority/eligibility";
import { askedIn, formatStatement } from "@/lib/authority/presence";
import type { AssertionResponse } from "../api/factor-schemas";
import { Problem } from "../api/problem";
import { settings } from "../settings";
import { assertionOptions, randomChallenge, type Site } from "./passkeys";
import { noteRefusedPasskey, provePasskey, verifyOwnPassword, verifyPasswordAndApp } from "./step-up";

/** How long a passkey may be touched for a decision. */
const UNTIL_MS = 2 * 60_000;

/**
 * Asks for a passkey's signature over exactly this decision. The challenge is the SHA-256 of the statement, whose nonce
 * is good once and for two minutes.
 */
export async function askForSignature(db: Db, site: Site, actor: Actor, run: string, wanted: NewDecision) {
  const { passkeys } = await factorsOf(db, actor.id);
  if (!passkeys.some((p) => p.rpId === site.rpId))
    throw new Problem("step-up-required", "Enrol a passkey under Settings, or decide with your password.", [
      { at: "passkey", problem: `you have none for ${site.rpId}` },
    ]);
  const until = new Date(Date.now() + UNTIL_MS);
  const asked = { nonce: randomChallenge(), origin: site.origin, until: until.toISOString() };
  const statement = formatStatement(decidedAs(run, wanted, actor), asked);
  const options = await assertionOptions(db, site, {
    purpose: "decision",
    personId: actor.id,
    passkeys,
    challenge: challengeOf(statement),
    statement,
    expiresAt: until,
  });
  return { statement, until: asked.until, options };
}

export interface StepUp {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
  readonly passkey?: AssertionResponse | undefined;
}

/**
 * Verifies that the Owner is present, now and for this decision, and says how it was shown. Where a factor is needed
 * and none was sent, nothing is tried: a password is not tested for whoever has only that.
 */
export async function showPresence(
  db: Db,
  site: () => Site,
  actor: Actor,
  run: string,
  wanted: NewDecision,
  { password, code, passkey }: StepUp,
): Promise<ShownPresence> {
  if (passkey !== undefined) return signedPresence(db, site(), actor, run, wanted, passkey);
  if (password === undefined)
    throw new Problem("step-up-required", "Sign with a passkey, or send your password.", [
      { at: "password", problem: "missing" },
    ]);
  if (code !== undefined) {
    await verifyPasswordAndApp(db, actor, password, code, run);
    return "password+totp";
  }
  if (wanted.kind === "AUTHORIZE") {
    const has = hasFactor(await factorsOf(db, actor.id));
    if (needsFactor({ hasFactor: has, policy: settings().decisions }))
      throw new Problem(
        "step-up-required",
        has
          ? "Sign with your passkey, or send a code of your authenticator app beside the password."
          : "Enrol a passkey or an authenticator app under Settings first.",
        [{ at: "password", problem: "AUTHORIZE needs a second factor, and the password stood alone" }],
      );
  }
  await verifyOwnPassword(db, actor, password, run);
  return "password";
}

async function signedPresence(
  db: Db,
  site: Site,
  actor: Actor,
  run: string,
  wanted: NewDecision,
  response: AssertionResponse,
): Promise<ShownPresence> {
  const { passkey, assertion, statement } = await provePasskey(db, site, "decision", actor, response, run);
  const asked = statement === null ? null : askedIn(statement);
  if (statement === null || asked === null)
    throw new Error("invariant broken: a decision's challenge has a statement");
  // The challenge was made for one decision. Whatever is sent now must be that one, to the letter.
  if (formatStatement(decidedAs(run, wanted, actor), asked) !== statement) {
    await noteRefusedPasskey(db, actor, run);
    throw new Problem("step-up-refused", "Ask for a new challenge with exactly what you send.", [
      { at: "passkey", problem: "it signed another decision than the one that was sent" },
    ]);
  }
  return {
    passkeyId: passkey.id,
    signed: { ...assertion, statement, enrolledAt: passkey.ledgerIndex },
  };
}
