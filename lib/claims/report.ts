import { z } from "zod";
import { canonicalJson, type Json } from "../base/canonical";
import { formatDigest, sha256 } from "../base/hash";
import { Refusal, refuse } from "../base/refusal";
import { CLAIM_IDS, VERDICTS, type Verdict, worstOf } from "./catalog";

/** A count, a checksum or a name, as whoever wrote the report measured it. */
const figure = z.union([z.string().max(500), z.number(), z.boolean(), z.null()]).optional();
const verdict = z.enum(VERDICTS);

/**
 * A report of a pilot's result that was made elsewhere. A matrix of `notouch evaluate --json` is one:
 *
 *   report = { claims: [claim …] [, run] [, result | engineering] [, evidence] }
 *   claim  = { id, verdict [, before, after] [, checks: [{ id, before, after } …]] }
 *
 * `id` is NT-1 … NT-8, each at most once; `verdict`, `result` and `engineering` are PASS, FAIL or NO_EVIDENCE;
 * `evidence` names the digests that it rests on by phase. Other members say nothing to notouch and are left out.
 */
export const reportSchema = z
  .object({
    run: z.string().max(60).optional(),
    result: verdict.optional(),
    engineering: verdict.optional(),
    evidence: z
      .object({
        before: z.string().max(100).nullable(),
        staging: z.string().max(100).nullable(),
        afterRun: z.string().max(100).nullable(),
        after: z.string().max(100).nullable(),
      })
      .partial()
      .optional(),
    claims: z
      .array(
        z.object({
          id: z.enum(CLAIM_IDS),
          verdict,
          before: figure,
          after: figure,
          checks: z
            .array(z.object({ id: z.string().max(300), before: figure, after: figure }))
            .max(3000)
            .optional(),
        }),
      )
      .min(1)
      .max(CLAIM_IDS.length),
  })
  .superRefine(({ claims }, context) => {
    const twice = claims.find((c, i) => claims.findIndex((other) => other.id === c.id) !== i);
    if (twice) context.addIssue({ code: "custom", path: ["claims"], message: `${twice.id} stands twice` });
  });

export type Report = z.output<typeof reportSchema>;
export type ReportedClaim = Report["claims"][number];

/** It is written into the ledger, where every reader of the ledger pays for it. */
const LARGEST_REPORT = 128 << 10;
const REMEDY =
  'Write the report as {"result": "PASS", "claims": [{"id": "NT-1", "verdict": "PASS", "before": 0, "after": 0}, …]}.';

/** Reads a report. Throws a `Refusal` with every fault; `wrong-context` where it speaks of another run. */
export function parseReport(json: Json, run: string, at = "report"): Report {
  const parsed = reportSchema.safeParse(json);
  if (!parsed.success)
    throw new Refusal(
      "malformed-json",
      parsed.error.issues.slice(0, 20).map((i) => ({ at: [at, ...i.path].join("."), problem: i.message })),
      REMEDY,
    );
  return fittingReport(parsed.data, run, at);
}

/** A report of the right shape that is of this run and small enough to be kept. */
export function fittingReport(report: Report, run: string, at = "report"): Report {
  if (report.run !== undefined && report.run !== run)
    refuse("wrong-context", at, `it is about run ${report.run}`, `Send the report of run ${run}.`);
  const size = new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(report)))).length;
  if (size > LARGEST_REPORT)
    refuse(
      "malformed-json",
      at,
      `${size} bytes of claims, at most ${LARGEST_REPORT} are kept`,
      "Leave out checks that carry no figures, or send the claims without their checks.",
    );
  return report;
}

/** `sha256:…` over the report's canonical JSON (RFC 8785), which is how a ledger entry holds it. */
export function reportDigest(report: Report): string {
  return formatDigest(sha256(canonicalJson(JSON.parse(JSON.stringify(report)))));
}

/** What the report says of the run as a whole: its own word, else the worst of its claims. */
export function resultOf(report: Report): Verdict {
  return report.result ?? report.engineering ?? worstOf(report.claims.map((c) => c.verdict));
}

/** A figure of a report as the matrix would write it; null where there is none. */
export function figureText(value: z.output<typeof figure>): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Pairs of figures that a reported claim states for both sides, each under the check that it names. */
export function statedFigures(
  claim: ReportedClaim,
): { check: string | null; before: string; after: string }[] {
  return [{ id: null, before: claim.before, after: claim.after }, ...(claim.checks ?? [])].flatMap((c) => {
    const [before, after] = [figureText(c.before), figureText(c.after)];
    return before === null || after === null ? [] : [{ check: c.id, before, after }];
  });
}
