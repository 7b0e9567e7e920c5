import { gateBody } from "@/app/_server/api/api-schemas";
import { jsonEndpoint } from "@/app/_server/api/endpoint";
import { requireOpenRun } from "@/app/_server/api/open-run";
import { nameGate, ownerPassOf } from "@/db/authority/gates";

export const dynamic = "force-dynamic";

/** Names the gate under which the run's captures were taken. */
export const POST = jsonEndpoint<{ run: string }, typeof gateBody>(
  "contribute",
  gateBody,
  async ({ db, caller, params, body }) => {
    const receipt = await nameGate(db, params.run, body.gate, caller.actor);
    const ownerPass = await ownerPassOf(db, await requireOpenRun(db, params.run));
    return { status: 201, body: { gate: body.gate, ownerPass, receipt } };
  },
);
