import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FAIL_OPEN } from "@/lib/claims/fail-open";
import { isCaveatCode } from "./bracket-words";

it("explains every caveat that the evaluator can record", () => {
  const source = readFileSync("lib/verdict/caveats.ts", "utf8");
  const codes = [...source.matchAll(/code: "([^"]+)"/g)].map(([, code = ""]) => code);
  expect(codes.length).toBeGreaterThan(4);
  expect(codes.filter((code) => !isCaveatCode(code) && !Object.hasOwn(FAIL_OPEN, code))).toEqual([]);
});
