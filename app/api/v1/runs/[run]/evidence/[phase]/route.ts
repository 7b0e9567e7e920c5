import { endpoint } from "@/app/_server/api/endpoint";
import { Problem } from "@/app/_server/api/problem";
import { manifestOf } from "@/db/evidence/evidence";
import { PHASES } from "@/lib/evidence/manifest";

export const dynamic = "force-dynamic";

/** The manifest of a phase, byte for byte as it was received: its SHA-256 is the evidence digest. */
export const GET = endpoint<{ run: string; phase: string }>("read", async ({ db, params }) => {
  const phase = PHASES.find((p) => p === params.phase);
  const manifest = phase === undefined ? null : await manifestOf(db, params.run, phase);
  if (manifest === null)
    throw new Problem("not-found", `Ask for one of: ${PHASES.join(", ")}.`, [
      { at: "phase", problem: "the run holds no such evidence" },
    ]);
  return new Response(manifest.text, {
    headers: {
      "content-type": "application/json",
      "cache-control": "no-cache",
      etag: `"${manifest.digest}"`,
    },
  });
});
