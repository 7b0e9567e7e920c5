import { CLAIM_IDS } from "@/lib/claims/catalog";
import type { RowChange } from "@/lib/verdict/change";
import type { DiffSlice } from "./views";

export type Facets = DiffSlice["facets"];

/** Counts over a whole diff, one change after the other: filters are never computed over what happens to be loaded. */
export class FacetCounts {
  readonly #kinds = { changed: 0, inserted: 0, deleted: 0 };
  readonly #tables = new Map<string, number>();
  readonly #claims = new Map<string, number>();
  readonly #columns = new Map<string, number>();
  #total = 0;

  add(change: RowChange): void {
    this.#total++;
    this.#kinds[change.kind]++;
    bump(this.#tables, change.table);
    for (const claim of change.claims) bump(this.#claims, claim);
    for (const column of change.columns) bump(this.#columns, column);
  }

  get total(): number {
    return this.#total;
  }

  figures(): Facets {
    return {
      kinds: { ...this.#kinds },
      tables: sorted(this.#tables).map(([table, count]) => ({ table, count })),
      claims: CLAIM_IDS.flatMap((claim) => {
        const count = this.#claims.get(claim);
        return count === undefined ? [] : [{ claim, count }];
      }),
      columns: sorted(this.#columns).map(([column, count]) => ({ column, count })),
    };
  }
}

function bump(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
