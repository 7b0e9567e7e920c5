import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { json } from "@/app/_server/api/idempotent";
import { requireOpenRun } from "@/app/_server/api/open-run";
import { server } from "@/app/_server/database";
import { attest } from "@/db/verdicts/attestation";

export const dynamic = "force-dynamic";

/** The matrix as an in-toto statement in a DSSE envelope, signed by the ledger's key. */
export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const { id, slug, matrix } = await requireOpenRun(db, params.run);
  if (!matrix) throw new Error("integrity broken: the run was judged and no matrix is in force");
  const envelope = await attest(db, id, matrix, (await server()).signer);
  return json(JSON.stringify(envelope), 200, {
    "content-disposition": `attachment; filename="${slug}.intoto.json"`,
  });
});
