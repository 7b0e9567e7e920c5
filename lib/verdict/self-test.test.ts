import { describe, expect, it } from "vitest";
import { CLAIM_IDS } from "../claims/catalog";
import type { Check, ClaimResult } from "../claims/check";
import { NOTHING_DECLARED } from "../claims/declared";
import { judgeSilence } from "../claims/nt-8";
import { BIRTH_REGISTRY, birth, type FixtureOptions, fixtureEvidence, registry } from "../evidence/fixture";
import { evaluate, judgeAll } from "./evaluate";
import { measure } from "./measure";
import { biteOf, selfTest } from "./self-test";
import type { Trial } from "./trial";

type Sides = Partial<Record<"before" | "staging" | "after", Partial<FixtureOptions>>>;

async function inputs(over: Sides = {}) {
  const side = (phase: keyof Sides) => fixtureEvidence({ phase, ...over[phase] });
  return { before: await side("before"), staging: await side("staging"), after: await side("after") };
}

async function teethOf(over: Sides = {}) {
  const sides = await inputs(over);
  const measured = await measure("r1", sides, () => undefined);
  return (await selfTest(sides, measured, judgeAll(measured.facts))) ?? [];
}

const rowsOf = (rows: readonly ReturnType<typeof birth>[]) => ({
  tables: { "public.birth_registry": registry(rows) },
});
const outcomes = (teeth: Awaited<ReturnType<typeof teethOf>>) =>
  teeth.map((t) => `${t.claim} ${t.outcome} ${t.check} ${t.control} ${t.spoiled}`);

describe("the self-test", () => {
  it("turns each claim to FAIL by the check that is about what was injected", async () => {
    expect(outcomes(await teethOf())).toEqual([
      "NT-1 caught NT-1.rows PASS FAIL",
      "NT-2 caught NT-2.gained PASS FAIL",
      "NT-3 caught NT-3.rows PASS FAIL",
      "NT-4 caught NT-4.staging-keys PASS FAIL",
      "NT-5 caught NT-5.checksum.public.universal_edges PASS FAIL",
      "NT-6 caught NT-6.certifier PASS FAIL",
      "NT-7 caught NT-7.residue PASS FAIL",
      "NT-8 caught NT-8.figures PASS FAIL",
    ]);
  });

  it("says in the matrix what was injected where", async () => {
    const { claims } = await evaluate({ run: "r1", ...(await inputs()) });
    const shown = claims[7]?.checks.filter((c) => c.id.startsWith("NT-8.self-test."));
    expect(shown?.map((c) => c.id)).toEqual(CLAIM_IDS.map((id) => `NT-8.self-test.${id}`));
    expect(shown?.[0]).toEqual({
      id: "NT-8.self-test.NT-1",
      verdict: "PASS",
      before: "PASS",
      after: "FAIL",
      delta: null,
      detail:
        "Injected a stamp (inspect_pen on row E-1 of public.birth_registry): NT-1.rows turned to FAIL and said so.",
    });
  });

  it("is not spared by evidence that is red already: the control is taken beside it", async () => {
    const red = await teethOf({
      after: rowsOf([
        birth("E-1", { inspect_pen: "2026-06-19 02:30:00+00", owner: "x", certified: "t" }),
        birth("S-1", { status: "live" }),
      ]),
    });
    expect(red.map((t) => t.outcome)).toEqual(CLAIM_IDS.map(() => "caught"));
    expect(red.slice(0, 7).map((t) => t.control)).toEqual(CLAIM_IDS.slice(0, 7).map(() => "PASS"));
  });

  it("finds a place in an empty registry, and in one where every row is certified", async () => {
    const empty = { before: rowsOf([]), after: rowsOf([]) };
    expect((await teethOf(empty)).map((t) => t.outcome)).toEqual(CLAIM_IDS.map(() => "caught"));
    const all = rowsOf([birth("E-1", { certified: "t" }), birth("E-2", { certified: "t" })]);
    expect(outcomes(await teethOf({ before: all, after: all }))[1]).toBe("NT-2 caught NT-2.lost PASS FAIL");
  });

  it("sees a table without a key by what its rows hold", async () => {
    const profile = {
      ...BIRTH_REGISTRY,
      tables: BIRTH_REGISTRY.tables.map(({ key: _, ...table }) => table),
    };
    const side = { profile, tables: { "public.birth_registry": { ...registry([birth("E-1")]), key: [] } } };
    const teeth = await teethOf({ before: side, after: side, staging: { profile } });
    expect(teeth.map((t) => t.outcome)).toEqual(CLAIM_IDS.map(() => "caught"));
    expect(teeth[3]?.injected).toContain("entity_code notouch-self-test-candidate");
  });

  it("says where it found no place, and does not pass", async () => {
    const absent = { tables: { "public.birth_registry": null } };
    const { claims } = await evaluate({
      run: "r1",
      ...(await inputs({ before: absent, after: absent })),
    });
    const [first] = claims[7]?.checks.filter((c) => c.id === "NT-8.self-test.NT-1") ?? [];
    expect(first).toMatchObject({ verdict: "NO_EVIDENCE", before: null, after: null });
    expect(claims[7]?.verdict).not.toBe("PASS");
  });

  it("reads as much of a large table as of a small one", async () => {
    const reads = async (rows: number) => {
      const side = rowsOf(Array.from({ length: rows }, (_, i) => birth(`E-${i}`)));
      const sides = await inputs({ before: side, after: side });
      let count = 0;
      const read = (digest: string) => {
        count++;
        return sides.after.read(digest);
      };
      const measured = await measure("r1", sides, () => undefined);
      await selfTest({ ...sides, after: { ...sides.after, read } }, measured, judgeAll(measured.facts));
      return count;
    };
    expect(await reads(40_000)).toBe(await reads(40));
  });
});

describe("what counts as caught", () => {
  const check = (id: string, verdict: Check["verdict"], detail = ""): Check => ({
    id,
    verdict,
    before: "0",
    after: "0",
    delta: "0",
    detail,
  });
  const result = (...checks: Check[]): ClaimResult => ({
    id: "NT-1",
    verdict: checks.some((c) => c.verdict === "FAIL") ? "FAIL" : "PASS",
    failOpen: [],
    checks,
    rows: { changed: 0, inserted: 0, deleted: 0 },
  });
  const trial = (control: ClaimResult, spoiled: ClaimResult): Trial => ({
    injected: "a stamp on row E-1",
    checks: ["NT-1.rows"],
    named: "E-1",
    control,
    spoiled,
  });
  const green = result(check("NT-1.rows", "PASS"));

  it.each<[string, Trial, string]>([
    ["a check that turned", trial(green, result(check("NT-1.rows", "FAIL", "changed: E-1"))), "caught"],
    ["a check that stayed green", trial(green, green), "missed"],
    ["another row", trial(green, result(check("NT-1.rows", "FAIL", "changed: E-2"))), "missed"],
    ["another check", trial(green, result(check("NT-1.count", "FAIL", "E-1"))), "missed"],
    [
      "a check that was red before",
      trial(
        result(check("NT-1.rows", "FAIL", "changed: E-1")),
        result(check("NT-1.rows", "FAIL", "changed: E-1")),
      ),
      "missed",
    ],
    [
      "a claim that stayed green over a red check",
      trial(green, { ...result(check("NT-1.rows", "FAIL", "changed: E-1")), verdict: "PASS" }),
      "missed",
    ],
    ["a check without a verdict", trial(green, result(check("NT-1.rows", "NO_EVIDENCE", "E-1"))), "missed"],
  ])("%s", (_, given, outcome) => {
    expect(biteOf(given).outcome).toBe(outcome);
  });

  it("a tooth that is not there is no PASS, and one that missed is a silent PASS", async () => {
    const sides = await inputs();
    const measured = await measure("r1", sides, () => undefined);
    const judged = judgeAll(measured.facts);
    const teeth = (await selfTest(sides, measured, judged)) ?? [];
    expect(judgeSilence(measured.facts, judged, NOTHING_DECLARED, teeth).verdict).toBe("PASS");
    for (const [i, tooth] of teeth.entries()) {
      const others = teeth.filter((t) => t !== tooth);
      expect(judgeSilence(measured.facts, judged, NOTHING_DECLARED, others).verdict).toBe("NO_EVIDENCE");
      const missed = judgeSilence(measured.facts, judged, NOTHING_DECLARED, [
        ...others,
        { ...tooth, outcome: "missed", spoiled: "PASS" },
      ]);
      expect([missed.verdict, missed.failOpen]).toEqual(["FAIL", ["F-OPEN-10"]]);
      expect(missed.checks.filter((c) => c.verdict === "FAIL").map((c) => c.id)).toEqual([
        `NT-8.self-test.${CLAIM_IDS[i]}`,
      ]);
    }
  });
});
