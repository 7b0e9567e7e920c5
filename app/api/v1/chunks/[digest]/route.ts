import { readBody } from "@/app/_server/api/body";
import { endpoint } from "@/app/_server/api/endpoint";
import { Problem } from "@/app/_server/api/problem";
import { settings } from "@/app/_server/settings";
import { decompressContent, putContent, storedContent } from "@/db/store/content";
import { type Digest, parseDigest, sha256 } from "@/lib/base/hash";

export const dynamic = "force-dynamic";

/**
 * The bytes that this digest names, hashed again before they go out. They never change, so a private cache may keep
 * them for good. Not as brotli, as they are stored: the server drops the Content-Encoding of a route handler, and
 * packs what it sends itself.
 */
export const GET = endpoint<{ digest: string }>("read", async ({ request, db, params }) => {
  const digest = named(params.digest);
  const headers = {
    "cache-control": "private, max-age=31536000, immutable",
    etag: `"${digest}"`,
    vary: "authorization, cookie",
  };
  const stored = await storedContent(db, digest);
  if (stored === null)
    throw new Problem("not-found", "Ask for a page or chunk that some evidence names.", [
      { at: "digest", problem: "no such content is stored" },
    ]);
  if (request.headers.get("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  const bytes = await decompressContent(stored, digest);
  if (sha256(bytes) !== digest)
    throw new Problem("integrity-broken", "Restore the database from a backup.", [
      { at: digest, problem: "the stored bytes do not hash to their name" },
    ]);
  return new Response(new Uint8Array(bytes), {
    headers: { ...headers, "content-type": "application/octet-stream" },
  });
});

function named(text: string): Digest {
  const digest = parseDigest(decodeURIComponent(text));
  if (digest !== null) return digest;
  throw new Problem("not-found", "Name the content by its SHA-256.", [
    { at: "digest", problem: "not 64 hexadecimal digits" },
  ]);
}

/** One page or chunk as brotli under the digest of its uncompressed bytes. Idempotent. */
export const PUT = endpoint<{ digest: string }>("contribute", async ({ request, db, params }) => {
  const digest = named(params.digest);
  const { content } = settings().limits;
  await putContent(db, [{ digest, stored: await readBody(request, content) }], content);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
});
