import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(noQuery, async ({ caller: { actor, role, scope } }) => ({
  body: { id: actor.id, username: actor.username, role, via: scope === null ? "session" : "key", scope },
}));
