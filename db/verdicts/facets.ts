import { CLAIM_IDS } from "@/lib/claims/catalog";
import type { RowChange } from "@/lib/verdict/change";
import { HeatStrips, type Strip } from "./heat-strip";
import type { DiffQuery, DiffSlice } from "./views";

export type Facets = DiffSlice["facets"];
type FilteredFacets = DiffSlice["under"];

/** Rows of a diff that agree in everything one can filter by, but for their keys. `no` is what their rows carry. */
export interface FacetGroup extends Pick<RowChange, "table" | "kind" | "claims" | "columns" | "explained"> {
  readonly no: number;
  readonly count: number;
}

/** What a verdict keeps of its diff beside the rows. */
export interface DiffFigures extends Facets {
  /** Live births that all three conditions explain. */
  readonly explained?: number;
  /** Absent in verdicts from before they were kept, null where the rows fall into too many of them. */
  readonly groups?: readonly FacetGroup[] | null;
  readonly strips?: readonly Strip[];
}

/** The filters that the groups alone decide. */
export type GroupFilter = Pick<DiffQuery, "claim" | "table" | "kind" | "column" | "explained">;

/** Beyond this many groups, which random column sets could reach, the rows themselves are asked. */
const MOST_GROUPS = 500;

/** Counts over a whole diff, one change after the other: filters are never computed over what happens to be loaded. */
export class DiffCounts {
  readonly #groups = new Map<string, { group: Omit<FacetGroup, "count">; count: number }>();
  readonly #facets = new FacetSum();
  readonly #strips = new HeatStrips();
  #kept = true;

  /** `place` is 0 … 1 in the key order of the table. */
  add(change: RowChange, place: number): void {
    this.#facets.add(change, 1);
    this.#strips.add(change, place, this.#facets.total);
    const name = groupName(change);
    const known = this.#groups.get(name);
    if (known) known.count++;
    else if (this.#groups.size < MOST_GROUPS) {
      const { table, kind, claims, columns, explained } = change;
      const group = { no: this.#groups.size, table, kind, claims, columns, explained };
      this.#groups.set(name, { group, count: 1 });
    } else this.#kept = false;
  }

  get total(): number {
    return this.#facets.total;
  }

  /** The group of a change that was added; null where groups are not kept. */
  groupOf(change: RowChange): number | null {
    return this.#kept ? (this.#groups.get(groupName(change))?.group.no ?? null) : null;
  }

  get kinds(): Facets["kinds"] {
    return this.#facets.figures().kinds;
  }

  figures(): DiffFigures {
    const groups = [...this.#groups.values()].map(({ group, count }) => ({ ...group, count }));
    return { ...this.#facets.figures(), groups: this.#kept ? groups : null, strips: this.#strips.strips() };
  }
}

function groupName({ table, kind, claims, columns, explained }: RowChange): string {
  return JSON.stringify([table, kind, claims, columns, explained]);
}

export function inGroup(group: Omit<FacetGroup, "no" | "count">, filter: GroupFilter): boolean {
  return (
    (filter.claim === undefined || group.claims.includes(filter.claim)) &&
    (filter.table === undefined || group.table === filter.table) &&
    (filter.kind === undefined || group.kind === filter.kind) &&
    (filter.column === undefined || group.columns.includes(filter.column)) &&
    (filter.explained === undefined || group.explained === filter.explained)
  );
}

/**
 * Facets as they are under a filter: each is counted with every filter but its own, so that one sees what choosing
 * another value would give.
 */
export function facetsUnder(groups: readonly FacetGroup[], filter: GroupFilter): FilteredFacets {
  const under = (without: keyof GroupFilter) => {
    const sum = new FacetSum();
    for (const group of groups)
      if (group.count > 0 && inGroup(group, { ...filter, [without]: undefined })) sum.add(group, group.count);
    return sum.figures();
  };
  return {
    kinds: under("kind").kinds,
    tables: under("table").tables,
    claims: under("claim").claims,
    columns: under("column").columns,
    explained: under("explained").explained,
  };
}

class FacetSum {
  readonly #kinds = { changed: 0, inserted: 0, deleted: 0 };
  readonly #tables = new Map<string, number>();
  readonly #claims = new Map<string, number>();
  readonly #columns = new Map<string, number>();
  #explained = 0;
  total = 0;

  add(change: Omit<FacetGroup, "no" | "count">, count: number): void {
    this.total += count;
    this.#kinds[change.kind] += count;
    bump(this.#tables, change.table, count);
    for (const claim of change.claims) bump(this.#claims, claim, count);
    for (const column of change.columns) bump(this.#columns, column, count);
    if (change.explained) this.#explained += count;
  }

  figures(): FilteredFacets {
    return {
      kinds: { ...this.#kinds },
      tables: sorted(this.#tables).map(([table, count]) => ({ table, count })),
      claims: CLAIM_IDS.flatMap((claim) => {
        const count = this.#claims.get(claim);
        return count === undefined ? [] : [{ claim, count }];
      }),
      columns: sorted(this.#columns).map(([column, count]) => ({ column, count })),
      explained: this.#explained,
    };
  }
}

function bump(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function sorted(counts: Map<string, number>): [string, number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
