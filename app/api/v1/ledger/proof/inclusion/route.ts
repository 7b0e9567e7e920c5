import { inclusionQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { inclusionProof, indexOfHash } from "@/db/ledger/tree";
import { deny } from "@/db/store/record-refusal";

export const dynamic = "force-dynamic";

/** That an entry, named by its index or its hash, is in the tree of `size` entries (RFC 6962 §2.1.1). */
export const GET = queryEndpoint(inclusionQuery, async ({ db, query }) => {
  const index = query.index ?? (await indexOfHash(db, query.hash ?? ""));
  if (index === null)
    return deny(
      "not-found",
      "hash",
      "no entry has this hash",
      "Take the hash from the entry or its receipt.",
    );
  return { body: await inclusionProof(db, index, query.size) };
});
