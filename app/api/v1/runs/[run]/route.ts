import { noQuery } from "@/app/_server/api-schemas";
import { queryEndpoint } from "@/app/_server/endpoint";
import { requireOpenRun } from "@/app/_server/open-run";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const { matrix: _matrix, decisions: _decisions, ...run } = await requireOpenRun(db, params.run);
  return { body: run };
});
