import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Stretch, textDiff } from "./text-diff";

const joined = (side: readonly Stretch[], kind?: Stretch["kind"]) =>
  side
    .filter((s) => kind === undefined || s.kind === kind)
    .map((s) => s.text)
    .join("");
const marked = (side: readonly Stretch[]) => side.filter((s) => s.kind === "own").map((s) => s.text);

describe("textDiff", () => {
  it("marks the character that differs", () => {
    const { before, after } = textDiff("2026-06-19 08:00:01+00", "2026-06-19 08:00:07+00");
    expect([marked(before), marked(after)]).toEqual([["1"], ["7"]]);
  });

  it("marks values of a JSON document where they stand, and not what lies between them", () => {
    const document = (city: string, zip: number) =>
      `{"city": "${city}", "lines": [${'"same street", '.repeat(80)}"end"], "zip": ${zip}}`;
    const { before, after } = textDiff(document("Hà Nội", 1000), document("Huế", 53000));
    expect(marked(before).every((text) => text.length < 8)).toBe(true);
    expect(joined(before, "same")).toBe(joined(after, "same"));
    expect(joined(after, "same")).toContain("same street");
  });

  it("marks what was added to a text, and nothing on the other side", () => {
    const { before, after } = textDiff("one two four", "one two three four");
    expect(marked(before)).toEqual([]);
    expect(marked(after).join("").trim()).toBe("three");
  });

  it("does not cut a character in half", () => {
    const { before, after } = textDiff("a😀b", "a😁b");
    expect([marked(before), marked(after)]).toEqual([["😀"], ["😁"]]);
  });

  it("gives up on texts without anything in common and marks them whole", () => {
    const { before, after } = textDiff(words("x", 4000), words("y", 4000));
    expect([joined(before), joined(after)]).toEqual([words("x", 4000), words("y", 4000)]);
    expect(before.length).toBeLessThan(4);
  });

  it("keeps every character, and what it calls the same is the same on both sides", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc
        .array(fc.constantFrom("{", '"a"', ": ", "1", "12", ", ", "null", "}", "😀", " "))
        .map((p) => p.join("")),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { before, after } = textDiff(a, b);
        expect(joined(before)).toBe(a);
        expect(joined(after)).toBe(b);
        expect(joined(before, "same")).toBe(joined(after, "same"));
        if (a === b) expect(marked(before)).toEqual([]);
        else expect(marked(before).length + marked(after).length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});

function words(letter: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `${letter}${i}`).join(" ");
}
