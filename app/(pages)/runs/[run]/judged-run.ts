import type { RunDetail } from "@/db/runs/views";
import type { Db } from "@/db/store/client";
import { openRun } from "@/db/verdicts/verdicts";

/** How long a page waits for a verdict that is due before it says "evaluating" and asks again. */
const PATIENCE_MS = 1200;

/** A judgement that failed after its page had gone: the next page tells, and the one after that tries again. */
const late = new Map<string, unknown>();

/**
 * The run with its verdict in force. Where one is due it is judged now; while that takes long, the run comes back
 * without a matrix and the judgement goes on. A failure is thrown, never shown as "evaluating" for ever.
 */
export async function judgedRun(db: Db, run: RunDetail): Promise<RunDetail> {
  if (run.matrix !== null) return run;
  const { slug } = run;
  if (late.has(slug)) {
    const failure = late.get(slug);
    late.delete(slug);
    throw failure;
  }
  let waiting = true;
  const judging = openRun(db, slug).catch((failure: unknown) => {
    if (waiting) throw failure;
    late.set(slug, failure);
    return null;
  });
  const patience = new Promise<RunDetail>((done) => setTimeout(done, PATIENCE_MS, run));
  const first = await Promise.race([judging, patience]);
  waiting = false;
  return first ?? run;
}

/** What was found where the records are not what was recorded; null for every other failure, which stays one. */
export function integrityFault(failure: unknown): string | null {
  const prefix = "integrity broken: ";
  return failure instanceof Error && failure.message.startsWith(prefix)
    ? failure.message.slice(prefix.length)
    : null;
}
