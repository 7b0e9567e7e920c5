import { existsSync, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { type BundleSource, sourceOf } from "@/lib/bundle/container";
import type { Inflate } from "@/lib/bundle/content";
import { bundleOfPage, isPage } from "@/lib/bundle/page";
import { usage } from "./exit";

/** A bundle as a file: the archive itself, read where it is needed, or the page that carries one. */
export async function openBundleFile(path: string): Promise<BundleSource & { close(): Promise<void> }> {
  const file = await open(path, "r").catch(() => {
    throw usage(`cannot read ${path}`, "Name a bundle that `notouch bundle` or the dashboard wrote.");
  });
  const { size } = await file.stat();
  const read = async (offset: number, length: number) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    let fill = 0;
    while (fill < bytes.length) {
      const { bytesRead } = await file.read(bytes, fill, bytes.length - fill, offset + fill);
      if (bytesRead === 0) break;
      fill += bytesRead;
    }
    return bytes.subarray(0, fill);
  };
  if (!isPage(await read(0, 64))) return { size, read, close: () => file.close() };
  try {
    return {
      ...sourceOf(bundleOfPage(await readFile(path, "latin1"), pageShell("latin1"))),
      close: async () => {},
    };
  } finally {
    await file.close();
  }
}

/** The page without a bundle, as this build made it. Latin-1 keeps every byte one character, so that none goes unseen. */
function pageShell(encoding: "latin1"): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    for (const path of [join(at, "bundle-page.html"), join(at, "dist", "bundle-page.html")])
      if (existsSync(path)) return readFileSync(path, encoding);
    if (at === dirname(at)) throw usage("the shell of the page was not built", "Run `npm run prepare`.");
  }
}

/** Raw deflate, whole and capped; bytes after the end of the stream are refused. */
export const inflate: Inflate = async (stored, limit) => {
  const { buffer, engine } = inflateRawSync(stored, {
    maxOutputLength: limit,
    info: true,
  } as object) as unknown as {
    buffer: Uint8Array;
    engine: { bytesWritten: number };
  };
  if (engine.bytesWritten !== stored.length) throw new Error("bytes after the end of the stream");
  return buffer;
};
