import type { ClaimId, Verdict } from "./catalog";
import type { FailOpenCode } from "./fail-open";

/** One measured comparison inside a claim. Figures are text: counts, checksums or names, exact at any size. */
export interface Check {
  /** `NT-1.count`, `NT-5.checksum.public.universal_edges`, … */
  readonly id: string;
  readonly verdict: Verdict;
  readonly before: string | null;
  readonly after: string | null;
  readonly delta: string | null;
  /** One sentence: what was found, where, and what would settle it. */
  readonly detail: string;
}

/** Row changes that a claim looks at. */
export interface RowCounts {
  readonly changed: number;
  readonly inserted: number;
  readonly deleted: number;
}

export interface ClaimResult {
  readonly id: ClaimId;
  readonly verdict: Verdict;
  readonly failOpen: readonly FailOpenCode[];
  readonly checks: readonly Check[];
  readonly rows: RowCounts;
}

/** A true thing that does not fail a claim and that the Owner must acknowledge by its code and table. */
export interface Caveat {
  readonly code: string;
  readonly table: string | null;
  readonly count: number;
  readonly detail: string;
}
