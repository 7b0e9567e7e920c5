import fc from "fast-check";
import { expect, it } from "vitest";
import { countRows, trimCommon } from "./trim";

const rows = fc.array(fc.constantFrom("a", "b", "ab", "ba", "", "aa"), { maxLength: 8 });
const bytes = (list: readonly string[]) => new TextEncoder().encode(list.map((r) => `${r}\n`).join(""));
const text = (part: Uint8Array) => new TextDecoder().decode(part);

it("takes off whole rows and nothing that differs", () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const [before, after] = [bytes(a), bytes(b)];
      const { head, before: left, after: right, tail } = trimCommon(before, after);
      expect(text(head) + text(left) + text(tail)).toBe(text(before));
      expect(text(head) + text(right) + text(tail)).toBe(text(after));
      for (const part of [head, left, right, tail])
        expect(part.length === 0 || part.at(-1) === 10).toBe(true);
      expect(countRows(head) + countRows(left) + countRows(tail)).toBe(a.length);
    }),
    { numRuns: 2000 },
  );
});

it("leaves the one row that changed", () => {
  const { before, after } = trimCommon(bytes(["a", "b", "ab"]), bytes(["a", "bb", "ab"]));
  expect([text(before), text(after)]).toEqual(["b\n", "bb\n"]);
});
