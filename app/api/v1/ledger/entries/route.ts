import { entriesQuery } from "@/app/_server/api-schemas";
import { queryEndpoint } from "@/app/_server/endpoint";
import { listEntries } from "@/db/ledger";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(entriesQuery, async ({ db, query }) => ({
  body: await listEntries(db, query),
}));
