import { endpoint } from "@/app/_server/api/endpoint";
import { factorsOf } from "@/db/identity/factors";

export const dynamic = "force-dynamic";

export const GET = endpoint("own", async ({ db, caller }) => ({
  body: await factorsOf(db, caller.actor.id),
}));
