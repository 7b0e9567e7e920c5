import { formatDigest } from "../base/hash";
import { worstOf } from "../claims/catalog";
import type { ClaimResult } from "../claims/check";
import { type Declared, reportCaveats } from "../claims/declared";
import type { Facts } from "../claims/facts";
import { sortFailOpen } from "../claims/fail-open";
import { judgeClaim } from "../claims/judge";
import { judgeSilence } from "../claims/nt-8";
import { JUDGED_CLAIMS, JUDGES } from "../claims/registry";
import type { Report } from "../claims/report";
import { caveatsOf } from "./caveats";
import type { RowChange } from "./change";
import { EVALUATOR, MATRIX_FORMAT, type Matrix, sealMatrix } from "./matrix";
import { type Inputs, measure } from "./measure";
import { selfTest } from "./self-test";

export interface EvaluateInput extends Inputs {
  readonly run: string;
  /** The engineer's declared result, if any. */
  readonly declared?: "PASS" | "FAIL" | undefined;
  /** A report made elsewhere that the declared result rests on; its claims are held against these. */
  readonly report?: Report | undefined;
  /**
   * Told about every row that differs, explained ones included, in the order of table and key; `place` is 0 … 1, where
   * in the table's key order the row lies.
   */
  readonly onChange?: ((change: RowChange, place: number) => void | Promise<void>) | undefined;
}

/**
 * The matrix of a run: all eight claims, whatever is missing. A pure function of the evidence and the declaration,
 * so that the same bytes give the same matrix, byte for byte, wherever it is computed.
 */
export async function evaluate(input: EvaluateInput): Promise<Matrix> {
  const { onChange } = input;
  const measured = await measure(input.run, input, async ({ buckets: _, label: _name, ...change }, place) => {
    if (onChange) await onChange(change, place);
  });
  const { facts } = measured;
  const judged = judgeAll(facts);
  const teeth = await selfTest(input, measured, judged);
  const declared: Declared = { result: input.declared ?? null, report: input.report ?? null };
  const claims = [...judged, judgeSilence(facts, judged, declared, teeth)];
  return sealMatrix({
    format: MATRIX_FORMAT,
    run: input.run,
    evaluator: EVALUATOR,
    profile: facts.profile && profileName(input),
    evidence: {
      before: facts.evidence.before?.digest ?? null,
      staging: facts.evidence.staging?.digest ?? null,
      afterRun: facts.evidence.afterRun?.digest ?? null,
      after: facts.evidence.after?.digest ?? null,
    },
    engineering: worstOf(claims.map((c) => c.verdict)),
    bracket: facts.bracket,
    claims,
    failOpen: sortFailOpen(claims.flatMap((c) => c.failOpen)),
    caveats: [...caveatsOf(facts), ...reportCaveats(declared)],
  });
}

export function judgeAll(facts: Facts): ClaimResult[] {
  return JUDGED_CLAIMS.map((id) => judgeClaim(JUDGES[id], facts));
}

function profileName({ before, after, staging, afterRun }: EvaluateInput): Matrix["profile"] {
  const profile = (before ?? after ?? staging ?? afterRun)?.evidence.manifest.profile;
  return profile
    ? { name: profile.name, version: profile.version, digest: formatDigest(profile.digest) }
    : null;
}
