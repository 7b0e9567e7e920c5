import { sha256 } from "@/lib/base/hash";
import type { RowChange } from "@/lib/verdict/change";

/** Deleted and inserted rows that are remembered; a diff with more of them is not looked through for pairs. */
const MOST_ROWS = 250_000;

/**
 * Finds rows that may have changed their key: one deleted and one inserted row of a table whose other columns all have
 * the same text. Where more than one row on a side has that text nothing can be told, and nothing is. A pair is a hint
 * for the reader: both rows stay what they are, and no claim reads it.
 */
export class KeyPairs {
  readonly #rests = new Map<string, { deleted: number | "many" | null; inserted: number | "many" | null }>();
  #rows = 0;

  add(change: RowChange, position: number): void {
    if (change.kind === "changed" || change.key.length === 0 || ++this.#rows > MOST_ROWS) return;
    const rest = restOf(change);
    if (rest === null) return;
    const seen = this.#rests.get(rest) ?? { deleted: null, inserted: null };
    this.#rests.set(rest, { ...seen, [change.kind]: seen[change.kind] === null ? position : "many" });
  }

  /** Positions of the twins, in both directions. */
  pairs(): ReadonlyMap<number, number> {
    const pairs = new Map<number, number>();
    if (this.#rows > MOST_ROWS) return pairs;
    for (const { deleted, inserted } of this.#rests.values())
      if (typeof deleted === "number" && typeof inserted === "number")
        pairs.set(deleted, inserted).set(inserted, deleted);
    return pairs;
  }
}

/** Names the row without its key; null where nothing is left that says anything. Key columns stand first. */
function restOf({ table, key, columns, before, after }: RowChange): string | null {
  const row = before ?? after;
  const values = columns.slice(key.length).map((c) => row?.[c] ?? null);
  return values.some((v) => v !== null) ? sha256(JSON.stringify([table, values])) : null;
}
