import { missingBody } from "@/app/_server/api/api-schemas";
import { parseBody, readBody, requireMedia } from "@/app/_server/api/body";
import { endpoint } from "@/app/_server/api/endpoint";
import { settings } from "@/app/_server/settings";
import { missing } from "@/db/store/content";
import { parseDigest } from "@/lib/base/hash";

export const dynamic = "force-dynamic";

/** Which of these pages and chunks are not stored yet, spelled as they were asked. Changes nothing. */
export const POST = endpoint("contribute", async ({ request, db }) => {
  requireMedia(request, "application/json");
  const { digests } = parseBody(await readBody(request, settings().limits.json), missingBody);
  const bare = digests.map((text) => parseDigest(text) ?? text);
  const gone = new Set(await missing(db, bare));
  return { body: { missing: digests.filter((_, i) => gone.has(bare[i] ?? "")) } };
});
