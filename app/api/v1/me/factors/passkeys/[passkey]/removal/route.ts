import { ownEndpoint } from "@/app/_server/api/endpoint";
import { proofBody } from "@/app/_server/api/factor-schemas";
import { proveForFactors } from "@/app/_server/identity/step-up";
import { factorsOf } from "@/db/identity/factors";
import { removePasskey } from "@/db/identity/passkeys";

export const dynamic = "force-dynamic";

export const POST = ownEndpoint<{ passkey: string }, typeof proofBody>(
  proofBody,
  async ({ request, db, caller, params, body }) => {
    await proveForFactors(db, request, caller.actor, body.proof);
    await removePasskey(db, params.passkey, caller.actor);
    return { body: await factorsOf(db, caller.actor.id) };
  },
);
