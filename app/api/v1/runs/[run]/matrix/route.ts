import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { json } from "@/app/_server/api/idempotent";
import { requireOpenRun } from "@/app/_server/api/open-run";

export const dynamic = "force-dynamic";

/** The matrix document, byte for byte what `notouch evaluate --json` computes from the same evidence. */
export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const { matrix } = await requireOpenRun(db, params.run);
  if (!matrix) throw new Error("integrity broken: the run was judged and no matrix is in force");
  return json(JSON.stringify(matrix), 200, { etag: `"${matrix.matrixDigest}"` });
});
