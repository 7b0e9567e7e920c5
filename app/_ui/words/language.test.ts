import { describe, expect, it } from "vitest";
import { catalogue, filled } from "./catalogue";
import { acceptedLanguage } from "./language";

describe("the language that a browser asks for", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["en-GB,en;q=0.9", "en"],
    ["vi", "vi"],
    ["vi-VN,vi;q=0.9,en-US;q=0.8", "vi"],
    ["fr, vi;q=0.4, en;q=0.3", "vi"],
    ["en;q=0.5, vi;q=0.5", "en"],
    ["vi;q=0", "en"],
    ["vi;q=high, en;q=0.1", "en"],
    ["de, fr;q=0.9", "en"],
    ["constructor, toString", "en"],
  ] as const)("%s is %s", (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe("a catalogue", () => {
  it("refuses a missing message, one too many, and other figures when it is compiled", () => {
    // @ts-expect-error a message is missing
    catalogue({ en: { a: "a", b: "b" }, vi: { a: "a" } });
    // @ts-expect-error one message too many
    catalogue({ en: { a: "a" }, vi: { a: "a", b: "b" } });
    // @ts-expect-error a message inside a group is missing
    catalogue({ en: { group: { a: "a" } }, vi: { group: {} } });
    // @ts-expect-error text where figures are expected
    catalogue({ en: { n: (n: number) => `${n} rows` }, vi: { n: 3 } });
    // @ts-expect-error other figures
    catalogue({ en: { n: (n: number) => `${n} rows` }, vi: { n: (n: string) => `${n} dòng` } });
    const words = catalogue({ en: { n: (n: number) => `${n} rows` }, vi: { n: (n: number) => `${n} dòng` } });
    expect(words.vi.n(3)).toBe("3 dòng");
  });
  it("fills the places of a plain message, and leaves a place that has no figure to be seen", () => {
    expect(filled("{seen} of {all} seen, {x}", { seen: 3, all: 40 })).toBe("3 of 40 seen, {x}");
  });
});
