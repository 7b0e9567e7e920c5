import { ownEndpoint } from "@/app/_server/api/endpoint";
import { emptyBody } from "@/app/_server/api/factor-schemas";
import {
  assertionOptions,
  ENROLMENT_MINUTES,
  randomChallenge,
  siteOf,
} from "@/app/_server/identity/passkeys";
import { factorsOf } from "@/db/identity/factors";

export const dynamic = "force-dynamic";

export const POST = ownEndpoint(emptyBody, async ({ request, db, caller }) => {
  const { passkeys } = await factorsOf(db, caller.actor.id);
  const options = await assertionOptions(db, siteOf(request), {
    purpose: "factors",
    personId: caller.actor.id,
    passkeys,
    challenge: randomChallenge(),
    statement: null,
    expiresAt: new Date(Date.now() + ENROLMENT_MINUTES * 60_000),
  });
  return { status: 201, body: options };
});
