import type { ChangeKind, RowChange } from "@/lib/verdict/change";

/** One of the equal parts into which a table's rows are cut, in the order of its key. */
export interface StripCell {
  /** 0 … STRIP_CELLS - 1. Cells without a difference are left out. */
  readonly cell: number;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Position of the first row of the diff in this cell. */
  readonly first: number;
}

/** Where in the key space of a table its differences lie. */
export interface Strip {
  readonly table: string;
  readonly cells: readonly StripCell[];
}

export const STRIP_CELLS = 96;

/** Gathers strips, one change after the other; memory is bounded by tables times cells. */
export class HeatStrips {
  readonly #tables = new Map<string, Map<number, { counts: Record<ChangeKind, number>; first: number }>>();

  /** `place` is 0 … 1 in the table's key order, `position` the row's place in the diff. */
  add(change: RowChange, place: number, position: number): void {
    const cells = this.#tables.get(change.table) ?? new Map();
    this.#tables.set(change.table, cells);
    const at = Math.min(STRIP_CELLS - 1, Math.max(0, Math.floor(place * STRIP_CELLS)));
    const cell = cells.get(at) ?? { counts: { changed: 0, inserted: 0, deleted: 0 }, first: position };
    cells.set(at, cell);
    cell.counts[change.kind]++;
  }

  strips(): Strip[] {
    return [...this.#tables].map(([table, cells]) => ({
      table,
      cells: [...cells]
        .sort(([a], [b]) => a - b)
        .map(([cell, { counts, first }]) => ({ cell, counts: { ...counts }, first })),
    }));
  }
}
