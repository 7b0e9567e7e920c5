import { expect, it } from "vitest";
import { durationText } from "./duration";

it.each([
  [0, "0.0 s"],
  [400, "0.4 s"],
  [1000, "1 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [125_000, "2 min 5 s"],
  [7_500_000, "2 h 5 min"],
  [90_000_000, "1 d 1 h"],
])("%d ms is %s", (ms, text) => {
  expect(durationText(ms, "en")).toBe(text);
});

it("speaks Vietnamese", () => {
  expect(durationText(7_500_000, "vi")).toBe("2 giờ 5 phút");
});
