import { entriesQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { entryQueryOf } from "@/app/_server/api/entry-filter";
import { listEntries } from "@/db/ledger/ledger";

export const dynamic = "force-dynamic";

export const GET = queryEndpoint(
  entriesQuery,
  async ({ db, query: { order, cursor, limit, ...filter } }) => ({
    body: await listEntries(db, { ...entryQueryOf(filter), order, cursor, limit }),
  }),
);
