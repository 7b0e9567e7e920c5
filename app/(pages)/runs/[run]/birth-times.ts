import type { RowChange } from "@/lib/verdict/change";

/** When the live births of one table happened, as far as its own rows say it. */
export interface BirthTimes {
  readonly table: string;
  /** The column that states a moment between the captures in every one of its births; null where none does. */
  readonly column: string | null;
  /** Parts of the bracket, 0 to 1, one a birth; empty where none is stated. */
  readonly at: readonly number[];
}

/** `timestamptz` as a capture writes it: ISO, in UTC. */
const MOMENT = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)\+00$/;

/**
 * Looks for the moment of birth in the rows themselves: a column of their table that states one between the two
 * captures in every row. Nothing is known of the rows' meaning beyond that, so the column is named wherever its times
 * are shown, and a column that fits some rows only is not used at all. `from` and `to` are ISO 8601.
 */
export function birthTimes(rows: readonly RowChange[], from: string, to: string): BirthTimes[] {
  const births = rows.filter((row) => row.explained && row.after !== null);
  return [...new Set(births.map((row) => row.table))].map((table) => ({
    table,
    ...statedIn(
      births.filter((row) => row.table === table),
      Date.parse(from),
      Date.parse(to),
    ),
  }));
}

function statedIn(births: readonly RowChange[], from: number, to: number): Omit<BirthTimes, "table"> {
  for (const column of Object.keys(births[0]?.after ?? {})) {
    const at = births.map((row) => ((momentOf(row.after?.[column]) ?? Number.NaN) - from) / (to - from));
    if (to > from && at.every((part) => part >= 0 && part <= 1)) return { column, at };
  }
  return { column: null, at: [] };
}

function momentOf(value: string | null | undefined): number | null {
  const said = MOMENT.exec(value ?? "");
  return said === null ? null : Date.parse(`${said[1]}T${said[2]}Z`);
}

/** How many fall into each of `bins` equal parts of the bracket. */
export function spread(at: readonly number[], bins: number): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const part of at) {
    const bin = Math.min(bins - 1, Math.floor(part * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
