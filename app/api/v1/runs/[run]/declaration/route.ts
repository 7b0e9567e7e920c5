import { declarationBody } from "@/app/_server/api-schemas";
import { jsonEndpoint } from "@/app/_server/endpoint";
import { declare } from "@/db/declarations";
import { ensureVerdict } from "@/db/verdicts";

export const dynamic = "force-dynamic";

export const POST = jsonEndpoint<{ run: string }, typeof declarationBody>(
  "contribute",
  declarationBody,
  async ({ db, caller, params, body }) => {
    const receipt = await declare(db, params.run, body.result, caller.actor);
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
