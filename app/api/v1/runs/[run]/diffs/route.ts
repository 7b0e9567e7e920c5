import { diffsQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { diffSlice } from "@/db/verdicts/diffs";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof diffsQuery>(
  diffsQuery,
  async ({ db, params, query: { explained, ...query } }) => {
    const { rows, total, next, facets, compared } = await diffSlice(db, params.run, {
      ...query,
      explained: explained === undefined ? undefined : explained === "yes",
    });
    return { body: { rows, total, next, facets, compared } };
  },
);
