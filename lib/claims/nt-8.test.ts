import { describe, expect, it } from "vitest";
import { fixtureEvidence } from "../evidence/fixture";
import { judgeAll } from "../verdict/evaluate";
import { measure } from "../verdict/measure";
import { CLAIM_IDS } from "./catalog";
import type { Check, ClaimResult } from "./check";
import { NOTHING_DECLARED } from "./declared";
import type { Facts } from "./facts";
import { judgeSilence, silentClaims, type Tooth } from "./nt-8";

interface Court {
  readonly facts: Facts;
  readonly claims: readonly ClaimResult[];
  readonly teeth: readonly Tooth[] | null;
}

async function clean(): Promise<Court> {
  const [before, staging, after] = [
    await fixtureEvidence({ phase: "before" }),
    await fixtureEvidence({ phase: "staging" }),
    await fixtureEvidence({ phase: "after" }),
  ];
  const { facts } = await measure("r1", { before, staging, after }, () => undefined);
  const teeth = CLAIM_IDS.map(
    (claim): Tooth => ({
      claim,
      violation: "a violation",
      outcome: "caught",
      injected: "E-1",
      check: `${claim}.rows`,
      control: "PASS",
      spoiled: "FAIL",
    }),
  );
  return { facts, claims: judgeAll(facts), teeth };
}

const judged = ({ facts, claims, teeth }: Court) => judgeSilence(facts, claims, NOTHING_DECLARED, teeth);
const open = ({ checks }: ClaimResult) =>
  checks.filter((c) => c.verdict !== "PASS").map((c) => `${c.verdict} ${c.id}`);

/** NT-3 with another verdict and other checks, made from one of its own. */
const third =
  (verdict: ClaimResult["verdict"], checks: (one: Check) => Check[]) =>
  (court: Court): Court => ({
    ...court,
    claims: court.claims.map((c) =>
      c.id === "NT-3" && c.checks[0] ? { ...c, verdict, checks: checks(c.checks[0]) } : c,
    ),
  });
const evidence =
  (phase: keyof Facts["evidence"], rehashed: boolean | null) =>
  (court: Court): Court => ({
    ...court,
    facts: {
      ...court.facts,
      evidence: {
        ...court.facts.evidence,
        [phase]: rehashed === null ? null : { digest: "sha256:00", rehashed },
      },
    },
  });
const tooth =
  (over: Partial<Tooth> | null) =>
  (court: Court): Court => ({
    ...court,
    teeth: (court.teeth ?? []).flatMap((t) =>
      t.claim !== "NT-4" ? [t] : over === null ? [] : [{ ...t, ...over }],
    ),
  });

describe("NT-8", () => {
  it("is PASS by a check of the figures, of each evidence, of each tooth and of the declaration", async () => {
    const result = judged(await clean());
    expect([result.verdict, result.failOpen]).toEqual(["PASS", []]);
    expect(result.checks.map((c) => [c.id, c.verdict])).toEqual(
      [
        "figures",
        "evidence.before",
        "evidence.staging",
        "evidence.after",
        ...CLAIM_IDS.map((id) => `self-test.${id}`),
        "declared",
      ].map((name) => [`NT-8.${name}`, "PASS"]),
    );
    expect(result.checks[0]).toMatchObject({ before: "7", after: "7", delta: "0" });
  });

  it.each<[string, (court: Court) => Court]>([
    ["without a check", third("PASS", () => [])],
    ["without a figure before", third("PASS", (k) => [{ ...k, before: null }])],
    ["without a figure after", third("PASS", (k) => [{ ...k, after: null }])],
    ["without a figure in one of two checks", third("PASS", (k) => [k, { ...k, after: null }])],
  ])("a PASS %s is silent: FAIL", async (_, change) => {
    const court = change(await clean());
    expect(silentClaims(court.claims)).toEqual(["NT-3"]);
    const result = judged(court);
    expect([open(result), result.verdict, result.failOpen]).toEqual([
      ["FAIL NT-8.figures"],
      "FAIL",
      ["F-OPEN-10"],
    ]);
    expect(result.checks[0]).toMatchObject({ before: "7", after: "6" });
  });

  it.each<[string, (court: Court) => Court]>([
    ["no check", third("NO_EVIDENCE", () => [])],
    ["no figure before", third("NO_EVIDENCE", (k) => [{ ...k, before: null }])],
    ["no figure after", third("NO_EVIDENCE", (k) => [{ ...k, after: null }])],
    ["no figure in one of two checks", third("FAIL", (k) => [k, { ...k, before: null }])],
  ])("a claim that is not PASS and has %s lacks figures: NO_EVIDENCE", async (_, change) => {
    const court = change(await clean());
    expect(silentClaims(court.claims)).toEqual([]);
    const result = judged(court);
    expect([open(result), result.verdict, result.failOpen]).toEqual([
      ["NO_EVIDENCE NT-8.figures"],
      "NO_EVIDENCE",
      [],
    ]);
    expect(result.checks[0]).toMatchObject({
      before: "7",
      after: "6",
      delta: null,
      detail: expect.stringContaining("missing in NT-3;"),
    });
  });

  it("a claim that fails with all its figures lacks none", async () => {
    expect(open(judged(third("FAIL", (k) => [k])(await clean())))).toEqual([]);
  });

  it.each(["before", "staging", "after"] as const)("%s evidence: absent, altered, whole", async (phase) => {
    const court = await clean();
    const absent = judged(evidence(phase, null)(court));
    expect([open(absent), absent.verdict, absent.failOpen]).toEqual([
      [`NO_EVIDENCE NT-8.evidence.${phase}`],
      "NO_EVIDENCE",
      [],
    ]);
    const altered = judged(evidence(phase, false)(court));
    expect([open(altered), altered.verdict, altered.failOpen]).toEqual([
      [`FAIL NT-8.evidence.${phase}`],
      "FAIL",
      ["F-OPEN-10"],
    ]);
    const whole = judged(evidence(phase, true)(court));
    expect(whole.checks.find((c) => c.id === `NT-8.evidence.${phase}`)).toMatchObject({
      verdict: "PASS",
      before: "sha256:00",
      after: "sha256:00",
    });
  });

  it("without a self-test is NO_EVIDENCE", async () => {
    const result = judged({ ...(await clean()), teeth: null });
    expect([open(result), result.verdict]).toEqual([["NO_EVIDENCE NT-8.self-test"], "NO_EVIDENCE"]);
  });

  it.each<[string, Partial<Tooth> | null, string[], string[]]>([
    ["is missing", null, ["NO_EVIDENCE NT-8.self-test.NT-4"], []],
    ["has no place", { outcome: "impossible" }, ["NO_EVIDENCE NT-8.self-test.NT-4"], []],
    ["names no check", { check: null }, ["NO_EVIDENCE NT-8.self-test.NT-4"], []],
    ["missed", { outcome: "missed", spoiled: "PASS" }, ["FAIL NT-8.self-test.NT-4"], ["F-OPEN-10"]],
    ["caught where the control had no such check", { control: null }, [], []],
  ])("a tooth that %s", async (_, over, told, codes) => {
    const result = judged(tooth(over)(await clean()));
    expect([open(result), result.failOpen]).toEqual([told, codes]);
  });
});
