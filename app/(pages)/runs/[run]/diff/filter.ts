import { one, oneOf, pathWith, type Query, wholeNumber } from "@/app/_ui/query";
import { KINDS } from "@/app/_ui/row-changes";
import type { DiffQuery } from "@/db/verdicts/views";
import { CLAIM_IDS } from "@/lib/claims/catalog";

/** The filters of the row diff, as they stand in its address. */
export const FILTERS = ["claim", "table", "kind", "column", "explained", "key"] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Readonly<Partial<Record<FilterName, string>>>;

export interface DiffAddress {
  readonly filter: Filter;
  readonly query: DiffQuery;
  /** The row that a link means, by its key or by its position in the diff of one matrix. */
  readonly linked:
    | {
        readonly by: "key";
        readonly table: string;
        readonly key: readonly string[];
        readonly column?: string;
      }
    | { readonly by: "position"; readonly at: number; readonly matrix: string; readonly column?: string }
    | null;
}

/** Reads an address. What is none of the known values is left out, as if it were not there. */
export function readAddress(query: Query): DiffAddress {
  const [claim, kind] = [oneOf(query.claim, CLAIM_IDS), oneOf(query.kind, KINDS)];
  const explained = oneOf(query.explained, ["yes", "no"] as const);
  const [table, column, key] = [one(query.table), one(query.column), one(query.key)];
  const [cursor, until] = [wholeNumber(query.cursor), wholeNumber(query.until)];
  const linked = linkedOf(query);
  // A link means one row among all others: nothing may hide it.
  const filter: Filter = linked ? {} : defined({ claim, table, kind, column, explained, key });
  return {
    filter,
    linked,
    query: linked
      ? {}
      : {
          claim,
          table,
          kind,
          column,
          key,
          explained: explained === undefined ? undefined : explained === "yes",
          cursor,
          until,
        },
  };
}

function linkedOf(query: Query): DiffAddress["linked"] {
  const cell = one(query.cell);
  const column = cell === undefined ? {} : { column: cell };
  const table = one(query.table);
  const row = query.row === undefined ? [] : Array.isArray(query.row) ? query.row : [query.row];
  if (table !== undefined && row.length > 0) return { by: "key", table, key: row, ...column };
  const [at, matrix] = [wholeNumber(query.at), one(query.matrix)];
  return at === undefined || matrix === undefined ? null : { by: "position", at, matrix, ...column };
}

function defined(values: Readonly<Partial<Record<FilterName, string | undefined>>>): Filter {
  const set: Partial<Record<FilterName, string>> = {};
  for (const name of FILTERS) {
    const value = values[name];
    if (value !== undefined) set[name] = value;
  }
  return set;
}

/** The address with other filters; `cursor` and `until` are left behind unless they are given. */
export function diffPath(
  slug: string,
  filter: Filter,
  more: Readonly<Record<string, string | undefined>> = {},
): string {
  return pathWith(`/runs/${slug}/diff`, { ...filter, ...more });
}
