import { consistencyQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { consistencyProof } from "@/db/ledger/tree";

export const dynamic = "force-dynamic";

/** That the tree of `to` entries continues the one of `from` (RFC 6962 §2.1.2). */
export const GET = queryEndpoint(consistencyQuery, async ({ db, query }) => ({
  body: await consistencyProof(db, query.from, query.to),
}));
