import { newRunBody, runsQuery } from "@/app/_server/api/api-schemas";
import { jsonEndpoint, queryEndpoint } from "@/app/_server/api/endpoint";
import { requireOpenRun, runDocument } from "@/app/_server/api/open-run";
import { builtInProfile } from "@/app/_server/built-in-profile";
import { nameGate } from "@/db/authority/gates";
import { createRun, listRuns } from "@/db/runs/runs";
import { ensureVerdict } from "@/db/verdicts/verdicts";
import type { Json } from "@/lib/base/canonical";
import { parseProfile } from "@/lib/profile/profile";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(runsQuery, async ({ db, query }) => ({ body: await listRuns(db, query) }));

export const POST = jsonEndpoint("contribute", newRunBody, async ({ db, caller, body }) => {
  const profile =
    typeof body.profile === "string"
      ? builtInProfile(body.profile)
      : parseProfile(body.profile as Json, "profile");
  const { slug, name, gate } = body;
  // One transaction: a run whose gate is refused is not created either.
  const { run, receipt } = await db.transaction(async (tx) => {
    const created = await createRun(tx, { slug, name, profile }, caller.actor);
    if (gate !== undefined) await nameGate(tx, created.run.slug, gate, caller.actor);
    return created;
  });
  // Judged at once: with nothing there it says NO_EVIDENCE, claim by claim, and what is missing.
  await ensureVerdict(db, run.slug);
  return { status: 201, body: { ...runDocument(await requireOpenRun(db, run.slug)), receipt } };
});
