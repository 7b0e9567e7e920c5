import { exportQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { exportEntries } from "@/app/_server/api/entry-export";

export const dynamic = "force-dynamic";

const MEDIA = { csv: "text/csv; charset=utf-8; header=present", json: "application/json" } as const;

/** A selection of the ledger as a file to keep. */
export const GET = queryEndpoint(exportQuery, async ({ db, query: { format, ...filter } }) => {
  const name = filter.kind === "audit" ? "audit-trail" : "ledger";
  return new Response(exportEntries(db, filter, format), {
    headers: {
      "content-type": MEDIA[format],
      "content-disposition": `attachment; filename="notouch-${name}.${format}"`,
      "cache-control": "no-store",
    },
  });
});
