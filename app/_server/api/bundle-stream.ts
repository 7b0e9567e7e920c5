import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleParts } from "@/db/authority/bundle";
import type { Db } from "@/db/store/client";
import type { Extent } from "@/lib/bundle/document";
import { writePage } from "@/lib/bundle/page";
import { type BundleParts, writeBundle } from "@/lib/bundle/write";
import { server } from "../database";
import { currentCheckpoint } from "../log";
import { requireOpenRun } from "./open-run";
import { Problem } from "./problem";

const ATTEMPTS = 5;

/** A bundle of a run as it stands at a checkpoint that is signed now. */
export async function bundleNow(db: Db, slug: string, extent: Extent): Promise<BundleParts> {
  const { signer } = await server();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Judged first and signed then, so that the checkpoint covers the verdict.
    const run = await requireOpenRun(db, slug);
    const parts = await bundleParts(db, run.slug, extent, await currentCheckpoint(), signer);
    if (parts) return parts;
  }
  throw new Problem("database-unavailable", "The run keeps changing. Wait until its uploads are through.");
}

/** The bundle alone, or the page around it that verifies it in a browser. */
export async function bundleStream(
  parts: BundleParts,
  format: "archive" | "page",
): Promise<ReadableStream<Uint8Array>> {
  const pieces = format === "archive" ? writeBundle(parts) : writePage(await pageShell(), writeBundle(parts));
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) controller.close();
      else if (next.value.length > 0) controller.enqueue(next.value);
      else await this.pull?.(controller);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/** What the build made beside the command line: program and style of the page, and no bundle. */
function pageShell(): Promise<string> {
  return readFile(join(process.cwd(), "dist", "bundle-page.html"), "utf8");
}
