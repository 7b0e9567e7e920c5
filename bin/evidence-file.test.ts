import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import { type FixtureEvidence, fixtureEvidence } from "@/lib/evidence/fixture";
import { BROTLI_PARAMS } from "./brotli";
import { openEvidence } from "./evidence-file";

let folder: string;
let fixture: FixtureEvidence;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "notouch-test-"));
  fixture = await fixtureEvidence({ phase: "before" });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Member = readonly [name: string, data: Uint8Array];

function members(): Member[] {
  const content = [...fixture.content].map(
    ([digest, { kind, bytes }]): Member => [`${kind}/${digest}`, brotliCompressSync(bytes)],
  );
  return [["manifest.json", fixture.manifest], ...content];
}

async function write(list: readonly Member[], tail: Uint8Array = ARCHIVE_END): Promise<string> {
  const path = join(folder, `${sha256(Math.random().toString())}.notouch`);
  const parts = list.flatMap(([name, data]) => [
    formatHeader(name, data.length),
    data,
    paddingOf(data.length),
  ]);
  await writeFile(path, Buffer.concat([...parts, tail]));
  return path;
}

async function codeOf(...paths: string[]): Promise<string> {
  try {
    for (const file of await openEvidence(paths)) await file.close();
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test("a whole file is accepted and read again", async () => {
  const [file] = await openEvidence([await write(members())]);
  expect(file?.evidence.digest).toBe(fixture.evidence.digest);
  for (const [digest, { bytes }] of fixture.content)
    expect(await file?.read(digest)).toEqual(Buffer.from(bytes));
  await file?.close();
});

test("a member that is missing, too much, double or not brotli is refused", async () => {
  const all = members();
  for (const [name] of all.slice(1))
    expect(await codeOf(await write(all.filter(([n]) => n !== name)))).toBe("count-mismatch");
  const extra = new TextEncoder().encode("extra\n");
  expect(await codeOf(await write([...all, [`chunks/${sha256(extra)}`, brotliCompressSync(extra)]]))).toBe(
    "count-mismatch",
  );
  expect(await codeOf(await write([...all, ...all.slice(-1)]))).toBe("bad-archive");
  const broken = all.map(
    ([name, data]): Member => [name, name.startsWith("chunks/") ? data.subarray(0, data.length - 2) : data],
  );
  expect(await codeOf(await write(broken))).toBe("bad-compression");
});

test("other content under a digest's name is refused, also beside an untouched file", async () => {
  const all = members();
  const sound = await write(all);
  for (const [i, [name]] of all.entries()) {
    if (i === 0) continue;
    const bent = all.map(
      (m, at): Member => (at === i ? [name, brotliCompressSync(new TextEncoder().encode("[ ]"))] : m),
    );
    expect(await codeOf(await write(bent))).toBe("digest-mismatch");
    expect(await codeOf(sound, await write(bent))).toBe("digest-mismatch");
  }
});

test("content that is compressed in another way is the same content", async () => {
  const all = members();
  const other = all.map(
    ([name, data], i): Member => [
      name,
      i === 0
        ? data
        : brotliCompressSync(fixture.content.get(name.split("/")[1] ?? "")?.bytes ?? data, { params: {} }),
    ],
  );
  expect(await codeOf(await write(all), await write(other))).toBe("accepted");
});

test("a file that ends early or goes on is refused at every kind of place", async () => {
  const all = members();
  expect(await codeOf(await write(all, new Uint8Array(0)))).toBe("bad-archive");
  expect(await codeOf(await write(all, new Uint8Array(512)))).toBe("bad-archive");
  expect(await codeOf(await write(all, Buffer.concat([ARCHIVE_END, Buffer.from("x")])))).toBe("bad-archive");
  expect(await codeOf(await write(all.slice(1)))).toBe("bad-archive");
});

test("a bomb is not inflated", async () => {
  const bomb = brotliCompressSync(new Uint8Array(80 << 20), BROTLI_PARAMS);
  const all = members().map(([name, data]): Member => [name, name.startsWith("chunks/") ? bomb : data]);
  expect(await codeOf(await write(all))).toBe("bad-compression");
});
