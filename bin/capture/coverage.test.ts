import { expect, test } from "vitest";
import { commonPrefix } from "./coverage";

test("stamps share what stands before the first underscore, or nothing", () => {
  expect(commonPrefix(["inspect_pen", "inspect_stamp", "inspect_gate"])).toBe("inspect_");
  expect(commonPrefix(["inspect_pen", "gate"])).toBeNull();
  expect(commonPrefix(["pen"])).toBeNull();
  expect(commonPrefix(["_pen"])).toBeNull();
  expect(commonPrefix([])).toBeNull();
});
