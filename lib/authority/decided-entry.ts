import { z } from "zod";
import type { Entry } from "../ledger/entry";
import { DECISION_KINDS } from "./authority";
import { PRESENCE_FAULTS, presenceFaults } from "./presence";
import { PRESENCE_NAMES, type Presence } from "./presences";

const text = z.string();
/** As `SignedPresence` stands in an entry. */
export const signedPresence = z.object({
  statement: text,
  credentialId: text,
  publicKey: text,
  enrolledAt: z.int().min(0),
  authenticatorData: text,
  clientDataJSON: text,
  signature: text,
});

const decidedBody = z.looseObject({
  kind: z.enum(DECISION_KINDS),
  matrixDigest: text,
  reason: text,
  scope: text.nullable(),
  expiresAt: text.nullable(),
  revisitAt: text.nullable(),
  acknowledgedCaveats: z.array(text),
  acknowledgedBlockers: z.array(text),
  presence: z.enum(PRESENCE_NAMES),
  // Decisions from before passkeys carry no such member.
  assertion: signedPresence.nullable().default(null),
});

const enrolledBody = z.looseObject({
  factor: z.literal("passkey"),
  credentialId: text,
  publicKey: text,
});

export interface PresenceCheck {
  readonly presence: Presence | null;
  /** Sentences; empty where nothing speaks against it. */
  readonly faults: readonly string[];
  /** Whether a signature was verified: a password leaves nothing behind that could be. */
  readonly verified: boolean;
}

/**
 * How presence was shown at a decision, read from its ledger entry alone and re-verified where a passkey signed it.
 * `enrolment` is the entry that `assertion.enrolledAt` names, where the verifier has it: the key must be the one that
 * was enrolled there, by the same person, before.
 */
export async function checkDecidedEntry(
  entry: Entry,
  enrolment: Entry | null = null,
): Promise<PresenceCheck> {
  const read = decidedBody.safeParse(entry.body);
  if (entry.kind !== "decided" || entry.run === null || !read.success)
    return { presence: null, verified: false, faults: ["the entry records no decision that can be read"] };
  const { presence, assertion, ...said } = read.data;
  if (presence !== "passkey")
    return {
      presence,
      verified: false,
      faults: assertion === null ? [] : [`it carries a signature and says ${presence}`],
    };
  if (assertion === null)
    return { presence, verified: false, faults: ["it says passkey and carries no signature"] };
  const decided = { ...said, run: entry.run, decidedBy: entry.actor, decidedAt: entry.at };
  const faults: string[] = (await presenceFaults(decided, assertion)).map((fault) => PRESENCE_FAULTS[fault]);
  if (assertion.enrolledAt >= entry.index) faults.push("its passkey was enrolled after it");
  if (enrolment !== null) faults.push(...enrolmentFaults(entry, assertion, enrolment));
  return { presence, verified: faults.length === 0, faults };
}

function enrolmentFaults(
  entry: Entry,
  assertion: z.output<typeof signedPresence>,
  enrolment: Entry,
): string[] {
  const body = enrolledBody.safeParse(enrolment.body);
  const same =
    enrolment.kind === "factor-added" &&
    enrolment.index === assertion.enrolledAt &&
    enrolment.actor === entry.actor &&
    body.success &&
    body.data.credentialId === assertion.credentialId &&
    body.data.publicKey === assertion.publicKey;
  return same ? [] : [`entry ${enrolment.index} does not enrol this passkey for ${entry.actor}`];
}
