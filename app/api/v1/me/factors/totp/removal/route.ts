import { ownEndpoint } from "@/app/_server/api/endpoint";
import { proofBody } from "@/app/_server/api/factor-schemas";
import { proveForFactors } from "@/app/_server/identity/step-up";
import { factorsOf } from "@/db/identity/factors";
import { removeTotp } from "@/db/identity/one-time-codes";

export const dynamic = "force-dynamic";

export const POST = ownEndpoint(proofBody, async ({ request, db, caller, body }) => {
  await proveForFactors(db, request, caller.actor, body.proof);
  await removeTotp(db, caller.actor);
  return { body: await factorsOf(db, caller.actor.id) };
});
