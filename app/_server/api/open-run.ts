import type { RunDetail } from "@/db/runs/views";
import type { Db } from "@/db/store/client";
import { openRun } from "@/db/verdicts/verdicts";
import { Problem } from "./problem";

/** The run with its verdict up to date, or `not-found`. */
export async function requireOpenRun(db: Db, slug: string): Promise<RunDetail> {
  const run = await openRun(db, slug);
  if (run) return run;
  throw new Problem("not-found", "Create it first: notouch run create.", [
    { at: "run", problem: "there is no such run" },
  ]);
}

/** A run as the interface gives it: the matrix and the decisions have addresses of their own. */
export function runDocument(run: RunDetail): Omit<RunDetail, "matrix" | "decisions"> {
  const { matrix: _matrix, decisions: _decisions, ...document } = run;
  return document;
}
