import type { LineChange } from "./join";

/** A change with where in the table's key order it lies, 0 … 1. */
type Placed = readonly [LineChange, number];
type Sink = (change: LineChange, place: number) => Promise<void>;

/** Bytes of rows that are held back; a leak of more rows than that is told as it comes. */
const HELD_BYTES = 16 << 20;

/**
 * Holds back the changes of a table until its end, so that a row which left one stretch and came in another is known
 * for the same row. That happens only where the order of the rows changed between the captures. Beyond HELD_BYTES
 * changes are passed on as they come: such a row is then told as deleted and inserted, which hides nothing.
 */
export class Reconciler {
  #held: Placed[] | null = [];
  #bytes = 0;

  constructor(
    private readonly keyOf: (line: string) => string,
    private readonly onCommon: (before: string, after: string) => void,
    private readonly sink: Sink,
  ) {}

  async push(change: LineChange, place: number): Promise<void> {
    if (this.#held === null) return this.sink(change, place);
    this.#held.push([change, place]);
    this.#bytes += sizeOf(change);
    if (this.#bytes > HELD_BYTES) await this.#release(this.#held);
  }

  async finish(): Promise<void> {
    if (this.#held !== null) await this.#release(this.#paired(this.#held));
  }

  async #release(changes: readonly Placed[]): Promise<void> {
    this.#held = null;
    for (const [change, place] of changes) await this.sink(change, place);
  }

  /** A deleted and an inserted row of one key become one row, which changed or did not; each row is used once. */
  #paired(held: readonly Placed[]): readonly Placed[] {
    const deleted = new Map<string, number[]>();
    for (const [i, [change]] of held.entries())
      if (change.kind === "deleted") {
        const key = this.keyOf(change.before);
        deleted.set(key, [...(deleted.get(key) ?? []), i]);
      }
    if (deleted.size === 0) return held;
    const gone = new Set<number>();
    const paired = held.map(([change, place]): Placed | null => {
      if (change.kind !== "inserted") return [change, place];
      const at = deleted.get(this.keyOf(change.after))?.shift();
      const other = at === undefined ? undefined : held[at]?.[0];
      if (at === undefined || other?.kind !== "deleted") return [change, place];
      gone.add(at);
      this.onCommon(other.before, change.after);
      if (other.before === change.after) return null;
      return [{ kind: "changed", before: other.before, after: change.after }, place];
    });
    return paired.filter((p, i): p is Placed => p !== null && !gone.has(i));
  }
}

function sizeOf(change: LineChange): number {
  return (
    (change.kind === "inserted" ? 0 : change.before.length) +
    (change.kind === "deleted" ? 0 : change.after.length)
  );
}
