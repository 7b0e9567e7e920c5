import type { DiffRow } from "@/db/verdicts/views";

type Named = Pick<DiffRow, "table" | "key" | "position">;

/**
 * Address of one row of a run's diff, or of one of its cells. A row is named by its table and its whole key, one `row`
 * a key column, so that the link holds when the run is judged again. A row without a key has only its position, which
 * belongs to one matrix: the link names it, and the page says when that is no longer the one in force.
 */
export function rowPath(slug: string, row: Named, matrixDigest: string, column?: string): string {
  const query = new URLSearchParams({ table: row.table });
  if (row.key.length > 0) for (const value of row.key) query.append("row", value);
  else {
    query.set("at", String(row.position));
    query.set("matrix", matrixDigest);
  }
  if (column !== undefined) query.set("cell", column);
  return `/runs/${slug}/diff?${query}#linked`;
}

/** Address of the history of one production row over all runs. */
export function historyPath(table: string, key: readonly string[]): string {
  const query = new URLSearchParams({ table });
  for (const value of key) query.append("key", value);
  return `/rows?${query}`;
}
