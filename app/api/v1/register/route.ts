import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { currentRegister } from "@/db/authority/register";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(noQuery, async ({ db }) => ({ body: { items: await currentRegister(db) } }));
