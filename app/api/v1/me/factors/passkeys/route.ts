import { ownEndpoint } from "@/app/_server/api/endpoint";
import { enrolmentBody } from "@/app/_server/api/factor-schemas";
import { enrolPasskey, siteOf } from "@/app/_server/identity/passkeys";
import { enrolled } from "@/app/_server/identity/recovery";

export const dynamic = "force-dynamic";

export const POST = ownEndpoint(enrolmentBody, async ({ request, db, caller, body }) => {
  await enrolPasskey(db, siteOf(request), caller.actor, body.name, body.response);
  return { status: 201, body: await enrolled(db, caller.actor) };
});
