import { noQuery } from "@/app/_server/api-schemas";
import { queryEndpoint } from "@/app/_server/endpoint";
import { requireOpenRun, runDocument } from "@/app/_server/open-run";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => ({
  body: runDocument(await requireOpenRun(db, params.run)),
}));
