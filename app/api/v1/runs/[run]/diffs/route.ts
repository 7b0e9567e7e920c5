import { diffsQuery } from "@/app/_server/api-schemas";
import { queryEndpoint } from "@/app/_server/endpoint";
import { diffSlice } from "@/db/diffs";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof diffsQuery>(
  diffsQuery,
  async ({ db, params, query }) => ({
    body: await diffSlice(db, params.run, query),
  }),
);
