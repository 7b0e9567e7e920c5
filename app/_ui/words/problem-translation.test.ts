import { describe, expect, it } from "vitest";
import { PROBLEMS } from "@/app/_server/api/problem";
import { BLOCKS } from "@/lib/authority/eligibility";
import { parseProblem } from "../problem";
import { translatedProblem } from "./problem-translation";

const refused = (slug: string, errors: { at: string; problem: string }[] = []) =>
  parseProblem(
    403,
    JSON.stringify({ type: `/problems/${slug}`, title: "An English title", detail: "A cure.", errors }),
  );

describe("a refusal in Vietnamese", () => {
  it("names every type of the interface, and keeps the server's own cure, marked as English", () => {
    for (const slug of Object.keys(PROBLEMS)) {
      const said = translatedProblem(refused(slug));
      expect(said.title, slug).not.toBe("An English title");
      expect(said.says, slug).not.toBeNull();
      expect(said.detail).toEqual({ text: "A cure.", lang: "en" });
    }
  });

  it("says every reason of a refused decision in its own words", () => {
    const errors = Object.entries(BLOCKS).map(([at, { says }]) => ({ at, problem: says }));
    const { faults } = translatedProblem(refused("decision-refused", errors));
    expect(faults.map((f) => f.at)).toEqual(Object.keys(BLOCKS));
    expect(new Set(faults.map((f) => f.text)).size).toBe(errors.length);
    for (const [i, { text, lang }] of faults.entries()) {
      expect(text).not.toContain(errors[i]?.problem);
      expect(lang).toBeUndefined();
    }
  });

  it("drops no fault: what it has no words for stands there as the server said it", () => {
    const errors = [
      { at: "tables[3].rows", problem: "13 instead of 12" },
      { at: "password", problem: "not your password" },
      { at: "constructor", problem: "is no code" },
    ];
    expect(translatedProblem(refused("forbidden", errors)).faults).toEqual([
      { at: "tables[3].rows", text: "13 instead of 12", lang: "en" },
      { at: "password", text: "không phải mật khẩu của bạn" },
      { at: "constructor", text: "is no code", lang: "en" },
    ]);
    // The same field means something else in another refusal.
    expect(translatedProblem(refused("invalid-input", errors)).faults[1]?.lang).toBe("en");
  });

  it("shows an unknown type as it came, and an answer that never came as that", () => {
    expect(translatedProblem(refused("of-a-later-version"))).toMatchObject({
      title: "An English title",
      says: null,
    });
    expect(translatedProblem(refused("toString")).says).toBeNull();
    expect(translatedProblem(parseProblem(0, "")).says).toContain("Chưa biết");
  });
});
