import { evidenceQuery, noQuery } from "@/app/_server/api/api-schemas";
import { mediaType, parseQuery, readEncoded, requireMedia, streamBody } from "@/app/_server/api/body";
import { endpoint, queryEndpoint } from "@/app/_server/api/endpoint";
import { requireOpenRun } from "@/app/_server/api/open-run";
import { refuseExtra, takeEvidenceFile } from "@/app/_server/api/uploads";
import { settings } from "@/app/_server/settings";
import { recordEvidence } from "@/db/evidence/evidence";
import { requireRun } from "@/db/runs/runs";
import { contentReader } from "@/db/store/content";
import { ensureVerdict } from "@/db/verdicts/verdicts";
import { refuse } from "@/lib/base/refusal";
import { parseManifest } from "@/lib/evidence/manifest";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => ({
  body: { evidence: (await requireOpenRun(db, params.run)).evidence },
}));

/** The manifest, once its content was sent; or the whole `.notouch` file. 201 with the receipt, 200 for the same again. */
export const POST = endpoint<{ run: string }>("contribute", async ({ request, db, caller, params }) => {
  requireMedia(request, "application/json", "application/x-tar", "application/octet-stream");
  const { phase } = parseQuery(request, evidenceQuery);
  // An unknown run is told before a long body is read.
  const run = await requireRun(db, params.run);
  const { limits } = settings();
  let manifest: Uint8Array;
  if (mediaType(request) === "application/json") manifest = await readEncoded(request, limits.manifest);
  else {
    const member = Math.max(limits.content, limits.manifest);
    const file = await takeEvidenceFile(db, streamBody(request, limits.upload), {
      member,
      total: limits.upload,
      content: limits.content,
    });
    await refuseExtra(parseManifest(file.manifest), file.members, contentReader(db));
    manifest = file.manifest;
  }
  const said = parseManifest(manifest).manifest.phase;
  if (phase !== undefined && phase !== said)
    refuse(
      "wrong-context",
      "manifest.json phase",
      `it is ${said} evidence, and ${phase} was to be uploaded`,
      "Upload the file of this phase.",
    );
  const { recorded, ...rest } = await recordEvidence(db, run.slug, manifest, caller.actor);
  const { matrix } = await ensureVerdict(db, run.slug);
  return {
    status: recorded ? 201 : 200,
    body: { ...rest, recorded, engineering: matrix.engineering, matrixDigest: matrix.matrixDigest },
  };
});
