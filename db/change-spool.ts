import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import type { RowChange } from "@/lib/verdict/change";
import { FacetCounts } from "./facets";

const BATCH_ROWS = 500;
const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/**
 * Keeps the changes of an evaluation until its verdict is stored, compressed in batches: they are only written
 * once the matrix is sealed, and a leak of 100,000 rows must not take their size in memory.
 */
export class ChangeSpool {
  readonly facets = new FacetCounts();
  #open: RowChange[] = [];
  readonly #packed: Uint8Array[] = [];

  async add(change: RowChange): Promise<void> {
    this.facets.add(change);
    this.#open.push(change);
    if (this.#open.length < BATCH_ROWS) return;
    const full = this.#open;
    this.#open = [];
    this.#packed.push(await deflate(JSON.stringify(full), { level: 1 }));
  }

  /** Batches in order, each with the position of its first change. */
  async *batches(): AsyncGenerator<{ first: number; changes: readonly RowChange[] }> {
    let first = 0;
    for (const packed of this.#packed) {
      const changes = JSON.parse((await inflate(packed)).toString("utf8")) as RowChange[];
      yield { first, changes };
      first += changes.length;
    }
    if (this.#open.length > 0) yield { first, changes: this.#open };
  }
}
