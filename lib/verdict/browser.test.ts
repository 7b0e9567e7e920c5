import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { fixtureEvidence } from "../evidence/fixture";
import { evaluate } from "./evaluate";

/** Bundles as for a page: an import that only Node has, or a use of Buffer, fails here and not at a reader's. */
async function browserBundle(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, "bundle.mjs");
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "browser",
    format: "esm",
    metafile: true,
    define: { Buffer: "undefined", process: "undefined" },
    logLevel: "silent",
  });
  expect(Object.keys(metafile.inputs)).toContain("lib/base/platform-browser.ts");
  expect(Object.keys(metafile.inputs)).not.toContain("lib/base/platform.ts");
  return outfile;
}

describe("lib in a browser", () => {
  it("judges a run to the same matrix, byte for byte, without Node's Buffer or process", async () => {
    const folder = mkdtempSync(join(tmpdir(), "notouch-browser-"));
    try {
      const outfile = await browserBundle("lib/verdict/evaluate.ts", folder);
      const bundled = (await import(pathToFileURL(outfile).href)) as { evaluate: typeof evaluate };
      const slots = { before: "before", staging: "staging", after: "after" } as const;
      const made = await Promise.all(
        Object.entries(slots).map(async ([slot, phase]) => {
          const { evidence, read } = await fixtureEvidence({ phase, run: "r1" });
          return [
            slot,
            { evidence, read: async (digest: string) => new Uint8Array(await read(digest)) },
          ] as const;
        }),
      );
      const input = { run: "r1", ...Object.fromEntries(made) };
      const matrix = await evaluate(input);
      expect(matrix.engineering).toBe("PASS");
      expect(JSON.stringify(await bundled.evaluate(input))).toBe(JSON.stringify(matrix));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(["tree", "checkpoint", "note", "entry"])("bundles lib/ledger/%s.ts", async (name) => {
    const folder = mkdtempSync(join(tmpdir(), "notouch-browser-"));
    try {
      const module: unknown = await import(
        pathToFileURL(await browserBundle(`lib/ledger/${name}.ts`, folder)).href
      );
      expect(module).toBeTypeOf("object");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
