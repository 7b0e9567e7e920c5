import { askedDecisionBody } from "@/app/_server/api/api-schemas";
import { jsonEndpoint } from "@/app/_server/api/endpoint";
import { matrixDigestOf } from "@/app/_server/api/if-match";
import { requireOpenRun } from "@/app/_server/api/open-run";
import { siteOf } from "@/app/_server/identity/passkeys";
import { askForSignature } from "@/app/_server/identity/sign-off";
import { settings } from "@/app/_server/settings";
import { checkDecision } from "@/db/authority/decisions";

export const dynamic = "force-dynamic";

/** A decision that could not be recorded is refused before anybody touches a passkey. */
export const POST = jsonEndpoint<{ run: string }, typeof askedDecisionBody>(
  "decide",
  askedDecisionBody,
  async ({ request, db, caller, params, body }) => {
    const site = siteOf(request);
    const wanted = { ...body, matrixDigest: matrixDigestOf(request) };
    const { slug } = await requireOpenRun(db, params.run);
    await checkDecision(db, slug, wanted, caller.actor, "passkey", settings().decisions);
    return { status: 201, body: await askForSignature(db, site, caller.actor, slug, wanted) };
  },
);
