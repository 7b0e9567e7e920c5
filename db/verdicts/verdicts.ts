import { randomUUID } from "node:crypto";
import { and, desc, eq, sql } from "drizzle-orm";
import { canonicalJson } from "@/lib/base/canonical";
import type { Report } from "@/lib/claims/report";
import type { Evidence, Phase } from "@/lib/evidence/manifest";
import { evaluate } from "@/lib/verdict/evaluate";
import { EVALUATOR, type Matrix } from "@/lib/verdict/matrix";
import { loadEvidence } from "../evidence/evidence";
import { actorName, append } from "../ledger/ledger";
import { basisOf } from "../runs/basis";
import { type InForce, inForce, type RunRow } from "../runs/run-views";
import { getRun, requireRun } from "../runs/runs";
import type { RunDetail } from "../runs/views";
import type { Db } from "../store/client";
import { contentReader } from "../store/content";
import { declaration, evidence, rowChange, verdict } from "../store/schema";
import { ChangeSpool } from "./change-spool";
import { type Compared, comparedTables } from "./compared-tables";
import { reportOf } from "./declarations";
import { storedKey } from "./row-history";

/** One evaluation of a run at a time in this process; other processes are held off by the unique basis. */
const running = new Map<string, Promise<InForce>>();
const ATTEMPTS = 5;
const MANY_ROWS = 1000;

/** What a judgement that is under way has done so far. Nobody knows how much is left: equal pages are never opened. */
export interface JudgingProgress {
  /** Pages and chunks that were read. */
  readonly read: number;
  /** Differing rows that were found. */
  readonly changes: number;
  /** Whole seconds since it began. */
  readonly seconds: number;
}

const progress = new Map<string, { read: number; changes: number; readonly since: number }>();

/** The judgement of a run that this process is making at this moment, by the run's id. */
export function judgingNow(runId: string): JudgingProgress | null {
  const done = progress.get(runId);
  if (done === undefined) return null;
  const { read, changes, since } = done;
  return { read, changes, seconds: Math.floor((performance.now() - since) / 1000) };
}

/**
 * The verdict in force, judged now if none is: over exactly the evidence and the declaration that are recorded, by
 * the present evaluator. Call it after an upload; readers call it too, so that a crash between an upload and its
 * verdict heals itself. The database refuses a verdict whose evidence moved while it was judged; it is judged again.
 */
export async function ensureVerdict(db: Db, slug: string): Promise<InForce> {
  const run = await requireRun(db, slug);
  for (;;) {
    const busy = running.get(run.id);
    if (!busy) break;
    await busy.catch(() => {});
  }
  const standing = await currentVerdict(db, run.id);
  if (standing) return standing;
  const busy = running.get(run.id);
  if (busy) return busy;
  const done = { read: 0, changes: 0, since: performance.now() };
  progress.set(run.id, done);
  const mine = judge(db, run, done).finally(() => {
    running.delete(run.id);
    progress.delete(run.id);
  });
  running.set(run.id, mine);
  return mine;
}

/** The run with its verdict up to date; null where there is no such run. */
export async function openRun(db: Db, slugOrId: string, now = new Date()): Promise<RunDetail | null> {
  const run = await getRun(db, slugOrId, now);
  if (run === null || run.matrix !== null) return run;
  await ensureVerdict(db, run.slug);
  return getRun(db, slugOrId, now);
}

/** The verdict in force, or null where one is due. */
async function currentVerdict(db: Db, runId: string): Promise<InForce | null> {
  const [row] = await db
    .select()
    .from(verdict)
    .where(eq(verdict.runId, runId))
    .orderBy(desc(verdict.ledgerIndex))
    .limit(1);
  return row ? inForce(row, await basisNow(db, runId)) : null;
}

async function basisNow(db: Db, runId: string): Promise<string> {
  const digests = await db
    .select({ phase: evidence.phase, digest: evidence.digest })
    .from(evidence)
    .where(eq(evidence.runId, runId));
  return basisOf(digests, await declaredOf(db, runId));
}

async function declaredOf(db: Db, runId: string) {
  const [newest] = await db
    .select({ ledgerIndex: declaration.ledgerIndex, result: declaration.result })
    .from(declaration)
    .where(eq(declaration.runId, runId))
    .orderBy(desc(declaration.ledgerIndex))
    .limit(1);
  return newest;
}

async function judge(db: Db, run: RunRow, done: { read: number; changes: number }): Promise<InForce> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const declared = await declaredOf(db, run.id);
    const report = declared && (await reportOf(db, run.slug, declared.ledgerIndex));
    const loaded = await loadEvidence(db, run.id);
    const digests = Object.values(loaded).map((e) => ({ phase: e.manifest.phase, digest: e.digest }));
    const basis = basisOf(digests, declared);
    const computed = await compute(db, run.slug, loaded, declared, report, done);
    const stored = await store(db, run, basis, computed);
    // The embedded database gathers no statistics by itself, and without them a page of many rows is planned as a scan.
    if (stored && computed.spool.counts.total >= MANY_ROWS) await db.execute(sql`analyze row_change`);
    if (stored) return stored;
  }
  throw new Error(`the evidence of run ${run.slug} kept changing while it was judged`);
}

/** What the present evaluator says of this evidence, before anything of it is stored. */
export interface Computed {
  readonly matrix: Matrix;
  readonly spool: ChangeSpool;
  /** Rows that both sides hold; null where nothing was held against anything. */
  readonly compared: number | null;
  readonly comparedTables: readonly string[];
}

/** Judges evidence that is stored here. Reads nothing but its content. */
export async function compute(
  db: Db,
  slug: string,
  loaded: Partial<Record<Phase, Evidence>>,
  declared: { readonly result: "PASS" | "FAIL" } | undefined,
  report: Report | null | undefined,
  done: { read: number; changes: number } = { read: 0, changes: 0 },
): Promise<Computed> {
  const readContent = contentReader(db);
  const read: typeof readContent = (digest) => {
    done.read++;
    return readContent(digest);
  };
  const input = (e: Evidence | undefined) => (e ? { evidence: e, read } : undefined);
  const spool = new ChangeSpool();
  const [before, staging, afterRun, after] = [
    input(loaded.before),
    input(loaded.staging),
    input(loaded["after-run"]),
    input(loaded.after),
  ];
  const matrix = await evaluate({
    run: slug,
    ...(before && { before }),
    ...(staging && { staging }),
    ...(afterRun && { afterRun }),
    ...(after && { after }),
    ...(declared && { declared: declared.result }),
    ...(report && { report }),
    onChange: (change, place) => {
      done.changes++;
      return spool.add(change, place);
    },
  });
  const tables = comparedTables(loaded.before, loaded.after);
  return { matrix, spool, compared: comparedRows(tables, spool), comparedTables: tables.tables };
}

/** Verdict, its rows and its entry in one transaction; null where the evidence moved in the meantime. */
async function store(
  db: Db,
  run: RunRow,
  basis: string,
  { matrix, spool, compared, comparedTables }: Computed,
): Promise<InForce | null> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    if ((await basisNow(tx, run.id)) !== basis) return null;
    // Another process may have judged the same; its verdict is as good, for the evaluator is deterministic.
    const [twin] = await tx
      .select()
      .from(verdict)
      .where(and(eq(verdict.runId, run.id), eq(verdict.basis, basis), eq(verdict.evaluator, EVALUATOR)));
    if (twin) {
      const standing = inForce(twin, basis);
      if (!standing)
        throw new Error(`integrity broken: the stored matrix of run ${run.slug} does not carry its digest`);
      return standing;
    }
    const now = new Date();
    const receipt = await append(tx, {
      kind: "verdict-recorded",
      actor: actorName(null),
      run: run.slug,
      at: now,
      body: {
        engineering: matrix.engineering,
        matrixDigest: matrix.matrixDigest,
        evaluator: matrix.evaluator,
        failOpen: matrix.failOpen,
        changes: spool.counts.total,
      },
    });
    const id = randomUUID();
    await tx.insert(verdict).values({
      id,
      runId: run.id,
      matrixDigest: matrix.matrixDigest,
      matrix: canonicalJson(matrix),
      engineering: matrix.engineering,
      evaluator: matrix.evaluator,
      basis,
      compared,
      comparedTables: [...comparedTables],
      changes: spool.counts.total,
      facets: canonicalJson(spool.counts.figures()),
      evaluatedAt: now,
      ledgerIndex: receipt.index,
    });
    for await (const changes of spool.batches())
      await tx.insert(rowChange).values(
        changes.map(({ change, position, group, pair }) => ({
          verdictId: id,
          position,
          table: change.table,
          kind: change.kind,
          key: storedKey(change.key),
          claims: [...change.claims],
          columns: [...change.columns],
          group,
          pair,
          change: JSON.stringify(change),
        })),
      );
    return { id, matrix, evaluatedAt: now };
  });
}

function comparedRows({ tables, rows }: Compared, spool: ChangeSpool): number | null {
  return tables.length === 0 ? null : Math.max(0, rows - spool.counts.kinds.deleted);
}
