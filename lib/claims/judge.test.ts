import { describe, expect, it } from "vitest";
import { fixtureEvidence } from "../evidence/fixture";
import { measure } from "../verdict/measure";
import type { Bucket, Facts, TableFacts, Tally } from "./facts";
import type { FailOpenCode } from "./fail-open";
import { type Claim, deltaOf, judgeClaim, listed, Sheet } from "./judge";
import { NT_2 } from "./nt-2";
import { NT_6 } from "./nt-6";

type Compared = Extract<TableFacts, { state: "compared" }>;
type Change = (facts: Facts) => Facts;
/** What is changed about the facts of a clean pilot, every check that is not PASS then, and the codes. */
type Row = [name: string, change: Change, open: string[], codes?: FailOpenCode[]];

function both(one: Change, other: Change): Change {
  return (f) => other(one(f));
}

async function judged(claim: Claim, change: Change) {
  const [before, staging, after] = [
    await fixtureEvidence({ phase: "before" }),
    await fixtureEvidence({ phase: "staging" }),
    await fixtureEvidence({ phase: "after" }),
  ];
  const { facts } = await measure("r1", { before, staging, after }, () => undefined);
  return judgeClaim(claim, change(facts));
}

async function expectRow(claim: Claim, change: Change, open: string[], codes: FailOpenCode[] = []) {
  const { checks, verdict, failOpen } = await judged(claim, change);
  expect(checks.filter((c) => c.verdict !== "PASS").map((c) => `${c.verdict} ${c.id}`)).toEqual(
    open.map((o) => o.replace(" ", ` ${claim.id}.`)),
  );
  expect(failOpen).toEqual(codes);
  const worst = open.some((o) => o.startsWith("FAIL")) ? "FAIL" : "NO_EVIDENCE";
  expect(verdict).toBe(open.length === 0 ? "PASS" : worst);
}

const registry =
  (change: (t: Compared) => TableFacts): Change =>
  (f) => ({
    ...f,
    tables: f.tables.map((t) => (t.entry.part === "registry" && t.state === "compared" ? change(t) : t)),
  });
const tally = (count: number, staging = 0): Tally => ({ count, keys: count > 0 ? ["E-1"] : [], staging });
const tallies = (over: Partial<Record<Bucket, Tally>>) =>
  registry((t) => ({ ...t, diff: { ...t.diff, tallies: { ...t.diff.tallies, ...over } } }));

describe("NT-2", () => {
  const common = (change: (c: Compared["diff"]["common"]) => Compared["diff"]["common"]) =>
    registry((t) => ({ ...t, diff: { ...t.diff, common: change(t.diff.common) } }));
  const columns =
    (phase: "before" | "after", columns: Record<string, number>): Change =>
    (f) =>
      registry((t) => {
        const { certified } = t[phase].groups;
        const groups = { ...t[phase].groups, certified: certified && { ...certified, columns } };
        return { ...t, [phase]: { ...t[phase], groups } };
      })(f);

  it("is PASS by every one of its checks", async () => {
    const { checks } = await judged(NT_2, (f) => f);
    expect(checks.map((c) => `${c.verdict} ${c.id}`)).toEqual(
      ["count", "checksum", "gained", "lost", "inserted"].map((name) => `PASS NT-2.${name}`),
    );
    expect(checks[0]).toMatchObject({ before: "1", after: "1" });
    expect(checks[1]?.before).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<Row>([
    [
      "bytes that differ with the same count",
      common((c) => ({ ...c, certified: { before: "a", after: "b" } })),
      ["FAIL checksum"],
      ["F-OPEN-2"],
    ],
    ["no checksum", common(({ certified: _, ...rest }) => rest), ["NO_EVIDENCE checksum"]],
    ["another count", columns("after", { certified: 2, certified_at: 1 }), ["FAIL count"], ["F-OPEN-2"]],
    [
      "a table without the time of certification",
      columns("before", { certified: 1 }),
      ["NO_EVIDENCE columns"],
    ],
    [
      "a table without the flag",
      columns("before", { certified_at: 1 }),
      ["NO_EVIDENCE columns", "FAIL count"],
      ["F-OPEN-2"],
    ],
    ["no profile to tell what is tracked", (f) => ({ ...f, profile: null }), ["NO_EVIDENCE columns"]],
    ["a gain", tallies({ gained: tally(1) }), ["FAIL gained"], ["F-OPEN-2"]],
    ["a loss", tallies({ lost: tally(1) }), ["FAIL lost"], ["F-OPEN-2"]],
    ["a staged gain", tallies({ gained: tally(1, 1) }), ["FAIL gained"], ["F-OPEN-2", "F-OPEN-8"]],
    [
      "a birth that is certified",
      tallies({ "inserted-certified": tally(1) }),
      ["FAIL inserted"],
      ["F-OPEN-2"],
    ],
  ])("%s", (_, ...row) => expectRow(NT_2, ...row));
});

describe("the rows that a claim speaks of", () => {
  it("are counted by its own tallies", async () => {
    const told = tallies({ certified: tally(3), gained: tally(2), "inserted-certified": tally(4) });
    expect((await judged(NT_2, told)).rows).toEqual({ changed: 3, inserted: 4, deleted: 0 });
    expect((await judged(NT_6, told)).rows).toEqual({ changed: 2, inserted: 0, deleted: 0 });
  });
});

describe("a registry that cannot be compared", () => {
  const state = (to: "appeared" | "disappeared" | "incomparable" | "one-sided") =>
    registry((t) => ({ ...t, state: to }));
  const absent = (required: boolean) =>
    registry(({ name, entry }) => ({ name, entry: { ...entry, required }, state: "absent" }));
  it.each<Row>([
    ["not captured", (f) => ({ ...f, tables: [] }), ["NO_EVIDENCE count"]],
    ["captured on one side", state("one-sided"), ["NO_EVIDENCE count"]],
    ["of another shape", state("incomparable"), ["NO_EVIDENCE count"]],
    ["appeared", state("appeared"), ["FAIL count"]],
    ["gone", state("disappeared"), ["FAIL count"]],
    ["absent, though required", absent(true), ["NO_EVIDENCE count"]],
    ["absent, as the profile allows", absent(false), []],
  ])("%s", (_, ...row) => expectRow(NT_2, ...row));

  it.each<[string, Change, string | null, string | null]>([
    ["absent on both sides", absent(false), "absent", "absent"],
    ["appeared", state("appeared"), "absent", "3"],
    ["gone", state("disappeared"), "3", "absent"],
    ["of another shape", state("incomparable"), "3", "3"],
  ])("%s: by the figures of one check", async (_, change, before, after) => {
    expect((await judged(NT_2, change)).checks).toMatchObject([{ id: "NT-2.count", before, after }]);
  });
});

describe("NT-6", () => {
  type Certifier = NonNullable<Facts["certifier"]["before"]>;
  const at =
    (phases: readonly (keyof Facts["certifier"])[], change: (c: Certifier) => Certifier | null): Change =>
    (f) => {
      const side = (phase: keyof Facts["certifier"]) => {
        const found = f.certifier[phase];
        return found && phases.includes(phase) ? change(found) : found;
      };
      const certifier = { before: side("before"), staging: side("staging"), after: side("after") };
      return { ...f, certifier };
    };
  const ALL = ["before", "staging", "after"] as const;
  const enabled = (how: "A" | "D" | "R") => (c: Certifier) => ({
    ...c,
    trigger: c.trigger && { ...c.trigger, enabled: how },
  });
  const other = (c: Certifier): Certifier => ({ ...c, function: c.function && { digest: "b".repeat(64) } });
  const unnamed: Change = ({ profile, ...f }) => {
    if (profile === null) return { ...f, profile };
    const { certifier: _, ...rest } = profile;
    return { ...f, profile: rest };
  };
  const capability =
    (over: Partial<NonNullable<Facts["capability"]>>): Change =>
    (f) => ({ ...f, capability: f.capability && { ...f.capability, ...over } });
  const link = { kind: "view", from: "s.v", to: "public.t", detail: "reads it" } as const;
  const FAILS = ["FAIL certifier"];
  const LEAK: FailOpenCode[] = ["F-OPEN-8"];

  it("is PASS by every one of its checks", async () => {
    const { checks } = await judged(NT_6, (f) => f);
    expect(checks.map((c) => `${c.verdict} ${c.id}`)).toEqual(
      ["certifications", "certifier", "separation", "capability"].map((name) => `PASS NT-6.${name}`),
    );
    expect(checks[1]?.before).toMatch(/^O a{64}$/);
  });

  it.each<Row>([
    ["a certification", tallies({ gained: tally(1) }), ["FAIL certifications"], ["F-OPEN-2", "F-OPEN-8"]],
    [
      "no certifier in the profile",
      both(
        unnamed,
        at(ALL, () => null),
      ),
      [],
    ],
    ["a certifier not recorded before", at(["before"], () => null), ["NO_EVIDENCE certifier"]],
    ["a certifier not recorded after", at(["after"], () => null), ["NO_EVIDENCE certifier"]],
    ["a certifier not recorded while staging", at(["staging"], () => null), []],
    ["no trigger anywhere", at(ALL, (c) => ({ ...c, trigger: null })), ["NO_EVIDENCE certifier"]],
    ["no function anywhere", at(ALL, (c) => ({ ...c, function: null })), ["NO_EVIDENCE certifier"]],
    ["a trigger that was created", at(["before"], (c) => ({ ...c, trigger: null })), FAILS, LEAK],
    ["a trigger that is gone", at(["after"], (c) => ({ ...c, trigger: null })), FAILS, LEAK],
    ["a function that changed", at(["after"], other), FAILS, LEAK],
    ["a function that was another while staging", at(["staging"], other), FAILS, LEAK],
    ["a trigger that was switched off", at(["after"], enabled("D")), FAILS, LEAK],
    ["a trigger that was off while staging", at(["staging"], enabled("D")), FAILS, LEAK],
    ["a trigger that is off throughout", at(ALL, enabled("D")), ["NO_EVIDENCE certifier"]],
    ["a trigger for replicas alone", at(ALL, enabled("R")), ["NO_EVIDENCE certifier"]],
    ["a trigger that is always on", at(ALL, enabled("A")), []],
    ["no word on links", (f) => ({ ...f, links: null }), ["NO_EVIDENCE separation"]],
    [
      "no word on where links were looked for",
      (f) => ({ ...f, separation: null }),
      ["NO_EVIDENCE separation"],
    ],
    ["no staging evidence", (f) => ({ ...f, staging: null }), ["NO_EVIDENCE separation"]],
    ["links not looked for", (f) => ({ ...f, separation: { looked: [] } }), ["NO_EVIDENCE separation"]],
    ["a link", (f) => ({ ...f, links: [link] }), ["FAIL separation"], LEAK],
    [
      "a link where not all was looked for",
      (f) => ({ ...f, links: [link], separation: { looked: [] } }),
      ["FAIL separation"],
      LEAK,
    ],
    ["no word on rights", (f) => ({ ...f, capability: null }), ["NO_EVIDENCE capability"]],
    ["a role that did not exist", capability({ exists: false }), ["NO_EVIDENCE capability"]],
    ["rights not looked for", capability({ looked: [] }), ["NO_EVIDENCE capability"]],
    ["an attribute", capability({ attributes: ["SUPERUSER"] }), ["FAIL capability"], LEAK],
    [
      "a right, where not all was looked for",
      capability({ looked: [], rights: [{ object: "public.t", privilege: "INSERT", via: "PUBLIC" }] }),
      ["FAIL capability"],
      LEAK,
    ],
    [
      "a function of another owner",
      capability({ definers: [{ function: "f()", owner: "boss", via: "PUBLIC" }] }),
      ["FAIL capability"],
      LEAK,
    ],
  ])("%s", (_, ...row) => expectRow(NT_6, ...row));

  it.each<[string, Change, string, string]>([
    ["that the profile names no certifier", unnamed, "certifier", "The profile names no certifier"],
    [
      "the function that changed",
      at(["after"], other),
      "certifier",
      "The function of trg_birth_auto_certify on",
    ],
    ["the trigger that changed", at(["after"], enabled("D")), "certifier", "The trigger of trg_birth_auto"],
    ["the role that did not exist", capability({ exists: false }), "capability", "did not exist"],
    ["what was not looked for", capability({ looked: [] }), "capability", "Not looked at: attributes"],
  ])("names %s", async (_, change, name, says) => {
    const { checks } = await judged(NT_6, change);
    expect(checks.find((c) => c.id === `NT-6.${name}`)?.detail).toContain(says);
  });
});

describe("a sheet", () => {
  it("tells what was found, and what settles it where that is known", () => {
    const sheet = new Sheet("NT-1");
    sheet.same("count", 1, 2, { same: "same", differs: "differs" }, []);
    sheet.same("rows", 1, 2, { same: "same", differs: "differs", settle: "mend it" }, []);
    expect(sheet.result().checks.map((c) => c.detail)).toEqual(["differs", "differs; mend it."]);
  });

  it.each<[string | number | null, string | number | null, string | null]>([
    [1, 3, "2"],
    [3, 1, "-2"],
    ["9007199254740993", "9007199254740992", "-1"],
    ["a", "a", "0"],
    ["a", "b", null],
    [1, "b", null],
    [null, 1, null],
    [1, null, null],
    [null, null, null],
  ])("gives the delta of %s and %s", (before, after, delta) => {
    expect(deltaOf(before, after)).toBe(delta);
  });

  it.each<[number, string[], string]>([
    [0, ["a"], ""],
    [2, [], ""],
    [2, ["a", "b"], ": a, b"],
    [3, ["a", "b", "c"], ": a, b and 1 more"],
  ])("lists %s", (count, keys, text) => {
    expect(listed({ count, keys }, 2)).toBe(text);
  });
});
