import { describe, expect, it } from "vitest";
import {
  checkChain,
  checkEntry,
  EMPTY_CHAIN,
  type Entry,
  entryHash,
  formatEntry,
  NO_PREVIOUS,
  parseEntry,
} from "./entry";

const first: Entry = {
  index: 0,
  at: "2026-06-19T00:00:00.000Z",
  kind: "run-created",
  actor: "erik",
  run: "r1",
  body: { name: "Điều 32" },
  previous: NO_PREVIOUS,
};

function chain(length: number): string[] {
  const texts: string[] = [];
  for (let index = 0, previous = NO_PREVIOUS; index < length; index++) {
    const text = formatEntry({ ...first, index, previous });
    previous = entryHash(text);
    texts.push(text);
  }
  return texts;
}

describe("ledger entries", () => {
  it("have one text, whose hash is an RFC 6962 leaf", () => {
    const text = formatEntry(first);
    expect(text).toBe(
      '{"actor":"erik","at":"2026-06-19T00:00:00.000Z","body":{"name":"Điều 32"},"index":0,"kind":"run-created","previous":"0000000000000000000000000000000000000000000000000000000000000000","run":"r1"}',
    );
    expect(parseEntry(text)).toEqual(first);
    // RFC 6962 §2.1: the leaf hash of the empty input.
    expect(entryHash("")).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  });

  it.each([
    ["an unknown kind", '"run-created"', '"erased"'],
    ["another member", '{"actor"', '{"a":1,"actor"'],
    ["white space", '{"actor"', '{ "actor"'],
    ["a time without milliseconds", ".000Z", "Z"],
  ])("with %s are refused", (_, from, to) => {
    expect(() => parseEntry(formatEntry(first).replace(from, to))).toThrow("malformed-json");
  });

  it("chain at every length, from any point", () => {
    const texts = chain(60);
    for (let n = 0; n <= texts.length; n++) {
      const end = checkChain(texts.slice(0, n));
      expect(end.size).toBe(n);
      expect(checkChain(texts.slice(n), end)).toEqual(checkChain(texts));
    }
  });

  it("are missed wherever one is altered, dropped, doubled or swapped", () => {
    const texts = chain(12);
    for (let i = 0; i + 1 < texts.length; i++) {
      const altered = texts.with(i, (texts[i] ?? "").replace("erik", "eric"));
      const swapped = texts.with(i, texts[i + 1] ?? "").with(i + 1, texts[i] ?? "");
      for (const broken of [altered, swapped, texts.toSpliced(i, 1), texts.toSpliced(i, 0, texts[i] ?? "")])
        expect(() => checkChain(broken), `entry ${i}`).toThrow(/digest-mismatch|count-mismatch/);
    }
    expect(() => checkEntry(texts[1] ?? "", EMPTY_CHAIN)).toThrow("count-mismatch");
  });
});
