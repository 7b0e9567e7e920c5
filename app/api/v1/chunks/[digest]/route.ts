import { readBody } from "@/app/_server/body";
import { endpoint } from "@/app/_server/endpoint";
import { Problem } from "@/app/_server/problem";
import { settings } from "@/app/_server/settings";
import { putContent } from "@/db/content";
import { parseDigest } from "@/lib/ledger/hash";

export const dynamic = "force-dynamic";

/** One page or chunk as brotli under the digest of its uncompressed bytes. Idempotent. */
export const PUT = endpoint<{ digest: string }>("contribute", async ({ request, db, params }) => {
  const digest = parseDigest(decodeURIComponent(params.digest));
  if (digest === null)
    throw new Problem("not-found", "Name the content by its SHA-256.", [
      { at: "digest", problem: "not 64 hexadecimal digits" },
    ]);
  const { content } = settings().limits;
  await putContent(db, [{ digest, stored: await readBody(request, content) }], content);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
});
