import { expect, it } from "vitest";
import { INITIAL_REGISTER } from "@/db/authority/register-seed";
import { registerReason, registerTitle } from "./register-item-words";

it("says in Vietnamese what every gate and blocker of the product stands for", () => {
  for (const { code, title } of INITIAL_REGISTER) {
    if (title === code) expect(registerTitle(code, title, "vi")).toBe("");
    else expect(registerTitle(code, title, "vi"), code).not.toBe(title);
    expect(registerTitle(code, title, "en")).toBe(title === code ? "" : title);
  }
});

it("leaves what somebody wrote as it was written", () => {
  expect(registerTitle("GATE-SNAPSHOT", "Another title", "vi")).toBe("Another title");
  expect(registerTitle("constructor", "A later one", "vi")).toBe("A later one");
  const written = { kind: "gate", reason: "Given at the meeting." } as const;
  for (const by of ["olivia", undefined])
    expect(registerReason({ ...written, by }, "vi")).toBe("Given at the meeting.");
  expect(registerReason({ ...written, by: null }, "vi")).toBe("Chưa được chấp thuận.");
  expect(registerReason({ ...written, by: null }, "en")).toBe("Given at the meeting.");
});
