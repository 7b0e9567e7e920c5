import { canonicalJson, type Json } from "@/lib/base/canonical";
import { Refusal } from "@/lib/base/refusal";
import type { ClaimId } from "@/lib/claims/catalog";
import type { ClaimResult } from "@/lib/claims/check";
import { parseReport, type Report } from "@/lib/claims/report";
import { PHASES, type Phase } from "@/lib/evidence/manifest";
import { verifyEvidence } from "@/lib/evidence/verify";
import { evaluate } from "@/lib/verdict/evaluate";
import { EVALUATOR, isSealed, type Matrix } from "@/lib/verdict/matrix";
import type { Recomputed, RecomputeNews, RecomputeOrder } from "./recomputing";
import { StoredEvidence } from "./stored-evidence";

// The evaluator itself, the same modules that the server and the command line run, away from the page.
self.addEventListener("message", async ({ data }: MessageEvent<RecomputeOrder>) => {
  const say = (news: RecomputeNews) => self.postMessage(news);
  let last = 0;
  const store = new StoredEvidence((pieces, bytes) => {
    if (performance.now() - last < 100) return;
    last = performance.now();
    say({ kind: "progress", pieces, bytes });
  });
  const result = await recompute(data, store).catch(
    (error: unknown): Recomputed => ({ outcome: "impossible", why: reasonOf(error) }),
  );
  say({ kind: "done", result });
});

const SLOTS: Readonly<Record<Phase, keyof Matrix["evidence"]>> = {
  before: "before",
  staging: "staging",
  "after-run": "afterRun",
  after: "after",
};

async function recompute(order: RecomputeOrder, store: StoredEvidence): Promise<Recomputed> {
  const began = performance.now();
  const there = matrixOf(await store.json(`/runs/${encodeURIComponent(order.run)}/matrix`));
  if (there.matrixDigest !== order.matrixDigest)
    throw new Error("the run was judged again since this page was opened: reload it");
  if (there.evaluator !== EVALUATOR)
    throw new Error(`the matrix is of evaluator ${there.evaluator}, and this page carries ${EVALUATOR}`);
  const inputs: Partial<Record<keyof Matrix["evidence"], Awaited<ReturnType<StoredEvidence["evidence"]>>>> =
    {};
  for (const phase of PHASES) {
    const digest = there.evidence[SLOTS[phase]];
    if (digest !== null) inputs[SLOTS[phase]] = await store.evidence(order.run, phase, digest);
  }
  let rows: number | null = null;
  if (order.rows) {
    rows = 0;
    for (const evidence of Object.values(inputs)) {
      await verifyEvidence(evidence, store.read);
      for (const table of evidence.manifest.tables) rows += table.present ? table.rows : 0;
    }
  }
  const entries = `/ledger/entries?run=${encodeURIComponent(order.run)}&kind=declared&order=newest&limit=1`;
  const { declared, report } = newestDeclaration(await store.json(entries), there.run);
  const side = (slot: keyof Matrix["evidence"]) => {
    const evidence = inputs[slot];
    return evidence && { evidence, read: store.read };
  };
  const [before, staging, afterRun, after] = [
    side("before"),
    side("staging"),
    side("afterRun"),
    side("after"),
  ];
  const here = await evaluate({
    run: there.run,
    ...(before && { before }),
    ...(staging && { staging }),
    ...(afterRun && { afterRun }),
    ...(after && { after }),
    ...(declared && { declared }),
    ...(report && { report }),
  });
  const [mine, theirs] = [claimOf(here, order.claim), claimOf(there, order.claim)];
  const same = canonicalJson(mine) === canonicalJson(theirs) && here.matrixDigest === there.matrixDigest;
  return {
    outcome: same ? "agrees" : "differs",
    here: mine,
    there: theirs,
    checks: differingChecks(mine, theirs),
    matrix: { here: here.matrixDigest, there: there.matrixDigest },
    figures: {
      took: performance.now() - began,
      waited: store.waited,
      pieces: store.pieces,
      bytes: store.bytes,
      manifests: Object.keys(inputs).length,
      rows,
    },
  };
}

/** The server's matrix, which has to carry the digest of what it says before anything is held against it. */
function matrixOf(answer: unknown): Matrix {
  const matrix = answer as Matrix;
  if (!Array.isArray(matrix?.claims) || !isSealed(matrix))
    throw new Error("the server's matrix does not carry the digest of what it says");
  return matrix;
}

/** What the newest ledger entry of a declaration says: the result, and the report that it rests on, if any. */
function newestDeclaration(
  answer: unknown,
  run: string,
): { readonly declared?: "PASS" | "FAIL"; readonly report?: Report } {
  const { entries } = answer as { entries?: readonly { body: string }[] };
  if (!Array.isArray(entries)) throw new Error("the server did not say what was declared");
  const [newest] = entries;
  if (!newest) return {};
  const { result, report } = JSON.parse(newest.body) as { result?: Json; report?: Json };
  if (result !== "PASS" && result !== "FAIL") throw new Error("what was declared cannot be read");
  return { declared: result, ...(report !== undefined && { report: parseReport(report, run) }) };
}

function claimOf(matrix: Matrix, id: ClaimId): ClaimResult {
  const claim = matrix.claims.find((c) => c.id === id);
  if (!claim) throw new Error(`the matrix has no ${id}`);
  return claim;
}

function differingChecks(here: ClaimResult, there: ClaimResult): string[] {
  const text = (claim: ClaimResult, id: string) => canonicalJson(claim.checks.filter((c) => c.id === id));
  const ids = [...new Set([...here.checks, ...there.checks].map((c) => c.id))];
  return ids.filter((id) => text(here, id) !== text(there, id));
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.faults.map((f) => `${f.at}: ${f.problem}`).join("; ");
  return error instanceof Error ? error.message : String(error);
}
