import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { RowChange } from "@/lib/verdict/change";
import { DiffCounts } from "./facets";
import { KeyPairs } from "./key-pairs";

const BATCH_ROWS = 500;
const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** A change as it will be stored. Positions start at 1. */
export interface SpooledChange {
  readonly change: RowChange;
  readonly position: number;
  readonly group: number | null;
  readonly pair: number | null;
}

/**
 * Keeps the changes of an evaluation until its verdict is stored, compressed in batches: they are only written
 * once the matrix is sealed, and a leak of 100,000 rows must not take their size in memory.
 */
export class ChangeSpool {
  readonly counts = new DiffCounts();
  readonly #pairs = new KeyPairs();
  #open: RowChange[] = [];
  readonly #packed: Uint8Array[] = [];

  async add(change: RowChange, place: number): Promise<void> {
    this.counts.add(change, place);
    this.#pairs.add(change, this.counts.total);
    this.#open.push(change);
    if (this.#open.length < BATCH_ROWS) return;
    const full = this.#open;
    this.#open = [];
    this.#packed.push(await deflate(JSON.stringify(full), { level: 1 }));
  }

  /** The changes in their order, a batch at a time. */
  async *batches(): AsyncGenerator<readonly SpooledChange[]> {
    const pairs = this.#pairs.pairs();
    let position = 0;
    const spooled = (change: RowChange): SpooledChange => ({
      change,
      position: ++position,
      group: this.counts.groupOf(change),
      pair: pairs.get(position) ?? null,
    });
    for (const packed of this.#packed) {
      const changes = JSON.parse((await inflate(packed)).toString("utf8")) as RowChange[];
      yield changes.map(spooled);
    }
    if (this.#open.length > 0) yield this.#open.map(spooled);
  }
}
