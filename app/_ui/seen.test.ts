import fc from "fast-check";
import { expect, it } from "vitest";
import { formatSeen, parseSeen } from "./seen";

it("comes back as it was kept, whatever was seen", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2000 })), (positions) => {
      expect([...parseSeen(formatSeen(new Set(positions)))].sort((a, b) => a - b)).toEqual(
        positions.sort((a, b) => a - b),
      );
    }),
  );
});

it("keeps neighbours as one range", () => {
  expect(formatSeen(new Set([3, 1, 2, 9, 7]))).toBe("1-3,7,9");
});

it("takes nothing from a text that is none of its own", () => {
  for (const text of [null, "", "x", "5-", "-5", "1-99999999999", "9-1", "0-999999999"])
    expect(parseSeen(text).size, String(text)).toBe(0);
});
