import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { requireOpenRun, runDocument } from "@/app/_server/api/open-run";
import { ownerPassOf } from "@/db/authority/gates";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const run = await requireOpenRun(db, params.run);
  return { body: { ...runDocument(run), ownerPass: await ownerPassOf(db, run) } };
});
