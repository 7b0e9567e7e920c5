import type { ClaimId } from "@/lib/claims/catalog";
import type { ChangeKind, RowChange } from "@/lib/verdict/change";
import type { Strip } from "./heat-strip";

export interface DiffQuery {
  readonly claim?: ClaimId | undefined;
  readonly table?: string | undefined;
  readonly kind?: ChangeKind | undefined;
  readonly column?: string | undefined;
  /** Part of a key, case-sensitive. */
  readonly key?: string | undefined;
  /** Whether live births that are explained are meant, or everything else. */
  readonly explained?: boolean | undefined;
  /** Position after which to go on: the `next` of the slice before. */
  readonly cursor?: number | undefined;
  /** Position before which to go back; it wins over `cursor`. */
  readonly until?: number | undefined;
  /** 1 to 200, default 50. */
  readonly limit?: number | undefined;
}

/** `pair`: position of the row that may be this one under another key. */
export type DiffRow = RowChange & { readonly position: number; readonly pair: number | null };

export interface DiffSlice {
  readonly rows: readonly DiffRow[];
  /** All rows that match the filter, not only these. */
  readonly total: number;
  readonly next: number | null;
  /** Whether rows that match stand before these. */
  readonly earlier: boolean;
  /** Counts over the whole diff of this verdict, whatever the filter says. */
  readonly facets: {
    readonly kinds: Readonly<Record<ChangeKind, number>>;
    readonly tables: readonly { readonly table: string; readonly count: number }[];
    readonly claims: readonly { readonly claim: ClaimId; readonly count: number }[];
    readonly columns: readonly { readonly column: string; readonly count: number }[];
  };
  /** The same counts under the filter, each without the filter of its own kind; `explained`: live births. */
  readonly under: DiffSlice["facets"] & { readonly explained: number };
  /** Where in each table's key order its differences lie, whatever the filter says. */
  readonly strips: readonly Strip[];
  /** `sha256:…` of the matrix that this diff belongs to: positions are its own. */
  readonly matrixDigest: string;
  /** Rows that were compared on both sides; null where there was nothing to compare. */
  readonly compared: number | null;
}
