import { searchQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { search } from "@/db/search/search";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(searchQuery, async ({ db, query: { in: place, ...query } }) => ({
  body: await search(db, { ...query, place }),
}));
