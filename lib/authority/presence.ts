import { z } from "zod";
import { canonicalJson } from "../base/canonical";
import { ASSERTION_FAULTS, type Assertion, assertionFaults, challengeOf } from "./assertion";

/** Everything of a decision that a passkey signs. Times are ISO 8601 in UTC with milliseconds. */
export interface Decided {
  readonly run: string;
  readonly kind: string;
  readonly matrixDigest: string;
  readonly reason: string;
  readonly scope: string | null;
  readonly expiresAt: string | null;
  readonly revisitAt: string | null;
  readonly acknowledgedCaveats: readonly string[];
  readonly acknowledgedBlockers: readonly string[];
  /** username */
  readonly decidedBy: string;
}

/** What the server adds: a nonce that is good once, the site it was asked on, and until when it may be answered. */
export interface Asked {
  readonly nonce: string;
  readonly origin: string;
  readonly until: string;
}

/** An assertion over a decision, as it is stored with it. */
export interface SignedPresence extends Assertion {
  /** The text whose SHA-256 was the challenge. */
  readonly statement: string;
  /** Ledger index of the entry that enrolled the passkey. */
  readonly enrolledAt: number;
}

export const STATEMENT_FORMAT = "notouch.presence/1";

const asked = z.object({
  format: z.literal(STATEMENT_FORMAT),
  nonce: z.string().min(22),
  origin: z.string(),
  until: z.iso.datetime({ precision: 3 }),
});

/**
 * The text that a passkey signs the SHA-256 of, canonical JSON (RFC 8785) of exactly these members:
 *
 *   statement = { acknowledgedBlockers, acknowledgedCaveats, decidedBy, expiresAt, format, kind, matrixDigest, nonce,
 *                 origin, reason, revisitAt, run, scope, until }
 *
 * Whoever holds the decision can write it again and compare.
 */
export function formatStatement(decided: Decided, { nonce, origin, until }: Asked): string {
  const { run, kind, matrixDigest, reason, scope, expiresAt, revisitAt, decidedBy } = decided;
  const { acknowledgedBlockers, acknowledgedCaveats } = decided;
  return canonicalJson({
    format: STATEMENT_FORMAT,
    run,
    kind,
    matrixDigest,
    reason,
    scope,
    expiresAt,
    revisitAt,
    decidedBy,
    acknowledgedBlockers,
    acknowledgedCaveats,
    nonce,
    origin,
    until,
  });
}

/** What was asked, read back from a statement; null where the text is none. */
export function askedIn(statement: string): Asked | null {
  try {
    const read = asked.safeParse(JSON.parse(statement));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export const PRESENCE_FAULTS = {
  ...ASSERTION_FAULTS,
  statement: "it was given for another decision",
  late: "it was given after its time",
} as const;

export type PresenceFault = keyof typeof PRESENCE_FAULTS;

/**
 * Every reason why this is not that person's user-verified signature over exactly this decision; empty where it is.
 * `decidedAt` is when the decision was recorded. Offline and without a clock: all it needs was stored.
 */
export async function presenceFaults(
  decided: Decided & { readonly decidedAt: string },
  signed: SignedPresence,
): Promise<PresenceFault[]> {
  const question = askedIn(signed.statement);
  if (question === null) return ["unreadable"];
  const faults: PresenceFault[] = [];
  if (formatStatement(decided, question) !== signed.statement) faults.push("statement");
  if (!(Date.parse(decided.decidedAt) <= Date.parse(question.until))) faults.push("late");
  const { origin } = question;
  return [
    ...faults,
    ...(await assertionFaults(signed, { challenge: challengeOf(signed.statement), origin })),
  ];
}
