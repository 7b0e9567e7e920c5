import { requireMedia, streamBody } from "@/app/_server/api/body";
import { endpoint } from "@/app/_server/api/endpoint";
import { takeContentArchive } from "@/app/_server/api/uploads";
import { settings } from "@/app/_server/settings";

export const dynamic = "force-dynamic";

/** A tar of `pages/<sha256>` and `chunks/<sha256>`, brotli each, as in an evidence file. Idempotent. */
export const POST = endpoint("contribute", async ({ request, db }) => {
  requireMedia(request, "application/x-tar", "application/octet-stream");
  const { upload, content } = settings().limits;
  const stored = await takeContentArchive(db, streamBody(request, upload), {
    member: content,
    total: upload,
    content,
  });
  return { body: { stored } };
});
