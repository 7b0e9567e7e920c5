import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Evidence } from "@/lib/evidence/manifest";
import { type Comparison, compareRuns, driftOf, type TableDrift } from "@/lib/verdict/compare";
import { loadEvidence } from "../evidence/evidence";
import { requireRun } from "../runs/runs";
import type { RunDetail } from "../runs/views";
import type { Db } from "../store/client";
import { decision, run } from "../store/schema";

export interface RunComparison extends Comparison {
  /** Production between the last capture of the earlier run and the first of the later one; null where it cannot be told. */
  readonly drift: readonly TableDrift[] | null;
  /** Whether catalogue fingerprints agree between the two; null like `drift`. */
  readonly catalogEqual: boolean | null;
}

/** Two runs as they stand, claim by claim. Both come from `openRun`, so that a verdict that is due was given. */
export async function compareTwo(db: Db, earlier: RunDetail, later: RunDetail): Promise<RunComparison> {
  const [old, now] = [await loadEvidence(db, earlier.id), await loadEvidence(db, later.id)];
  const comparison = compareRuns(
    { run: earlier.slug, matrix: earlier.matrix, database: databaseOf(Object.values(old)) },
    { run: later.slug, matrix: later.matrix, database: databaseOf(Object.values(now)) },
  );
  const sameDatabase = comparison.reasons.every((r) => r.code !== "other-database" && r.code !== "same-run");
  const [last, first] = [old.after, now.before];
  const told = sameDatabase && last !== undefined && first !== undefined;
  return {
    ...comparison,
    drift: told ? driftOf(last.manifest, first.manifest) : null,
    catalogEqual: told ? last.manifest.catalog.fingerprint === first.manifest.catalog.fingerprint : null,
  };
}

function databaseOf(evidence: readonly Evidence[]) {
  const [first] = evidence;
  if (!first) return null;
  const { systemIdentifier, databaseOid } = first.manifest.source;
  return { systemIdentifier, oid: databaseOid };
}

/**
 * Slug of the newest earlier run of the same profile that an Owner ever authorized, whatever became of that since;
 * null where there is none.
 */
export async function lastAuthorized(db: Db, slug: string): Promise<string | null> {
  const later = await requireRun(db, slug);
  const [found] = await db
    .select({ slug: run.slug })
    .from(run)
    .where(
      and(
        eq(run.profileName, later.profileName),
        lt(run.ledgerIndex, later.ledgerIndex),
        sql`exists (select from ${decision} where ${decision.runId} = ${run.id} and ${decision.kind} = 'AUTHORIZE')`,
      ),
    )
    .orderBy(desc(run.ledgerIndex))
    .limit(1);
  return found?.slug ?? null;
}
