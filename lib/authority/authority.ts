import type { Matrix } from "../verdict/matrix";
import type { SignedPresence } from "./presence";
import type { Presence } from "./presences";

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
  readonly presence: Presence;
  /** What a passkey signed; null where presence was shown otherwise. */
  readonly assertion: SignedPresence | null;
  /** How many Owners the instance asked for when this was recorded. */
  readonly owners: number;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly ledgerIndex: number;
}

/** Authority over one run. HOLD unless everything about the newest decision still stands. */
export type Authority =
  | {
      readonly state: "HOLD";
      readonly basis: "default";
      readonly decision: null;
      /** An AUTHORIZE of one Owner where two are needed: nothing is decided before the second. */
      readonly awaiting?: Decision;
    }
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
  const inOrder = [...decisions].sort((a, b) => a.ledgerIndex - b.ledgerIndex);
  const decision = inOrder.at(-1);
  if (!decision) return { state: "HOLD", basis: "default", decision: null };
  if (decision.kind === "REVOKE") return { state: "HOLD", basis: "revoked", decision };
  const asked = judged?.matrixDigest === decision.matrixDigest;
  if (decision.kind === "HOLD") return { state: "HOLD", basis: asked ? "recorded" : "superseded", decision };
  const proven = asked && judged.engineering === "PASS";
  // An authorization without a readable expiry is no authorization: NaN compares false.
  const open = decision.expiresAt !== null && now.getTime() < Date.parse(decision.expiresAt);
  if (ownersBehind(inOrder, decision) < decision.owners)
    return { state: "HOLD", basis: "default", decision: null, ...(proven && open && { awaiting: decision }) };
  if (!proven) return { state: "HOLD", basis: "superseded", decision };
  if (!open) return { state: "HOLD", basis: "expired", decision };
  return { state: "AUTHORIZED", basis: "recorded", decision };
}

/**
 * How many Owners said the same as the newest decision, one after the other with nothing in between: the same matrix,
 * scope and expiry. What one of them said before a HOLD or REVOKE does not count any more.
 */
function ownersBehind(inOrder: readonly Decision[], newest: Decision): number {
  const same = (d: Decision) =>
    d.kind === "AUTHORIZE" &&
    d.matrixDigest === newest.matrixDigest &&
    d.scope === newest.scope &&
    d.expiresAt === newest.expiresAt;
  const last = inOrder.findLastIndex((d) => !same(d));
  return new Set(inOrder.slice(last + 1).map((d) => d.decidedBy)).size;
}

/** Whether the Owner's own day for looking again has come, for a HOLD that still stands. */
export function revisitDue(authority: Authority, now: Date): boolean {
  if (authority.state !== "HOLD" || authority.basis !== "recorded") return false;
  const { revisitAt } = authority.decision;
  return revisitAt !== null && !(now.getTime() < Date.parse(revisitAt));
}
