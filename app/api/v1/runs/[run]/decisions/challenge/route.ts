import { askedDecisionBody } from "@/app/_server/api-schemas";
import { jsonEndpoint } from "@/app/_server/endpoint";
import { matrixDigestOf } from "@/app/_server/if-match";
import { requireOpenRun } from "@/app/_server/open-run";
import { siteOf } from "@/app/_server/passkeys";
import { settings } from "@/app/_server/settings";
import { askForSignature } from "@/app/_server/sign-off";
import { checkDecision } from "@/db/decisions";

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
