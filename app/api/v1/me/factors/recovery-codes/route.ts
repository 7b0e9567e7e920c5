import { ownEndpoint } from "@/app/_server/api/endpoint";
import { proofBody } from "@/app/_server/api/factor-schemas";
import { makeRecoveryCodes } from "@/app/_server/identity/recovery";
import { proveForFactors } from "@/app/_server/identity/step-up";
import { factorsOf } from "@/db/identity/factors";

export const dynamic = "force-dynamic";

export const POST = ownEndpoint(proofBody, async ({ request, db, caller, body }) => {
  await proveForFactors(db, request, caller.actor, body.proof);
  const recoveryCodes = await makeRecoveryCodes(db, caller.actor);
  return { status: 201, body: { factors: await factorsOf(db, caller.actor.id), recoveryCodes } };
});
