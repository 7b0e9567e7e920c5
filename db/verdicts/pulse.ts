import { and, desc, eq, sql } from "drizzle-orm";
import { sha256 } from "@/lib/base/hash";
import { EVALUATOR } from "@/lib/verdict/matrix";
import type { Db } from "../store/client";
import { decision, run, verdict } from "../store/schema";
import { type JudgingProgress, judgingNow } from "./verdicts";

/** Whether a run moved, without reading it. */
export interface Pulse {
  /** Another one as soon as evidence, declaration, verdict or decision is another. */
  readonly stamp: string;
  /** What this process has done of a judgement that is under way; null where none is, or another process makes it. */
  readonly judging: JudgingProgress | null;
}

/** The pulse of a run by its slug; null where there is none. */
export async function runPulse(db: Db, slug: string): Promise<Pulse | null> {
  const [row] = await db
    .select({ id: run.id, basis: sql<string>`notouch_basis(${run.id})` })
    .from(run)
    .where(eq(run.slug, slug));
  if (!row) return null;
  const [judged] = await db
    .select({ digest: verdict.matrixDigest })
    .from(verdict)
    .where(and(eq(verdict.runId, row.id), eq(verdict.basis, row.basis), eq(verdict.evaluator, EVALUATOR)))
    .orderBy(desc(verdict.ledgerIndex))
    .limit(1);
  const [decided] = await db
    .select({ ledgerIndex: decision.ledgerIndex })
    .from(decision)
    .where(eq(decision.runId, row.id))
    .orderBy(desc(decision.ledgerIndex))
    .limit(1);
  const parts = [row.basis, judged?.digest ?? "-", decided?.ledgerIndex ?? "-", EVALUATOR];
  return { stamp: sha256(parts.join("\n")), judging: judgingNow(row.id) };
}
