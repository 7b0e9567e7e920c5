import { decisionBody, noQuery } from "@/app/_server/api/api-schemas";
import { jsonEndpoint, queryEndpoint } from "@/app/_server/api/endpoint";
import { matrixDigestOf } from "@/app/_server/api/if-match";
import { requireOpenRun } from "@/app/_server/api/open-run";
import { siteOf } from "@/app/_server/identity/passkeys";
import { showPresence } from "@/app/_server/identity/sign-off";
import { settings } from "@/app/_server/settings";
import { recordDecision } from "@/db/authority/decisions";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint<{ run: string }, typeof noQuery>(noQuery, async ({ db, params }) => {
  const { decisions, authority } = await requireOpenRun(db, params.run);
  return { body: { decisions, authority } };
});

export const POST = jsonEndpoint<{ run: string }, typeof decisionBody>(
  "decide",
  decisionBody,
  async ({ request, db, caller, params, body }) => {
    const matrixDigest = matrixDigestOf(request);
    const { slug } = await requireOpenRun(db, params.run);
    const { password, code, passkey, ...said } = body;
    const wanted = { ...said, matrixDigest };
    const { actor } = caller;
    const site = () => siteOf(request);
    const shown = await showPresence(db, site, actor, slug, wanted, { password, code, passkey });
    const policy = settings().decisions;
    return { status: 201, body: await recordDecision(db, slug, wanted, actor, shown, new Date(), policy) };
  },
);
