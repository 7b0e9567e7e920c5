import { decisionBody, noQuery } from "@/app/_server/api-schemas";
import { jsonEndpoint, queryEndpoint } from "@/app/_server/endpoint";
import { matrixDigestOf } from "@/app/_server/if-match";
import { requireOpenRun } from "@/app/_server/open-run";
import { verifyOwnPassword } from "@/app/_server/step-up";
import { recordDecision } from "@/db/decisions";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const { decisions, authority } = await requireOpenRun(db, params.run);
  return { body: { decisions, authority } };
});

export const POST = jsonEndpoint<{ run: string }, typeof decisionBody>(
  "decide",
  decisionBody,
  async ({ request, db, caller, params, body }) => {
    const matrixDigest = matrixDigestOf(request);
    const run = await requireOpenRun(db, params.run);
    const { password, ...wanted } = body;
    await verifyOwnPassword(db, caller.actor, password, run.slug);
    const recorded = await recordDecision(
      db,
      run.slug,
      { ...wanted, matrixDigest },
      caller.actor,
      "password",
    );
    return { status: 201, body: recorded };
  },
);
