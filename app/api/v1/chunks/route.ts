import { requireMedia, streamBody } from "@/app/_server/body";
import { endpoint } from "@/app/_server/endpoint";
import { settings } from "@/app/_server/settings";
import { takeContentArchive } from "@/app/_server/uploads";

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
