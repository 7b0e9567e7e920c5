import { declarationBody } from "@/app/_server/api/api-schemas";
import { jsonEndpoint } from "@/app/_server/api/endpoint";
import { declare } from "@/db/verdicts/declarations";
import { ensureVerdict } from "@/db/verdicts/verdicts";
import { fittingReport } from "@/lib/claims/report";

export const dynamic = "force-dynamic";

export const POST = jsonEndpoint<{ run: string }, typeof declarationBody>(
  "contribute",
  declarationBody,
  async ({ db, caller, params, body }) => {
    const report = body.report === undefined ? null : fittingReport(body.report, params.run);
    const receipt = await declare(db, params.run, body.result, caller.actor, new Date(), report);
    const { matrix } = await ensureVerdict(db, params.run);
    return {
      status: 201,
      body: {
        result: body.result,
        receipt,
        engineering: matrix.engineering,
        matrixDigest: matrix.matrixDigest,
      },
    };
  },
);
