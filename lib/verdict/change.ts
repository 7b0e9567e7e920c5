import type { ClaimId } from "../claims/catalog";

export type ChangeKind = "changed" | "inserted" | "deleted";

/** One production row that differs between before and after. Values are PostgreSQL's text; null is NULL. */
export interface RowChange {
  readonly table: string;
  readonly kind: ChangeKind;
  /** Values of the key columns; empty for a table without a key. */
  readonly key: readonly string[];
  /** Names of the columns whose bytes differ; for an inserted or deleted row, all of them. */
  readonly columns: readonly string[];
  /** Values by column name; null on the side where the row is absent. */
  readonly before: Readonly<Record<string, string | null>> | null;
  readonly after: Readonly<Record<string, string | null>> | null;
  /** Claims that this change speaks to. */
  readonly claims: readonly ClaimId[];
  /** A live birth that all three conditions explain: counted and listed, and no claim fails on it. */
  readonly explained: boolean;
  /** The key of a staging candidate that this row is or names, else null. */
  readonly stagingKey: string | null;
}
