import { describe, expect, it } from "vitest";
import { passwordFault, randomPassword } from "./passwords";

describe("passwords", () => {
  it.each([
    ["short", "shorter than 15"],
    ["PasswordPassword", "common"],
    ["passwordpassword123!", "common"],
    ["aaaaaaaaaaaaaaaaaaaa", "different characters"],
    ["olivia.olivia.olivia", "username"],
    ["x".repeat(100) + "abcdefgh".repeat(5), "longer than"],
  ])("refuse %s", (password, why) => expect(passwordFault(password, "olivia")).toContain(why));

  it("take a phrase, and what the server makes", () => {
    expect(passwordFault("seven grey herons over the weir", "olivia")).toBeNull();
    for (let i = 0; i < 50; i++) expect(passwordFault(randomPassword(), "olivia")).toBeNull();
    expect(new Set(Array.from({ length: 50 }, randomPassword)).size).toBe(50);
  });
});
