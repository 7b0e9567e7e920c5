import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, parseCanonical } from "./canonical";
import { Refusal } from "./refusal";

const bytes = (text: string) => new TextEncoder().encode(text);

function codeOf(text: string | Uint8Array): string {
  try {
    parseCanonical(typeof text === "string" ? bytes(text) : text, "doc");
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe("canonical JSON", () => {
  it("writes the examples of RFC 8785 §3.2.2 and §3.2.3", () => {
    const numbers = [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
    expect(
      canonicalJson({ numbers: numbers.filter((n) => !Number.isInteger(n)), literals: [null, true, false] }),
    ).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,4.5,0.002,1e-27]}');
    expect(
      canonicalJson({
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew",
        "1": "One",
        "\u0080": "Control",
        "\u00f6": "o",
        "\ud83d\ude00": "Emoji",
      }),
    ).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"o","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji","\ufb33":"Hebrew"}',
    );
  });

  it("reads back whatever it wrote", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        let text: string;
        try {
          text = canonicalJson(value);
        } catch (error) {
          if (error instanceof Refusal) return;
          throw error;
        }
        expect(canonicalJson(parseCanonical(bytes(text), "doc"))).toBe(text);
      }),
    );
  });

  it.each([
    ["duplicate keys", '{"a":1,"a":1}', "malformed-json"],
    ["keys out of order", '{"b":1,"a":1}', "malformed-json"],
    ["white space", '{"a": 1}', "malformed-json"],
    ["__proto__", '{"__proto__":{"a":1}}', "malformed-json"],
    ["a number out of range", "[1e400]", "malformed-json"],
    ["an unsafe integer", "[9007199254740993]", "malformed-json"],
    ["another form of a number", "[1.0]", "malformed-json"],
    ["depth", "[".repeat(100) + "]".repeat(100), "malformed-json"],
    ["a text cut off", '{"a":', "malformed-json"],
    ["two documents", "{}{}", "malformed-json"],
    ["a lone surrogate", '["\\ud800"]', "bad-encoding"],
    ["an escaped NUL", '["\\u0000"]', "bad-encoding"],
    ["a byte order mark", "\uFEFF{}", "bad-encoding"],
    ["a NUL byte", '["\0"]', "bad-encoding"],
    ["invalid UTF-8", Uint8Array.of(0x22, 0xff, 0x22), "bad-encoding"],
  ])("refuses %s", (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });
});
