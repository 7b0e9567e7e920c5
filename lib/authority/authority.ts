import type { Matrix } from "../verdict/matrix";

/** What an Owner can record. REVOKE takes an earlier AUTHORIZE back. */
export const DECISION_KINDS = ["HOLD", "AUTHORIZE", "REVOKE"] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** A recorded decision. It is bound to one matrix digest and never changes. Times are ISO 8601 in UTC. */
export interface Decision {
  readonly id: string;
  readonly kind: DecisionKind;
  /** `sha256:…` of the matrix that was on the Owner's screen. */
  readonly matrixDigest: string;
  readonly reason: string;
  /** What AUTHORIZE permits, in the Owner's words; null otherwise. */
  readonly scope: string | null;
  readonly expiresAt: string | null;
  readonly revisitAt: string | null;
  readonly acknowledgedCaveats: readonly string[];
  readonly acknowledgedBlockers: readonly string[];
  /** How the Owner's presence was shown at that moment. */
  readonly presence: "password";
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly ledgerIndex: number;
}

/** Authority over one run. HOLD unless everything about the newest decision still stands. */
export type Authority =
  | { readonly state: "HOLD"; readonly basis: "default"; readonly decision: null }
  | {
      readonly state: "HOLD";
      readonly basis: "recorded" | "superseded" | "expired" | "revoked";
      readonly decision: Decision;
    }
  | { readonly state: "AUTHORIZED"; readonly basis: "recorded"; readonly decision: Decision };

/** What was judged last, as far as authority is concerned; null where nothing was judged yet. */
export type Judged = Pick<Matrix, "engineering" | "matrixDigest"> | null;

/**
 * Derives authority from the decisions in ledger order, the verdict in force and the clock.
 * Nothing is stored that could go stale: when the ground moves, the next call answers HOLD.
 */
export function deriveAuthority(decisions: readonly Decision[], judged: Judged, now: Date): Authority {
  const decision = [...decisions].sort((a, b) => a.ledgerIndex - b.ledgerIndex).at(-1);
  if (!decision) return { state: "HOLD", basis: "default", decision: null };
  if (decision.kind === "REVOKE") return { state: "HOLD", basis: "revoked", decision };
  if (judged?.matrixDigest !== decision.matrixDigest) return { state: "HOLD", basis: "superseded", decision };
  if (decision.kind === "HOLD") return { state: "HOLD", basis: "recorded", decision };
  if (judged.engineering !== "PASS") return { state: "HOLD", basis: "superseded", decision };
  // An authorization without a readable expiry is no authorization: NaN compares false.
  if (!(decision.expiresAt !== null && now.getTime() < Date.parse(decision.expiresAt)))
    return { state: "HOLD", basis: "expired", decision };
  return { state: "AUTHORIZED", basis: "recorded", decision };
}
