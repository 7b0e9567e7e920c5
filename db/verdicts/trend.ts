import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Verdict } from "@/lib/claims/catalog";
import { searchFilter } from "../runs/run-search";
import { inForce } from "../runs/run-views";
import type { Db } from "../store/client";
import { person, run, verdict } from "../store/schema";
import type { Facets } from "./facets";

/** One run in the course of time. */
export interface TrendPoint {
  readonly slug: string;
  readonly name: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** NO_EVIDENCE where no verdict is in force. */
  readonly engineering: Verdict;
  /** Production rows that differ and that no live birth explains; null where nothing was compared. */
  readonly touched: number | null;
  /** Explained live births; null where nothing was compared. */
  readonly births: number | null;
}

/**
 * The newest runs that a search finds, oldest first. Like everywhere, a verdict counts while it is in force: over the
 * evidence that is there now, by the present evaluator, and carrying its own digest.
 */
export async function runTrend(db: Db, q: string, now: Date, limit = 30): Promise<TrendPoint[]> {
  const runs = await db
    .select({
      id: run.id,
      slug: run.slug,
      name: run.name,
      at: run.createdAt,
      basis: sql<string>`notouch_basis(${run.id})`,
    })
    .from(run)
    .innerJoin(person, eq(person.id, run.createdBy))
    .where(and(searchFilter(q, now)))
    .orderBy(desc(run.ledgerIndex))
    .limit(limit);
  if (runs.length === 0) return [];
  const verdicts = await db
    .selectDistinctOn([verdict.runId])
    .from(verdict)
    .where(
      inArray(
        verdict.runId,
        runs.map((r) => r.id),
      ),
    )
    .orderBy(verdict.runId, desc(verdict.ledgerIndex));
  return runs.reverse().map(({ id, slug, name, at, basis }) => {
    const row = verdicts.find((v) => v.runId === id);
    const judged = inForce(row, basis);
    const point = { slug, name, at: at.toISOString() };
    if (row === undefined || judged === null)
      return { ...point, engineering: "NO_EVIDENCE", touched: null, births: null };
    const { engineering, caveats } = judged.matrix;
    if (row.compared === null) return { ...point, engineering, touched: null, births: null };
    const { kinds } = JSON.parse(row.facets) as Facets;
    const births = caveats.reduce((sum, c) => (c.code === "live-births" ? sum + c.count : sum), 0);
    const inserted = Math.max(0, kinds.inserted - births);
    return { ...point, engineering, touched: kinds.changed + kinds.deleted + inserted, births };
  });
}
