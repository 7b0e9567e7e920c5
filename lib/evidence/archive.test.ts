import { describe, expect, it } from "vitest";
import { Refusal } from "../base/refusal";
import { ARCHIVE_END, formatHeader, type Member, paddingOf, readArchive } from "./archive";

const D1 = "1".repeat(64);
const D2 = "2".repeat(64);
const bytes = (text: string) => new TextEncoder().encode(text);

function member(name: string, data: Uint8Array): Uint8Array[] {
  return [formatHeader(name, data.length), data, paddingOf(data.length)];
}

const GOOD = Buffer.concat([
  ...member("manifest.json", bytes("{}")),
  ...member(`pages/${D1}`, bytes("page")),
  ...member(`chunks/${D2}`, bytes("c".repeat(700))),
  ARCHIVE_END,
]);

async function members(archive: Uint8Array, step = 97): Promise<Member[]> {
  async function* pieces() {
    for (let i = 0; i < archive.length; i += step) yield archive.subarray(i, i + step);
  }
  const found: Member[] = [];
  for await (const m of readArchive(pieces())) found.push(m);
  return found;
}

async function refusalOf(archive: Uint8Array): Promise<string> {
  try {
    await members(archive);
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe("archive", () => {
  it("reads back what it writes, however the bytes arrive", async () => {
    for (const step of [1, 511, 512, 513, 1 << 20]) {
      const found = await members(GOOD, step);
      expect(found.map((m) => [m.kind, m.size])).toEqual([
        ["manifest", 2],
        ["pages", 4],
        ["chunks", 700],
      ]);
      for (const m of found) expect(GOOD.subarray(m.offset, m.offset + m.size)).toEqual(Buffer.from(m.data));
    }
  });

  it("refuses every truncation", async () => {
    for (let end = 0; end < GOOD.length; end += 64)
      expect(await refusalOf(GOOD.subarray(0, end)), `at ${end}`).toBe("bad-archive");
    expect(await refusalOf(GOOD.subarray(0, GOOD.length - 1))).toBe("bad-archive");
  });

  it("allows zero padding up to a tar record and nothing else after the end", async () => {
    expect(await refusalOf(Buffer.concat([GOOD, new Uint8Array(10240 - (GOOD.length % 10240))]))).toBe(
      "accepted",
    );
    expect(await refusalOf(Buffer.concat([GOOD, new Uint8Array(512)]))).toBe("bad-archive");
    expect(await refusalOf(Buffer.concat([GOOD, bytes("x")]))).toBe("bad-archive");
  });

  it.each([
    ["a path that climbs", [...member("manifest.json", bytes("{}")), ...member("../etc/passwd", bytes("x"))]],
    ["an absolute path", [...member("manifest.json", bytes("{}")), ...member("/pages/x", bytes("x"))]],
    ["an unknown name", [...member("manifest.json", bytes("{}")), ...member("notes.txt", bytes("x"))]],
    [
      "a name twice",
      [
        ...member("manifest.json", bytes("{}")),
        ...member(`pages/${D1}`, bytes("x")),
        ...member(`pages/${D1}`, bytes("x")),
      ],
    ],
    ["no manifest at the front", member(`pages/${D1}`, bytes("x"))],
    ["nothing at all", []],
    [
      "a digest in capitals",
      [...member("manifest.json", bytes("{}")), ...member(`pages/${"A".repeat(64)}`, bytes("x"))],
    ],
  ])("refuses %s", async (_, parts) => {
    expect(await refusalOf(Buffer.concat([...parts, ARCHIVE_END]))).toBe("bad-archive");
  });

  it("refuses links, directories and extended headers", async () => {
    for (const type of ["1", "2", "5", "x", "g", "L"]) {
      const header = formatHeader(`pages/${D1}`, 0);
      const sum =
        Number.parseInt(Buffer.from(header.subarray(148, 154)).toString(), 8) - 0x30 + type.charCodeAt(0);
      header[156] = type.charCodeAt(0);
      header.set(bytes(sum.toString(8).padStart(6, "0")), 148);
      expect(
        await refusalOf(Buffer.concat([...member("manifest.json", bytes("{}")), header, ARCHIVE_END])),
      ).toBe("bad-archive");
    }
  });

  it("refuses a flipped bit in a header", async () => {
    for (let at = 0; at < 512; at++) {
      if (at >= 148 && at < 156) continue;
      const spoiled = Buffer.from(GOOD);
      spoiled[at] = (spoiled[at] ?? 0) ^ 4;
      expect(await refusalOf(spoiled), `byte ${at}`).toBe("bad-archive");
    }
  });
});
