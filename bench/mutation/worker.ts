// Runs the judging tests against one mutant after the other. The bundle's entry: it is built, never run from here.
import { parentPort, workerData } from "node:worker_threads";
import fc from "fast-check";
import { tests } from "./vitest";
import "../../lib/claims/declared.test";
import "../../lib/claims/judge.test";
import "../../lib/claims/nt-7.test";
import "../../lib/claims/nt-8.test";
import "../../lib/claims/untouched.test";
import "../../lib/verdict/catalog-diff.test";
import "../../lib/verdict/caveats.test";
import "../../lib/verdict/classify.test";
import "../../lib/verdict/diff.test";
import "../../lib/verdict/evaluate.test";
import "../../lib/verdict/measure.test";
import "../../lib/verdict/older-evidence.test";
import "../../lib/verdict/properties.test";
import "../../lib/verdict/residue.test";
import "../../lib/verdict/self-test.test";
import "../../lib/verdict/trim.test";

/** A test that takes longer is no fast judging test. */
const SLOW_MS = 4000;
const NONE = -1;

let active = NONE;
let reached: Set<number> | null = null;
Object.assign(globalThis, {
  mutant(id: number): boolean {
    reached?.add(id);
    return id === active;
  },
});

// A property is tried for as long as that, whatever number of runs it asks for: its examples are small.
fc.configureGlobal({ interruptAfterTimeLimit: 1000, markInterruptAsFailure: false });

/** A test, by its place among all, with the mutants that it can see at all. */
export interface Planned {
  readonly index: number;
  readonly ms: number;
  readonly reaches: ReadonlySet<number>;
}

/** Every test without a mutant: it has to pass, and shows what it reaches. */
async function baseline(): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const [index, { run }] of tests().entries()) {
    reached = new Set();
    const started = performance.now();
    await run();
    planned.push({ index, ms: performance.now() - started, reaches: reached });
  }
  reached = null;
  return planned.filter((t) => t.ms < SLOW_MS).sort((a, b) => a.ms - b.ms);
}

async function killer(plan: readonly Planned[], id: number): Promise<string | null> {
  active = id;
  try {
    for (const { index } of plan.filter((t) => t.reaches.has(id)))
      try {
        await tests()[index]?.run();
      } catch {
        return tests()[index]?.name ?? "";
      }
    return null;
  } finally {
    active = NONE;
  }
}

// A worker that takes the place of one which a mutant brought down is told what that one had found out.
const plan = (workerData as readonly Planned[] | null) ?? (await baseline());
parentPort?.postMessage({ plan });
parentPort?.on("message", async ({ id }: { id: number }) => {
  parentPort?.postMessage({ id, killer: await killer(plan, id) });
});
