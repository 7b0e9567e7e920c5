import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FixtureBundle, fixtureBundle, whole } from "@/lib/bundle/fixture";
import { writePage } from "@/lib/bundle/page";
import { writeBundle } from "@/lib/bundle/write";
import { formatVerifierKey } from "@/lib/ledger/note";
import { ed25519Signer } from "@/lib/ledger/signer";
import { EXIT_OF_OUTCOME, reportOn } from "./commands/verify";

const deflate = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;
const signer = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(7));

let folder: string;
let bundle: FixtureBundle;
let page: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "notouch-test-"));
  bundle = await fixtureBundle({ signer, deflate });
  const shell = await readFile("dist/bundle-page.html", "utf8");
  page = await whole(writePage(shell, writeBundle(bundle.parts)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function outcomeOf(bytes: Uint8Array | string, given = {}): Promise<string> {
  const path = join(folder, "file");
  await writeFile(path, bytes);
  const { outcome, steps } = await reportOn(path, { pinned: undefined, earlier: undefined, ...given });
  if (outcome === "altered") expect(steps.flatMap((s) => s.places)).not.toEqual([]);
  return outcome;
}

test("a bundle verifies as a file, and in the page that carries it", async () => {
  expect(await outcomeOf(bundle.bytes)).toBe("verified");
  expect(await outcomeOf(page)).toBe("verified");
  const other = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(8));
  expect(await outcomeOf(page, { pinned: signer.key })).toBe("verified");
  expect(await outcomeOf(page, { pinned: other.key })).toBe("altered");
  expect(formatVerifierKey(signer.key)).toContain("notouch.example/ledger+");
});

test("a page altered anywhere is altered: in its program, its style, its bundle, its end", async () => {
  const text = new TextDecoder("latin1").decode(page);
  const from = text.indexOf("<script id=bundle");
  const to = text.indexOf("</script>", from);
  const inBundle = Array.from({ length: 40 }, (_, i) => from + 40 + Math.floor(((to - from - 50) * i) / 40));
  const inShell = Array.from({ length: 20 }, (_, i) => Math.floor((from * i) / 20) + 16);
  for (const at of [...inBundle, ...inShell, from + 8, to - 1, to + 3, page.length - 1]) {
    const changed = page.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(await outcomeOf(changed), `byte ${at}`).toBe("altered");
  }
  expect(await outcomeOf(page.slice(0, -1))).toBe("altered");
  expect(await outcomeOf(Buffer.concat([page, Buffer.from("\n")]))).toBe("altered");
  // A page that shows whatever it likes, with a bundle that is sound.
  const lying = text.replace("Not verified yet.", "VERIFIED. Trust me.");
  expect(await outcomeOf(Buffer.from(lying, "latin1"))).toBe("altered");
});

test("what is no bundle is never verified, and every outcome has its own exit status", async () => {
  expect(await outcomeOf("")).toBe("nothing");
  expect(await outcomeOf("<!doctype html><p>VERIFIED")).toBe("altered");
  expect(await outcomeOf(bundle.parts.document.checkpoint)).toBe("altered");
  expect(EXIT_OF_OUTCOME).toEqual({ verified: 0, violated: 3, altered: 6, nothing: 5 });
});
