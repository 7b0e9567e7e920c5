import { describe, expect, it } from "vitest";
import { base32, matchingStep, totpCode, totpUri } from "./totp";

const SECRET = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("one-time codes", () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, "287082"],
    [1111111109, "081804"],
    [1111111111, "050471"],
    [1234567890, "005924"],
    [2000000000, "279037"],
    [20000000000, "353130"],
  ])("at %d are those of RFC 6238", (seconds, code) => {
    expect(totpCode(SECRET, at(seconds))).toBe(code);
  });

  it("are good once, one step early or late, and never again", () => {
    const now = at(1111111111);
    const step = Math.floor(1111111111 / 30);
    expect(matchingStep(SECRET, "050 471", null, now)).toBe(step);
    expect(matchingStep(SECRET, "050471", step, now)).toBeNull();
    expect(matchingStep(SECRET, "081804", null, now)).toBe(step - 1);
    expect(matchingStep(SECRET, "081804", step, now)).toBeNull();
    expect(matchingStep(SECRET, totpCode(SECRET, at(1111111111 + 30)), null, now)).toBe(step + 1);
    for (const seconds of [-60, 60])
      expect(matchingStep(SECRET, totpCode(SECRET, at(1111111111 + seconds)), null, now)).toBeNull();
    for (const code of ["", "05047", "0504711", "05047x", "٠٥٠٤٧١"])
      expect(matchingStep(SECRET, code, null, now)).toBeNull();
  });

  it("are handed to an app in base32 (RFC 4648)", () => {
    expect(base32(Buffer.from("foobar"))).toBe("MZXW6YTBOI");
    expect(base32(Buffer.from("fooba"))).toBe("MZXW6YTB");
    expect(totpUri(SECRET, "olivia")).toBe(
      "otpauth://totp/notouch:olivia?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=notouch",
    );
  });
});
