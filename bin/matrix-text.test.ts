import { describe, expect, it } from "vitest";
import { birth, type FixtureOptions, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import { evaluate } from "@/lib/verdict/evaluate";
import { matrixLines } from "./matrix-text";
import { widthOf, wrapped } from "./wrap";

async function text(after: Partial<FixtureOptions> | null, width: number | null): Promise<string[]> {
  const matrix = await evaluate({
    run: "r1",
    before: await fixtureEvidence({ phase: "before" }),
    staging: await fixtureEvidence({ phase: "staging" }),
    after: after === null ? undefined : await fixtureEvidence({ phase: "after", ...after }),
  });
  return [...matrixLines(matrix, width)];
}

const leak = (key: string) => ({
  tables: {
    "public.birth_registry": registry([birth("E-1"), birth("E-2"), birth("E-3"), birth(key, { owner: "x" })]),
  },
});

describe("a matrix on a terminal", () => {
  it("says the outcome first, gives figures for what passes, and names what does not", async () => {
    const lines = await text(leak("E-9"), null);
    expect(lines[2]).toMatch(/^✗ Engineering FAIL: \d of 8 claims pass/);
    expect(lines.filter((l) => /^NT-\d /.test(l))).toHaveLength(8);
    const all = lines.join("\n");
    expect(all).toContain("7 checks pass · NT-1.count 0 → 0");
    expect(all).toMatch(
      /✗ NT-4\.unexplained {2}0 → 1 \(\+1\) {2}1 row of public\.birth_registry .*: E-9; find who wrote that/,
    );
    expect(all).toContain("self-test: 8 of 8 violations injected into this evidence were seen");
  });

  it("ends with the command that supplies what is missing", async () => {
    const all = (await text(null, null)).join("\n");
    expect(all).toContain("  after     missing");
    expect(all).toContain("notouch capture after --profile birth-registry --run r1 --out r1-after.notouch");
  });

  it("keeps to the width of the terminal", async () => {
    for (const line of await text(leak("E-9"), 80))
      if (!/sha256:|notouch capture|F-OPEN/.test(line))
        expect([line, widthOf(line) <= 80]).toEqual([line, true]);
  });

  it("shows control characters of a key instead of sending them to the terminal", async () => {
    const all = (await text(leak("\u001b[2J\u202eE"), null)).join("");
    expect(all).toContain("\\u001b[2J\\u202eE");
    expect(all).not.toContain("\u001b[2J");
  });
});

describe("wrapping", () => {
  it("loses nothing and breaks between words only", () => {
    const given = "one two three-and-a-very-long-word four 五六七八 nine";
    for (let width = 1; width < 60; width++) expect(wrapped(given, width).join(" ")).toBe(given);
    expect(wrapped(given, 9)).toEqual(["one two", "three-and-a-very-long-word", "four", "五六七八", "nine"]);
  });
});
