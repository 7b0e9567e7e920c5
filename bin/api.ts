import { z } from "zod";
import { CLAIM_IDS, VERDICTS } from "@/lib/claims/catalog";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import { PHASES } from "@/lib/evidence/manifest";

/** What the commands read of the server's answers. Members that a later server adds are passed over. */
const failOpen = z
  .array(z.string())
  .transform((codes) => codes.filter((c): c is FailOpenCode => Object.hasOwn(FAIL_OPEN, c)));
const claimVerdicts = z.array(z.object({ id: z.enum(CLAIM_IDS), verdict: z.enum(VERDICTS) }));

/** Engineering and authority are two members and stay two: nothing here adds them up. */
export const runSchema = z.looseObject({
  slug: z.string(),
  name: z.string(),
  profile: z.looseObject({ name: z.string(), version: z.number() }),
  createdAt: z.string(),
  createdBy: z.string(),
  evidence: z.array(
    z.looseObject({
      phase: z.enum(PHASES),
      digest: z.string(),
      recordedAt: z.string(),
      recordedBy: z.string(),
      ledgerIndex: z.number(),
    }),
  ),
  engineering: z.looseObject({
    verdict: z.enum(VERDICTS),
    matrixDigest: z.string().nullable(),
    claims: claimVerdicts,
    failOpen,
  }),
  authority: z.looseObject({ state: z.enum(["HOLD", "AUTHORIZED"]), basis: z.string() }),
});
export type RunAnswer = z.output<typeof runSchema>;

export const runsSchema = z.looseObject({ runs: z.array(runSchema), next: z.number().nullable() });

const receipt = z.looseObject({ index: z.number(), hash: z.string() });
export const recordedSchema = z.looseObject({
  phase: z.enum(PHASES),
  digest: z.string(),
  recorded: z.boolean(),
  receipt,
});
export const declaredSchema = z.looseObject({ result: z.enum(["PASS", "FAIL"]), receipt });
export const missingSchema = z.looseObject({ missing: z.array(z.string()) });
export const anySchema = z.unknown();
export const matrixSchema = z.looseObject({
  engineering: z.enum(VERDICTS),
  evidence: z.object({
    before: z.string().nullable(),
    staging: z.string().nullable(),
    afterRun: z.string().nullable(),
    after: z.string().nullable(),
  }),
  claims: claimVerdicts,
  failOpen,
  matrixDigest: z.string(),
});
