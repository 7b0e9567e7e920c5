import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leafHash } from "../base/hash";
import {
  formatEntryBundle,
  formatTile,
  formatTilePath,
  hasTile,
  parseEntryBundle,
  parseTilePath,
  type Tile,
  tileNodes,
} from "./tile";

describe("tiles", () => {
  it("are named as the specification's examples are", () => {
    expect(formatTilePath({ level: 0, index: 1234067, width: 256 })).toBe("0/x001/x234/067");
    expect(formatTilePath({ level: "entries", index: 5, width: 8 })).toBe("entries/005.p/8");
    expect(parseTilePath("1/x001/234.p/112")).toEqual({ level: 1, index: 1234, width: 112 });
  });

  it("have one name each", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constant("entries" as const), fc.nat(63)),
        fc.nat(2 ** 40),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          const tile: Tile = { level, index, width };
          expect(parseTilePath(formatTilePath(tile))).toEqual(tile);
        },
      ),
    );
    for (const path of [
      "0/67",
      "0/0067",
      "0/x000/067",
      "64/000",
      "00/000",
      "-1/000",
      "0/000.p/0",
      "0/000.p/256",
      "0/000.p/08",
      "0/000.p/257",
      "0/x001/x234",
      "0/001/234",
      "entries/",
      "data/000",
      "0/000/",
      "/0/000",
      "0/../000",
      "",
    ])
      expect(parseTilePath(path), path).toBeNull();
  });

  it("are there exactly where the specification's example of 70,000 leaves has them", () => {
    const there = (level: number, index: number, width: number) => hasTile({ level, index, width }, 70_000);
    expect([there(0, 272, 256), there(0, 273, 112), there(0, 273, 113), there(0, 273, 256)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([there(1, 0, 256), there(1, 1, 17), there(1, 1, 18)]).toEqual([true, true, false]);
    expect([there(2, 0, 1), there(2, 0, 2), there(3, 0, 1), there(63, 0, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(hasTile({ level: 1, index: 0, width: 1 }, 256)).toBe(true);
    expect(hasTile({ level: 0, index: 0, width: 1 }, 0)).toBe(false);
  });

  it("hold hashes of complete subtrees, 32 bytes each", () => {
    expect(tileNodes({ level: 2, index: 3, width: 2 })).toEqual([
      { level: 16, index: 768 },
      { level: 16, index: 769 },
    ]);
    const bytes = formatTile([leafHash("a"), leafHash("b")]);
    expect(Buffer.from(bytes).toString("hex")).toBe(leafHash("a") + leafHash("b"));
  });

  it("bundle entries so that each comes out as it went in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }).filter((s) => s.isWellFormed())), (texts) => {
        const read = parseEntryBundle(formatEntryBundle(texts)).map((b) =>
          new TextDecoder("utf-8", { ignoreBOM: true }).decode(b),
        );
        expect(read).toEqual(texts);
      }),
    );
    expect(() => parseEntryBundle(formatEntryBundle(["abc"]).slice(0, -1))).toThrow("bad-archive");
    expect(() => parseEntryBundle(Uint8Array.of(0))).toThrow("bad-archive");
    expect(() => formatEntryBundle(["x".repeat(65536)])).toThrow("fits no bundle");
  });
});
