import { expect, test } from "vitest";
import { clip, identifier, literal, qualified } from "./quote";

test("quotes inside names and values are doubled, backslashes stay", () => {
  expect(identifier('a"b')).toBe('"a""b"');
  expect(qualified("s", 't";drop')).toBe('"s"."t"";drop"');
  expect(literal("o'clock\\")).toBe("'o''clock\\'");
});

test("a long name fits the manifest and stays unlike others with the same start", () => {
  const [a, b] = [clip(`${"x".repeat(300)}a`), clip(`${"x".repeat(300)}b`)];
  expect(a).toHaveLength(200);
  expect(a).not.toBe(b);
  expect(clip("short")).toBe("short");
});
