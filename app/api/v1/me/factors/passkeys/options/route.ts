import { ownEndpoint } from "@/app/_server/api/endpoint";
import { proofBody } from "@/app/_server/api/factor-schemas";
import { enrolmentOptions, siteOf } from "@/app/_server/identity/passkeys";
import { proveForFactors } from "@/app/_server/identity/step-up";
import { factorsOf } from "@/db/identity/factors";

export const dynamic = "force-dynamic";

/** Presence is proven here; the enrolment that follows answers this challenge, which only its asker can. */
export const POST = ownEndpoint(proofBody, async ({ request, db, caller, body }) => {
  const site = siteOf(request);
  await proveForFactors(db, request, caller.actor, body.proof);
  const known = await factorsOf(db, caller.actor.id);
  return { status: 201, body: await enrolmentOptions(db, site, caller.actor, known) };
});
