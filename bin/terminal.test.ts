import { expect, test } from "vitest";
import { plain } from "./terminal";

test("text from elsewhere cannot move the cursor, break the line or turn the writing around", () => {
  expect(plain("a\u001b[2Jb")).toBe("a\\u001b[2Jb");
  expect(plain("one\ntwo")).toBe("one\\u000atwo");
  expect(plain("x\u202ey\u2028z")).toBe("x\\u202ey\\u2028z");
  expect(plain("Điều 32 ✓")).toBe("Điều 32 ✓");
});
