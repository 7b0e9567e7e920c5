import { noQuery } from "@/app/_server/api-schemas";
import { queryEndpoint } from "@/app/_server/endpoint";
import { checkpoint } from "@/db/ledger";

export const dynamic = "force-dynamic";

/** Size and last hash. Not signed: it proves something only to whoever kept an earlier one. */
export const GET = queryEndpoint(noQuery, async ({ db }) => ({
  body: { ...(await checkpoint(db)), signed: false },
}));
