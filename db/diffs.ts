import { and, asc, count, eq, gt, type SQL, sql } from "drizzle-orm";
import type { RowChange } from "@/lib/verdict/change";
import type { Db } from "./client";
import type { Facets } from "./facets";
import { rowChange, verdict } from "./schema";
import { ensureVerdict } from "./verdicts";
import type { DiffQuery, DiffSlice } from "./views";

const DEFAULT_LIMIT = 50;
const MOST = 200;

/**
 * A page of the row diff of a run's verdict in force. Filters and totals are the database's, over all rows;
 * the facets were counted when the verdict was stored. Throws `not-found` for an unknown run.
 */
export async function diffSlice(db: Db, slug: string, query: DiffQuery = {}): Promise<DiffSlice> {
  const { id } = await ensureVerdict(db, slug);
  const [judged] = await db
    .select({ facets: verdict.facets, compared: verdict.compared, changes: verdict.changes })
    .from(verdict)
    .where(eq(verdict.id, id));
  if (!judged) throw new Error("invariant broken: the verdict in force is stored");
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MOST);
  const filters = filtersOf(query);
  const rows = await db
    .select({ position: rowChange.position, change: rowChange.change })
    .from(rowChange)
    .where(
      and(
        eq(rowChange.verdictId, id),
        ...filters,
        query.cursor === undefined ? undefined : gt(rowChange.position, query.cursor),
      ),
    )
    .orderBy(asc(rowChange.position))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => ({ ...(JSON.parse(row.change) as RowChange), position: row.position })),
    total: filters.length === 0 ? judged.changes : await matching(db, id, filters),
    next: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
    facets: JSON.parse(judged.facets) as Facets,
    compared: judged.compared,
  };
}

async function matching(db: Db, verdictId: string, filters: readonly SQL[]): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(rowChange)
    .where(and(eq(rowChange.verdictId, verdictId), ...filters));
  return row?.n ?? 0;
}

function filtersOf({ claim, table, kind, column, key }: DiffQuery): SQL[] {
  const filters: SQL[] = [];
  if (claim !== undefined) filters.push(sql`${rowChange.claims} @> array[${claim}]::text[]`);
  if (table !== undefined) filters.push(eq(rowChange.table, table));
  if (kind !== undefined) filters.push(eq(rowChange.kind, kind));
  if (column !== undefined) filters.push(sql`${rowChange.columns} @> array[${column}]::text[]`);
  if (key !== undefined && key !== "") filters.push(sql`position(${key} in ${rowChange.key}) > 0`);
  return filters;
}
