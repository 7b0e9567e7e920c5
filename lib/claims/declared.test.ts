import { describe, expect, it } from "vitest";
import type { Json } from "../base/canonical";
import { Refusal } from "../base/refusal";
import { birth, type FixtureOptions, fixtureEvidence, registry } from "../evidence/fixture";
import { evaluate } from "../verdict/evaluate";
import type { Matrix } from "../verdict/matrix";
import { parseReport, type Report } from "./report";

type After = Partial<FixtureOptions> | null;
const LEAKY: After = {
  tables: { "public.birth_registry": registry([birth("E-1", { owner: "x" }), birth("E-2"), birth("E-3")]) },
};

async function judge(
  report: Report | undefined,
  after: After = {},
  declared?: "PASS" | "FAIL",
): Promise<Matrix> {
  return evaluate({
    run: "r1",
    before: await fixtureEvidence({ phase: "before" }),
    staging: await fixtureEvidence({ phase: "staging" }),
    after: after === null ? undefined : await fixtureEvidence({ phase: "after", ...after }),
    declared,
    report,
  });
}

const report = (json: Json) => parseReport(json, "r1");
const says = (verdict: string, ids: readonly string[] = ["NT-1", "NT-3"]) =>
  report({ result: verdict, claims: ids.map((id) => ({ id, verdict })) });
const open = (matrix: Matrix) =>
  matrix.claims[7]?.checks.filter((c) => c.verdict !== "PASS").map((c) => `${c.verdict} ${c.id}`);
const detail = (matrix: Matrix, id: string) => matrix.claims[7]?.checks.find((c) => c.id === id)?.detail;

describe("an imported report", () => {
  it("that is the matrix itself agrees in every figure", async () => {
    const matrix = await judge(undefined);
    const again = await judge(parseReport(JSON.parse(JSON.stringify(matrix)), "r1"), {}, "PASS");
    expect([again.engineering, again.caveats, open(again)]).toEqual(["PASS", [], []]);
    expect(detail(again, "NT-8.report.NT-1")).toMatch(/agree on NT-1, in [1-9]\d* figures/);
  });

  it("that says PASS without the evidence is a silent PASS, and what is missing is named", async () => {
    const matrix = await judge(says("PASS"), null, "PASS");
    expect(matrix.failOpen).toEqual(["F-OPEN-10"]);
    expect(open(matrix)).toEqual(
      expect.arrayContaining([
        "FAIL NT-8.declared",
        "FAIL NT-8.report",
        "FAIL NT-8.report.NT-1",
        "FAIL NT-8.report.NT-3",
      ]),
    );
    expect(detail(matrix, "NT-8.declared")).toContain("there is no after evidence");
    expect(detail(matrix, "NT-8.report.NT-1")).toContain("NT-1.count");
  });

  it("names three open claims with their checks, and the others by name alone", async () => {
    const missing = detail(await judge(undefined, null, "PASS"), "NT-8.declared");
    expect(missing).toMatch(
      /there is no after evidence; NT-1 lacks evidence in NT-1\.\S.*; NT-2 lacks .*; NT-3 lacks .*; and NT-4, .*NT-7 do not pass either/,
    );
    const leak = detail(await judge(undefined, LEAKY, "PASS"), "NT-8.declared");
    expect(leak).toBe(
      "PASS was declared where the evidence says FAIL: NT-2 fails in NT-2.count, NT-2.checksum, NT-2.lost; NT-3 fails in NT-3.count.owner, NT-3.checksum, NT-3.rows; NT-7 fails in NT-7.rows.public.birth_registry.",
    );
  });

  it("that agrees says so in a check of its own", async () => {
    const whole = { before: null, staging: null, afterRun: null, after: null };
    const said = report({ result: "PASS", claims: [{ id: "NT-1", verdict: "PASS" }], evidence: whole });
    const checks = (await judge(said, {}, "PASS")).claims[7]?.checks;
    for (const id of ["NT-8.declared", "NT-8.report", "NT-8.report.evidence"])
      expect(checks?.find((c) => c.id === id)?.verdict, id).toBe("PASS");
  });

  it("that says PASS over a leak is a silent PASS in the claim that fails, and in no other", async () => {
    const matrix = await judge(says("PASS"), LEAKY);
    expect(open(matrix)).toEqual(["FAIL NT-8.report", "FAIL NT-8.report.NT-3"]);
    expect(detail(matrix, "NT-8.report.NT-3")).toContain("NT-3.rows");
    expect(matrix.failOpen).toContain("F-OPEN-10");
  });

  it("that agrees without figures, or leaves claims out, is a caveat and never more", async () => {
    const matrix = await judge(says("PASS"));
    expect(matrix.engineering).toBe("PASS");
    expect(matrix.caveats.map((c) => [c.code, c.count])).toEqual([
      ["report-without-figures", 2],
      ["report-incomplete", 6],
    ]);
  });

  it.each<[string, Json, string]>([
    [
      "under the id of a check",
      { checks: [{ id: "NT-2.count", before: 7, after: 7 }] },
      "the evidence gives 1 → 1",
    ],
    ["that no check measured", { before: 0, after: "12345" }, "no check measured that"],
    ["on one side only", { checks: [{ id: "NT-2.count", before: 1, after: 2 }] }, "the evidence gives 1 → 1"],
  ])("with a figure %s is a silent PASS", async (_, figures, why) => {
    const said = { id: "NT-2", verdict: "PASS", ...(figures as object) };
    const matrix = await judge(report({ result: "PASS", claims: [said] }));
    expect(open(matrix)).toEqual(["FAIL NT-8.report.NT-2"]);
    expect(detail(matrix, "NT-8.report.NT-2")).toContain(why);
  });

  it("with the figures of the evidence agrees", async () => {
    const said = {
      id: "NT-2",
      verdict: "PASS",
      before: 1,
      after: "1",
      checks: [{ id: "mine", before: 1, after: 1 }],
    };
    expect((await judge(report({ claims: [said] }))).engineering).toBe("PASS");
  });

  it("that rests on other evidence does not speak of this", async () => {
    const claims = [{ id: "NT-1", verdict: "PASS" }];
    const other = { after: `sha256:${"0".repeat(64)}` };
    const pass = await judge(report({ result: "PASS", claims, evidence: other }));
    expect(open(pass)).toEqual(["FAIL NT-8.report.evidence"]);
    const fail = await judge(
      report({ result: "FAIL", claims: [{ id: "NT-3", verdict: "FAIL" }], evidence: other }),
      LEAKY,
    );
    expect(open(fail)).toEqual(["NO_EVIDENCE NT-8.report.evidence"]);
  });

  it("that says FAIL where there is none fails, for somebody knows more than the evidence", async () => {
    expect(open(await judge(says("FAIL", ["NT-5"])))).toEqual(["FAIL NT-8.report", "FAIL NT-8.report.NT-5"]);
  });

  it("that says FAIL, or nothing, of what lacks evidence waits for it", async () => {
    const matrix = await judge(says("FAIL", ["NT-5"]), null);
    expect(open(matrix)).toEqual(
      expect.arrayContaining(["NO_EVIDENCE NT-8.report", "NO_EVIDENCE NT-8.report.NT-5"]),
    );
    expect(matrix.failOpen).toEqual([]);
    expect(open(await judge(says("NO_EVIDENCE")))).toEqual([]);
  });

  it("without a word of its own says what its worst claim says", async () => {
    const claims = [
      { id: "NT-1", verdict: "PASS" },
      { id: "NT-2", verdict: "NO_EVIDENCE" },
    ];
    expect(
      (await judge(report({ claims }))).claims[7]?.checks.find((c) => c.id === "NT-8.report"),
    ).toMatchObject({
      before: "NO_EVIDENCE",
      after: "PASS",
      verdict: "PASS",
    });
  });

  it.each<[string, Json, string]>([
    ["another run", { run: "r2", claims: [{ id: "NT-1", verdict: "PASS" }] }, "wrong-context"],
    ["no claims", { result: "PASS" }, "malformed-json"],
    ["an unknown claim", { claims: [{ id: "NT-9", verdict: "PASS" }] }, "malformed-json"],
    ["an unknown verdict", { claims: [{ id: "NT-1", verdict: "GREEN" }] }, "malformed-json"],
    [
      "a claim twice",
      { claims: ["PASS", "FAIL"].map((verdict) => ({ id: "NT-1", verdict })) },
      "malformed-json",
    ],
    [
      "more than the ledger takes",
      {
        claims: [
          {
            id: "NT-1",
            verdict: "PASS",
            checks: Array.from({ length: 3000 }, (_, i) => ({
              id: `NT-1.${i}`,
              before: "x".repeat(50),
              after: "y",
            })),
          },
        ],
      },
      "malformed-json",
    ],
    ["a list", [], "malformed-json"],
  ])("of %s is refused", (_, json, code) => {
    const refused = (() => {
      try {
        return parseReport(json, "r1");
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(Refusal);
    expect((refused as Refusal).code).toBe(code);
  });
});
