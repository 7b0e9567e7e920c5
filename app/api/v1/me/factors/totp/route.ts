import { randomBytes } from "node:crypto";
import { ownEndpoint } from "@/app/_server/api/endpoint";
import { proofBody } from "@/app/_server/api/factor-schemas";
import { seal } from "@/app/_server/identity/sealed";
import { proveForFactors, TOTP_SEAL } from "@/app/_server/identity/step-up";
import { base32, totpUri } from "@/app/_server/identity/totp";
import { prepareTotp } from "@/db/identity/one-time-codes";

export const dynamic = "force-dynamic";

/** As long as the hash's output (RFC 4226 §4, R6). */
const SECRET_BYTES = 20;

/** A new secret for an authenticator app. It counts once its first code confirms it. */
export const POST = ownEndpoint(proofBody, async ({ request, db, caller, body }) => {
  const { actor } = caller;
  await proveForFactors(db, request, actor, body.proof);
  const secret = randomBytes(SECRET_BYTES);
  await prepareTotp(db, seal(secret, TOTP_SEAL, actor.id), actor);
  return { status: 201, body: { secret: base32(secret), uri: totpUri(secret, actor.username) } };
});
