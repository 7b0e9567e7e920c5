import type { RowChange } from "./change";

/**
 * Row changes as CSV (RFC 4180, lines ended by LF), one line a cell:
 *
 *   header = "table,kind,key,column,before,after,claims"
 *   key    = the value of the one key column / JSON array of the values of several
 *   before, after = value / "\N" for NULL / nothing where the row is absent on that side
 *
 * A text that spells `\N` gains one backslash more, so that it is not taken for NULL. A field that a spreadsheet
 * would run gains an apostrophe.
 */
export const CHANGE_CSV_HEADER = "table,kind,key,column,before,after,claims\n";

/** The lines of one changed row, each ended. */
export function changeCsv(change: RowChange): string {
  const [only = "", ...others] = change.key;
  const key = others.length === 0 ? only : JSON.stringify(change.key);
  return change.columns
    .map((column) =>
      [
        change.table,
        change.kind,
        key,
        column,
        cell(change.before, column),
        cell(change.after, column),
        change.claims.join(" "),
      ]
        .map(field)
        .join(","),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function cell(side: RowChange["before"], column: string): string {
  if (side === null) return "";
  const value = side[column] ?? null;
  if (value === null) return "\\N";
  return /^\\+N$/.test(value) ? `\\${value}` : value;
}

function field(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
