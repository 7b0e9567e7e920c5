import { bundleQuery } from "@/app/_server/api/api-schemas";
import { bundleNow, bundleStream } from "@/app/_server/api/bundle-stream";
import { queryEndpoint } from "@/app/_server/api/endpoint";

export const dynamic = "force-dynamic";

const MEDIA = { archive: "application/x-tar", page: "text/html; charset=utf-8" } as const;
const SUFFIX = { archive: "bundle", page: "html" } as const;

/** One file with which anybody re-verifies the run, offline. */
export const GET = queryEndpoint<{ run: string }, typeof bundleQuery>(
  bundleQuery,
  async ({ db, params, query: { format, chunks } }) => {
    const parts = await bundleNow(db, params.run, chunks);
    return new Response(await bundleStream(parts, format), {
      headers: {
        "content-type": MEDIA[format],
        "content-disposition": `attachment; filename="notouch-${parts.document.run}.${SUFFIX[format]}"`,
        // Never as a page of this server: what it shows is its own business.
        "content-security-policy": "sandbox",
        "cache-control": "no-store",
      },
    });
  },
);
