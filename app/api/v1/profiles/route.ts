import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { listProfiles } from "@/db/runs/runs";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(noQuery, async ({ db }) => ({ body: { profiles: await listProfiles(db) } }));
