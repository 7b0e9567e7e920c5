import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Verdict } from "@/lib/claims/catalog";
import type { RowChange } from "@/lib/verdict/change";
import { EVALUATOR } from "@/lib/verdict/matrix";
import { type Db, rowsOf } from "../store/client";
import { rowChange, run, verdict } from "../store/schema";
import type { DiffRow } from "./views";

/**
 * "In which runs was this production row ever touched?" `rowHistory` answers it from the verdicts in force, found by
 * the index over keys. It says three things apart that must not be confused: runs in which the row differed, runs
 * that compared its table and in which it did not, and runs that compared nothing of that table.
 */
export interface RowHistory {
  readonly table: string;
  readonly key: readonly string[];
  /** Newest run first, at most `MOST`. */
  readonly touches: readonly RowTouch[];
  readonly touched: number;
  /** Runs that compared the table's rows, touches included. */
  readonly compared: number;
  /** Runs without a verdict in force, or whose verdict rests on no comparison of this table. */
  readonly silent: number;
  /** Slugs of the newest of each kind, for naming them. */
  readonly unchangedIn: readonly string[];
  readonly silentIn: readonly string[];
}

export interface RowTouch {
  readonly run: { readonly slug: string; readonly name: string; readonly createdAt: string };
  readonly engineering: Verdict;
  readonly row: DiffRow;
  readonly matrixDigest: string;
}

const MOST = 100;
const NAMED = 20;

/** How a key stands in the index. Different keys may share it: whoever looks one up compares the key itself, too. */
export function storedKey(key: readonly string[]): string {
  return key.join("\t");
}

/** The rows under this key. The index holds the beginning of a key, so that is asked for, too. */
export function keyIs(key: readonly string[]): SQL {
  const stored = storedKey(key);
  return sql`left(${rowChange.key}, 200) = left(${stored}, 200) and ${rowChange.key} = ${stored}`;
}

export function sameKey(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** History of one production row by its whole key, values in the order of the key columns; see above. */
export async function rowHistory(db: Db, table: string, key: readonly string[]): Promise<RowHistory> {
  const inForce = sql`${verdict.id} = (select n.id from verdict n where n.run_id = ${verdict.runId} order by n.ledger_index desc limit 1)
    and ${verdict.basis} = notouch_basis(${verdict.runId}) and ${verdict.evaluator} = ${EVALUATOR}`;
  const found =
    key.length === 0
      ? []
      : await db
          .select({
            slug: run.slug,
            name: run.name,
            createdAt: run.createdAt,
            engineering: verdict.engineering,
            matrixDigest: verdict.matrixDigest,
            position: rowChange.position,
            pair: rowChange.pair,
            change: rowChange.change,
          })
          .from(rowChange)
          .innerJoin(verdict, eq(verdict.id, rowChange.verdictId))
          .innerJoin(run, eq(run.id, verdict.runId))
          .where(and(keyIs(key), eq(rowChange.table, table), inForce))
          .orderBy(desc(run.ledgerIndex), rowChange.position);
  const touches = found
    .map(
      ({ change, position, pair, engineering, matrixDigest, createdAt, slug, name }): RowTouch => ({
        run: { slug, name, createdAt: createdAt.toISOString() },
        engineering,
        matrixDigest,
        row: { ...(JSON.parse(change) as RowChange), position, pair },
      }),
    )
    .filter(({ row }) => sameKey(row.key, key));
  const runs = await rowsOf<{ slug: string; compared: boolean }>(
    db,
    sql`select r.slug, coalesce(${table} = any(v.compared_tables), false) as compared
          from run r left join lateral (
            select n.* from (select * from verdict where run_id = r.id order by ledger_index desc limit 1) n
             where n.basis = notouch_basis(r.id) and n.evaluator = ${EVALUATOR}) v on true
         order by r.ledger_index desc`,
  );
  const touchedIn = new Set(touches.map((t) => t.run.slug));
  const silentIn = runs.filter((r) => !r.compared && !touchedIn.has(r.slug)).map((r) => r.slug);
  const unchangedIn = runs.filter((r) => r.compared && !touchedIn.has(r.slug)).map((r) => r.slug);
  return {
    table,
    key,
    touches: touches.slice(0, MOST),
    touched: touchedIn.size,
    compared: touchedIn.size + unchangedIn.length,
    silent: silentIn.length,
    unchangedIn: unchangedIn.slice(0, NAMED),
    silentIn: silentIn.slice(0, NAMED),
  };
}
