import { and, asc, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import type { RowChange } from "@/lib/verdict/change";
import { type Db, rowsOf } from "../store/client";
import { rowChange, verdict } from "../store/schema";
import { type DiffFigures, type FacetGroup, type Facets, facetsUnder, inGroup } from "./facets";
import { keyIs, sameKey } from "./row-history";
import { ensureVerdict } from "./verdicts";
import type { DiffQuery, DiffRow, DiffSlice } from "./views";

const DEFAULT_LIMIT = 50;
const MOST = 200;
const EXPORTED = 500;
/** So many groups are walked one by one by their index; of more of them most rows are wanted anyway. */
const WALKED_GROUPS = 200;

/** The diff of one verdict, with what a filter means in it. */
interface OpenDiff {
  readonly id: string;
  readonly matrixDigest: string;
  readonly compared: number | null;
  readonly figures: DiffFigures;
  /** All groups with their counts under the key filter, and those that match; null where groups were not kept. */
  readonly groups: readonly FacetGroup[] | null;
  readonly matching: readonly FacetGroup[] | null;
  readonly total: number;
}

async function openDiff(db: Db, slug: string, query: DiffQuery): Promise<OpenDiff> {
  const { id, matrix } = await ensureVerdict(db, slug);
  const [judged] = await db
    .select({ facets: verdict.facets, compared: verdict.compared })
    .from(verdict)
    .where(eq(verdict.id, id));
  if (!judged) throw new Error("invariant broken: the verdict in force is stored");
  const figures = JSON.parse(judged.facets) as DiffFigures;
  const groups = figures.groups ? await groupsUnder(db, id, figures.groups, query) : null;
  const matching = groups?.filter((g) => inGroup(g, query)) ?? null;
  return {
    id,
    matrixDigest: matrix.matrixDigest,
    compared: judged.compared,
    figures,
    groups,
    matching,
    total: matching?.reduce((n, g) => n + g.count, 0) ?? (await countRows(db, id, query)),
  };
}

/**
 * A page of the row diff of a run's verdict in force. Filters and totals are the database's, over all rows. Figures
 * that the facet groups decide were counted when the verdict was stored; only a part of a key reads the rows.
 * Throws `not-found` for an unknown run.
 */
export async function diffSlice(db: Db, slug: string, query: DiffQuery = {}): Promise<DiffSlice> {
  const { id, figures, groups, matching, total, compared, matrixDigest } = await openDiff(db, slug, query);
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MOST);
  const whole = facetsOf(figures);
  return {
    ...(await rowsUnder(db, id, query, matching, limit)),
    total,
    facets: whole,
    under: groups ? facetsUnder(groups, query) : { ...whole, explained: figures.explained ?? 0 },
    strips: figures.strips ?? [],
    compared,
    matrixDigest,
  };
}

/** The whole filtered diff of one verdict, whatever is judged meanwhile. */
export interface DiffExport {
  readonly total: number;
  readonly compared: number | null;
  readonly matrixDigest: string;
  /** The rows in their order, some hundred at a time. Throws where they are not as many as were counted. */
  rows(): AsyncGenerator<readonly DiffRow[]>;
}

export async function exportDiff(db: Db, slug: string, query: DiffQuery): Promise<DiffExport> {
  const { id, matching, total, compared, matrixDigest } = await openDiff(db, slug, query);
  async function* rows(): AsyncGenerator<readonly DiffRow[]> {
    let cursor: number | undefined;
    let read = 0;
    do {
      const page = await rowsUnder(db, id, { ...query, until: undefined, cursor }, matching, EXPORTED);
      read += page.rows.length;
      if (page.rows.length > 0) yield page.rows;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    if (read !== total) throw new Error(`integrity broken: ${total} rows were counted and ${read} are there`);
  }
  return { total, compared, matrixDigest, rows };
}

/** One row of the diff of the verdict in force, by its whole key; null where that row does not differ. */
export async function diffRow(
  db: Db,
  slug: string,
  table: string,
  key: readonly string[],
): Promise<DiffRow | null> {
  if (key.length === 0) return null;
  const { id } = await ensureVerdict(db, slug);
  const found = await db
    .select(ROW)
    .from(rowChange)
    .where(and(keyIs(key), eq(rowChange.verdictId, id), eq(rowChange.table, table)));
  return found.map(rowOf).find((row) => sameKey(row.key, key)) ?? null;
}

/** Rows at these positions of the diff of the verdict in force. */
export async function diffRowsAt(db: Db, slug: string, positions: readonly number[]): Promise<DiffRow[]> {
  if (positions.length === 0) return [];
  const { id } = await ensureVerdict(db, slug);
  const found = await db
    .select(ROW)
    .from(rowChange)
    .where(and(eq(rowChange.verdictId, id), sql`${rowChange.position} = any(${intArray(positions)})`));
  return found.map(rowOf);
}

const ROW = { position: rowChange.position, pair: rowChange.pair, change: rowChange.change };

function rowOf(row: { position: number; pair: number | null; change: string }): DiffRow {
  return { ...(JSON.parse(row.change) as RowChange), position: row.position, pair: row.pair };
}

function facetsOf({ kinds, tables, claims, columns }: DiffFigures): Facets {
  return { kinds, tables, claims, columns };
}

/** The groups with their counts under the key filter, which is the one thing that they do not know. */
async function groupsUnder(
  db: Db,
  id: string,
  groups: readonly FacetGroup[],
  { key }: DiffQuery,
): Promise<readonly FacetGroup[]> {
  if (key === undefined || key === "") return groups;
  const found = await rowsOf<{ no: number; n: number | string }>(
    db,
    sql`select group_no as no, count(*) as n from row_change
         where verdict_id = ${id}::uuid and position(${key} in key) > 0 group by group_no`,
  );
  const counts = new Map(found.map(({ no, n }) => [no, Number(n)]));
  return groups.map((g) => ({ ...g, count: counts.get(g.no) ?? 0 }));
}

type Page = Pick<DiffSlice, "rows" | "next" | "earlier">;

async function rowsUnder(
  db: Db,
  id: string,
  query: DiffQuery,
  groups: readonly FacetGroup[] | null,
  limit: number,
): Promise<Page> {
  const { cursor, until } = query;
  const back = until !== undefined;
  const filters = groups === null ? rowFilters(query) : keyFilter(query);
  const narrowed = groups !== null && isNarrowed(query);
  if (groups?.every((g) => g.count === 0)) return { rows: [], next: null, earlier: false };
  const edge = back
    ? lt(rowChange.position, until)
    : cursor === undefined
      ? undefined
      : gt(rowChange.position, cursor);
  const numbers = groups?.map((g) => g.no) ?? [];
  if (narrowed && filters.length === 0 && numbers.length <= WALKED_GROUPS) {
    // Two statements: without statistics of a table that was just filled, one would be planned as a scan of it all.
    const walk = await rowsOf<{ position: number }>(db, walked(id, numbers, edge, back, limit + 1));
    filters.push(sql`${rowChange.position} = any(${intArray(walk.map((w) => w.position))})`);
  } else if (narrowed) filters.push(sql`${rowChange.group} = any(${intArray(numbers)})`);
  const found = await db
    .select(ROW)
    .from(rowChange)
    .where(and(eq(rowChange.verdictId, id), ...filters, edge))
    .orderBy(back ? desc(rowChange.position) : asc(rowChange.position))
    .limit(limit + 1);
  const more = found.length > limit;
  const page = found.slice(0, limit);
  if (back) page.reverse();
  const last = page.at(-1)?.position ?? null;
  return {
    rows: page.map(rowOf),
    next: back ? last : more ? last : null,
    earlier: back ? more : cursor !== undefined && cursor > 0,
  };
}

/** First positions of each group by its index, merged: a rare group costs what it holds and not what the diff holds. */
function walked(
  id: string,
  groups: readonly number[],
  edge: SQL | undefined,
  back: boolean,
  limit: number,
): SQL {
  const order = back ? sql`desc` : sql`asc`;
  return sql`select w.position from unnest(${intArray(groups)}) as g(no) cross join lateral (
      select ${rowChange.position} from ${rowChange}
       where ${and(eq(rowChange.verdictId, id), sql`${rowChange.group} = g.no`, edge)}
       order by ${rowChange.position} ${order} limit ${limit}) w
    order by w.position ${order} limit ${limit}`;
}

function isNarrowed({ claim, table, kind, column, explained }: DiffQuery): boolean {
  return [claim, table, kind, column, explained].some((f) => f !== undefined);
}

async function countRows(db: Db, id: string, query: DiffQuery): Promise<number> {
  const [row] = await db
    .select({ n: sql<number | string>`count(*)` })
    .from(rowChange)
    .where(and(eq(rowChange.verdictId, id), ...rowFilters(query)));
  return Number(row?.n ?? 0);
}

/** The filter over rows, where their groups were not kept. */
function rowFilters(query: DiffQuery): SQL[] {
  const { claim, table, kind, column, explained } = query;
  const filters = keyFilter(query);
  if (claim !== undefined) filters.push(sql`${rowChange.claims} @> array[${claim}]::text[]`);
  if (table !== undefined) filters.push(eq(rowChange.table, table));
  if (kind !== undefined) filters.push(eq(rowChange.kind, kind));
  if (column !== undefined) filters.push(sql`${rowChange.columns} @> array[${column}]::text[]`);
  if (explained !== undefined)
    filters.push(sql`(${rowChange.change}::jsonb ->> 'explained')::boolean = ${explained}`);
  return filters;
}

function keyFilter({ key }: DiffQuery): SQL[] {
  return key === undefined || key === "" ? [] : [sql`position(${key} in ${rowChange.key}) > 0`];
}

/** Whole numbers of our own as an array of the database; the driver would bind a list as a record. */
function intArray(numbers: readonly number[]): SQL {
  return sql`${`{${numbers.join(",")}}`}::int[]`;
}
