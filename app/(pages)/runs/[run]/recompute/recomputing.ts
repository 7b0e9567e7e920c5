import type { ClaimId } from "@/lib/claims/catalog";
import type { ClaimResult } from "@/lib/claims/check";

/** What the page asks its worker for. `rows`: also re-read every row of every capture. */
export interface RecomputeOrder {
  readonly run: string;
  readonly claim: ClaimId;
  /** `sha256:…` of the matrix that the page shows. */
  readonly matrixDigest: string;
  readonly rows: boolean;
}

export interface RecomputeFigures {
  /** Milliseconds from the order to the answer, and those of them spent waiting for the server. */
  readonly took: number;
  readonly waited: number;
  /** Pages and chunks that were fetched and re-hashed, and their uncompressed bytes. */
  readonly pieces: number;
  readonly bytes: number;
  readonly manifests: number;
  /** Rows that were re-read and counted; null where that was not asked for. */
  readonly rows: number | null;
}

/**
 * `agrees` only where the claim and the whole matrix came out the same, byte for byte, from bytes that hash to their
 * names. Whatever kept it from being computed is `impossible`: that is neither agreement nor the opposite.
 */
export type Recomputed =
  | {
      readonly outcome: "agrees" | "differs";
      readonly here: ClaimResult;
      readonly there: ClaimResult;
      /** Ids of the checks that are not the same. */
      readonly checks: readonly string[];
      readonly matrix: { readonly here: string; readonly there: string };
      readonly figures: RecomputeFigures;
    }
  | { readonly outcome: "impossible"; readonly why: string };

export type RecomputeNews =
  | { readonly kind: "progress"; readonly pieces: number; readonly bytes: number }
  | { readonly kind: "done"; readonly result: Recomputed };
