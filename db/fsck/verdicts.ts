import { and, asc, count, desc, eq, gt, lt, sql } from "drizzle-orm";
import { canonicalJson } from "@/lib/base/canonical";
import { Refusal } from "@/lib/base/refusal";
import type { Evidence, Phase } from "@/lib/evidence/manifest";
import { EVALUATOR, isSealed, type Matrix } from "@/lib/verdict/matrix";
import { basisOf } from "../runs/basis";
import type { Db } from "../store/client";
import { apiKey, decision, declaration, evidence, person, rowChange, run, verdict } from "../store/schema";
import { reportOf } from "../verdicts/declarations";
import { storedKey } from "../verdicts/row-history";
import { type Computed, compute } from "../verdicts/verdicts";
import type { AccountHistory } from "./accounts";
import { soundEvidence } from "./content";
import type { FsckReport } from "./report";

/**
 * Judges again whatever was judged by the evaluator that is aboard, and holds matrix, figures and rows against that.
 * A verdict of another version is said to be unchecked; its seal and its evidence are checked all the same.
 */
export async function checkVerdicts(db: Db, report: FsckReport): Promise<void> {
  const rows = await db
    .select({ id: verdict.id, slug: run.slug, runId: run.id })
    .from(verdict)
    .innerJoin(run, eq(run.id, verdict.runId))
    .orderBy(asc(verdict.ledgerIndex));
  report.begin("verdicts", rows.length);
  for (const { id, slug, runId } of rows) {
    const [row] = await db.select().from(verdict).where(eq(verdict.id, id));
    if (row) await checkVerdict(db, row, slug, runId, report);
    report.done();
  }
}

async function checkVerdict(
  db: Db,
  row: typeof verdict.$inferSelect,
  slug: string,
  runId: string,
  report: FsckReport,
): Promise<void> {
  const at = `verdict of run ${slug} (entry ${row.ledgerIndex})`;
  if (!sealHolds(row)) report.fault(at, "its matrix does not carry the digest of what it says");
  const declared = await declaredBefore(db, runId, row.ledgerIndex);
  const recorded = await db
    .select({ phase: evidence.phase, digest: evidence.digest })
    .from(evidence)
    .where(and(eq(evidence.runId, runId), lt(evidence.ledgerIndex, row.ledgerIndex)));
  const basis = basisOf(recorded, declared);
  if (row.basis !== basis) report.fault(at, `judged ${row.basis}; recorded before it was ${basis}`);
  if (row.evaluator !== EVALUATOR) {
    report.skip(at, `its evaluator ${row.evaluator} is not aboard, ${EVALUATOR} is: it was not judged again`);
    return;
  }
  const loaded: Partial<Record<Phase, Evidence>> = {};
  const sound = await soundEvidence(db, runId);
  for (const { phase } of recorded) {
    const found = sound.get(phase);
    if (found) loaded[phase] = found.evidence;
    else report.fault(at, `its ${phase} evidence does not read any more`);
  }
  try {
    const told = declared && (await reportOf(db, slug, declared.ledgerIndex));
    await compare(db, row, await compute(db, slug, loaded, declared, told), at, report);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report.fault(at, `cannot be judged again: ${error.message}`);
  }
}

function sealHolds(row: typeof verdict.$inferSelect): boolean {
  try {
    const matrix = JSON.parse(row.matrix) as Matrix;
    return (
      isSealed(matrix) &&
      matrix.matrixDigest === row.matrixDigest &&
      matrix.engineering === row.engineering &&
      matrix.evaluator === row.evaluator
    );
  } catch {
    return false;
  }
}

async function declaredBefore(db: Db, runId: string, index: number) {
  const [newest] = await db
    .select({ ledgerIndex: declaration.ledgerIndex, result: declaration.result })
    .from(declaration)
    .where(and(eq(declaration.runId, runId), lt(declaration.ledgerIndex, index)))
    .orderBy(desc(declaration.ledgerIndex))
    .limit(1);
  return newest;
}

async function compare(
  db: Db,
  row: typeof verdict.$inferSelect,
  computed: Computed,
  at: string,
  report: FsckReport,
): Promise<void> {
  const { matrix, spool } = computed;
  if (canonicalJson(matrix) !== row.matrix)
    report.fault(
      at,
      `says ${row.engineering} (${row.matrixDigest}), its evidence gives ${matrix.engineering} (${matrix.matrixDigest})`,
    );
  if (row.changes !== spool.counts.total)
    report.fault(at, `says ${row.changes} changed rows, its evidence gives ${spool.counts.total}`);
  if (row.compared !== computed.compared)
    report.fault(at, `says ${row.compared} rows were compared, its evidence gives ${computed.compared}`);
  await compareRows(db, row.id, computed, at, report);
}

/** Rows of the diff, a batch at a time: each that the evidence gives stands at its place, and no other does. */
async function compareRows(
  db: Db,
  id: string,
  { spool }: Computed,
  at: string,
  report: FsckReport,
): Promise<void> {
  let last = 0;
  for await (const batch of spool.batches()) {
    const first = last + 1;
    last += batch.length;
    const stored = new Map(
      (
        await db
          .select()
          .from(rowChange)
          .where(sql`${rowChange.verdictId} = ${id} and ${rowChange.position} between ${first} and ${last}`)
      ).map((r) => [r.position, r]),
    );
    for (const { change, position } of batch) {
      const there = stored.get(position);
      const place = `${at}, row ${position} (${change.table} ${storedKey(change.key)})`;
      if (!there) report.fault(place, "is missing");
      else if (
        there.change !== JSON.stringify(change) ||
        there.table !== change.table ||
        there.kind !== change.kind ||
        there.key !== storedKey(change.key) ||
        canonicalJson(there.claims) !== canonicalJson(change.claims) ||
        canonicalJson(there.columns) !== canonicalJson(change.columns)
      )
        report.fault(place, "is stored as something else than its evidence gives");
    }
  }
  const [more] = await db
    .select({ n: count() })
    .from(rowChange)
    .where(and(eq(rowChange.verdictId, id), gt(rowChange.position, last)));
  if ((more?.n ?? 0) > 0) report.fault(at, `${more?.n} stored rows that its evidence does not give`);
}

/** That each decision named the verdict then in force, and was made by an Owner who had contributed nothing. */
export async function checkDecisions(db: Db, accounts: AccountHistory, report: FsckReport): Promise<void> {
  const rows = await db
    .select({ row: decision, slug: run.slug, by: person.username })
    .from(decision)
    .innerJoin(run, eq(run.id, decision.runId))
    .innerJoin(person, eq(person.id, decision.decidedBy))
    .orderBy(asc(decision.ledgerIndex));
  report.begin("decisions", rows.length);
  for (const { row, slug, by } of rows) {
    const at = `${row.kind} on run ${slug} (entry ${row.ledgerIndex})`;
    const standing = accounts.before(by, row.ledgerIndex);
    if (standing?.role !== "owner" || standing.disabled)
      report.fault(
        at,
        `${by} was ${standing ? (standing.disabled ? "disabled" : standing.role) : "nobody"} then, no Owner`,
      );
    const [bound] = await db
      .select({ digest: verdict.matrixDigest, engineering: verdict.engineering })
      .from(verdict)
      .where(and(eq(verdict.runId, row.runId), lt(verdict.ledgerIndex, row.ledgerIndex)))
      .orderBy(desc(verdict.ledgerIndex))
      .limit(1);
    if (bound?.digest !== row.matrixDigest)
      report.fault(at, `is bound to ${row.matrixDigest}, in force was ${bound?.digest ?? "no verdict"}`);
    if (row.kind === "AUTHORIZE") {
      if (bound?.engineering !== "PASS")
        report.fault(at, `authorizes on ${bound?.engineering ?? "no verdict"}`);
      if (await contributed(db, row.runId, row.decidedBy, row.ledgerIndex))
        report.fault(at, `${by} had contributed to this run`);
    }
    report.done();
  }
}

async function contributed(db: Db, runId: string, personId: string, before: number): Promise<boolean> {
  const found = [
    await db
      .select({ index: evidence.ledgerIndex })
      .from(evidence)
      .leftJoin(apiKey, eq(apiKey.id, evidence.viaKey))
      .where(
        sql`${evidence.runId} = ${runId} and ${evidence.ledgerIndex} < ${before} and ${personId} in (${evidence.contributor}, ${apiKey.mintedBy})`,
      ),
    await db
      .select({ index: declaration.ledgerIndex })
      .from(declaration)
      .leftJoin(apiKey, eq(apiKey.id, declaration.viaKey))
      .where(
        sql`${declaration.runId} = ${runId} and ${declaration.ledgerIndex} < ${before} and ${personId} in (${declaration.declaredBy}, ${apiKey.mintedBy})`,
      ),
  ];
  return found.some((rows) => rows.length > 0);
}
