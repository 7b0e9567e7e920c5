import { describe, expect, it } from "vitest";
import { fixtureEvidence } from "../evidence/fixture";
import { measure } from "../verdict/measure";
import type { Bucket, Facts, ServerFacts, SideFigures, TableFacts, Tally } from "./facts";
import type { FailOpenCode } from "./fail-open";
import { judgeClaim } from "./judge";
import { NT_7 } from "./nt-7";

type Compared = Extract<TableFacts, { state: "compared" }>;
type Change = (facts: Facts) => Facts;
/** What is changed about the facts of a clean pilot, every check that is not PASS then, and the codes. */
type Row = [name: string, change: Change, open: string[], codes?: FailOpenCode[]];

const REGISTRY = "public.birth_registry";
const EDGES = "public.universal_edges";

async function clean(): Promise<Facts> {
  const [before, staging, afterRun, after] = [
    await fixtureEvidence({ phase: "before" }),
    await fixtureEvidence({ phase: "staging" }),
    await fixtureEvidence({ phase: "after-run" }),
    await fixtureEvidence({ phase: "after" }),
  ];
  return (await measure("r1", { before, staging, afterRun, after }, () => undefined)).facts;
}

async function judged(change: Change) {
  const result = judgeClaim(NT_7, change(await clean()));
  const open = result.checks.filter((c) => c.verdict !== "PASS").map((c) => `${c.verdict} ${c.id}`);
  return { result, open };
}

const compared =
  (name: string, change: (t: Compared) => Compared, among: "tables" | "afterRun" = "tables"): Change =>
  (f) => ({
    ...f,
    [among]: f[among].map((t) => (t.name === name && t.state === "compared" ? change(t) : t)),
  });
const tally = (count: number, staging = 0): Tally => ({ count, keys: count > 0 ? ["E-1"] : [], staging });
const tallies =
  (over: Partial<Record<Bucket, Tally>>) =>
  (t: Compared): Compared => ({ ...t, diff: { ...t.diff, tallies: { ...t.diff.tallies, ...over } } });
const staging =
  (over: Partial<NonNullable<Facts["staging"]>>): Change =>
  (f) => ({ ...f, staging: f.staging && { ...f.staging, ...over } });
const residue =
  (over: Partial<NonNullable<Facts["residue"]>>): Change =>
  (f) => ({ ...f, residue: f.residue && { ...f.residue, ...over } });
const catalog =
  (over: Partial<NonNullable<Facts["catalog"]>>): Change =>
  (f) => ({ ...f, catalog: f.catalog && { ...f.catalog, ...over } });
const coverage =
  (over: Partial<NonNullable<Facts["coverage"]>>): Change =>
  (f) => ({ ...f, coverage: f.coverage && { ...f.coverage, ...over } });
const server =
  (phase: "before" | "after", change: (s: ServerFacts) => ServerFacts | null): Change =>
  (f) => {
    const side = f.server[phase];
    return { ...f, server: { ...f.server, [phase]: side && change(side) } };
  };
const both =
  (one: Change, other: Change): Change =>
  (f) =>
    other(one(f));
const tolerant: Change = (f) => ({ ...f, profile: f.profile && { ...f.profile, writeCounters: "caveat" } });

async function expectRow(change: Change, open: string[], codes: FailOpenCode[] = []) {
  const { result, open: found } = await judged(change);
  expect(found).toEqual(open.map((o) => o.replace(" ", " NT-7.")));
  expect(result.failOpen).toEqual(codes);
  if (open.length === 0) expect(result.checks).toHaveLength((await judged((f) => f)).result.checks.length);
  const worst = open.some((o) => o.startsWith("FAIL")) ? "FAIL" : "NO_EVIDENCE";
  expect(result.verdict).toBe(open.length === 0 ? "PASS" : worst);
}

describe("NT-7 over a clean pilot", () => {
  it("is PASS by every one of its checks", async () => {
    const { result } = await judged((f) => f);
    const ids = result.checks.map((c) => c.id);
    expect([result.verdict, result.failOpen, new Set(ids).size]).toEqual(["PASS", [], ids.length]);
    const tables = (await clean()).tables.map((t) => t.name);
    expect(ids.toSorted()).toEqual(
      [
        ...["inventory", "residue", "statistics", "catalog", "rewritten", "coverage"],
        ...tables.flatMap((t) => [`rows.${t}`, `after-run.${t}`]),
        ...[REGISTRY, EDGES].map((t) => `counters.${t}`),
      ]
        .map((name) => `NT-7.${name}`)
        .toSorted(),
    );
    expect(result.checks.find((c) => c.id === `NT-7.rows.${REGISTRY}`)?.detail).toMatch(/^All 3 rows are/);
    expect(result.checks.find((c) => c.id === `NT-7.counters.${EDGES}`)?.detail).toMatch(/row diff explains/);
  });
});

describe("NT-7 of the surface", () => {
  const inventory = ["NO_EVIDENCE inventory"];
  it.each<Row>([
    ["not recorded", (f) => ({ ...f, staging: null }), ["NO_EVIDENCE inventory", "NO_EVIDENCE residue"]],
    ["without relations", staging({ relations: 0 }), inventory],
    ["without a candidate", staging({ candidates: 0 }), inventory],
    ["whose candidates were not captured", staging({ candidates: null }), inventory],
    ["without its evidence", staging({ tags: null }), inventory],
    ["with empty evidence", staging({ tags: [] }), inventory],
    ["with one other tag", staging({ tags: ["STAGING", "LIVE"] }), inventory],
    ["of another run", staging({ runs: ["r2"] }), inventory],
    ["of two runs", staging({ runs: ["r1", "r2"] }), inventory],
    ["that names no run, by its profile", staging({ runs: null }), []],
    ["not looked for afterwards", (f) => ({ ...f, residue: null }), ["NO_EVIDENCE residue"]],
    ["with a role left", residue({ roles: [{ name: "p", oid: "1" }] }), ["FAIL residue"], ["F-OPEN-9"]],
    ["moved", (f) => ({ ...f, moved: ["t is now u"] }), ["FAIL residue"], ["F-OPEN-8", "F-OPEN-9"]],
    ["whose moves cannot be told", (f) => ({ ...f, moved: null }), ["NO_EVIDENCE residue"]],
    ["that was not looked at wholly", residue({ looked: [] }), ["NO_EVIDENCE residue"]],
    [
      "of which something could not be seen",
      residue({ unseen: [{ what: "locks", why: "no right" }] }),
      ["NO_EVIDENCE residue"],
    ],
  ])("%s", (_, ...row) => expectRow(...row));

  it("with no relation and nothing at all is empty, not clean", async () => {
    const none = {
      schemas: [],
      relations: [],
      sequences: [],
      functions: [],
      types: [],
      roles: [],
      others: [],
    };
    await expectRow(
      (f) => ({
        ...f,
        staging: f.staging && { ...f.staging, inventory: { ...f.staging.inventory, ...none } },
      }),
      inventory,
    );
  });
});

describe("NT-7 of the rows", () => {
  const rows = (over: Partial<Record<Bucket, Tally>>) => compared(REGISTRY, tallies(over));
  const later = (over: Partial<Record<Bucket, Tally>>) => compared(REGISTRY, tallies(over), "afterRun");
  const fail = [`FAIL rows.${REGISTRY}`];
  it.each<Row>([
    ["no table at all", (f) => ({ ...f, tables: [] }), ["NO_EVIDENCE rows"]],
    ["touched, named by another claim", rows({ touched: tally(1) }), fail],
    ["touched, named by none", rows({ touched: tally(1), unnamed: tally(1) }), fail, ["F-OPEN-8"]],
    ["born by who knows whom", rows({ unattributed: tally(1) }), [`NO_EVIDENCE rows.${REGISTRY}`]],
    ["touched beside births of who knows whom", rows({ touched: tally(1), unattributed: tally(1) }), fail],
    ["explained", rows({ explained: tally(2) }), []],
    ["touched when the run had ended", later({ touched: tally(1) }), [`FAIL after-run.${REGISTRY}`]],
    [
      "staged when the run had ended",
      later({ touched: tally(1, 1) }),
      [`FAIL after-run.${REGISTRY}`],
      ["F-OPEN-8"],
    ],
  ])("%s", (_, ...row) => expectRow(...row));

  it("counts what nothing explains, and says of the rest that it is explained", async () => {
    const { result } = await judged(
      compared(REGISTRY, (t) => {
        const told = tallies({ explained: tally(2) })(t);
        return { ...told, diff: { ...told.diff, changed: 4, inserted: 5, deleted: 6 } };
      }),
    );
    expect(result.rows).toEqual({ changed: 4, inserted: 3, deleted: 6 });
    expect(result.checks.find((c) => c.id === `NT-7.rows.${REGISTRY}`)?.detail).toContain("2 explained live");
  });
});

describe("NT-7 of the write counters", () => {
  const n = (inserted: number, updated = 0, deleted = 0) => ({
    inserted: String(inserted),
    updated: String(updated),
    deleted: String(deleted),
  });
  type Three = ReturnType<typeof n>;
  const count = (earlier: Three | undefined, later: Three, resetAt: string | null = null) => ({
    counters: { ...later, resetAt, ...(earlier ? { earlier } : {}) },
  });
  const on = (before: Partial<SideFigures>, after: Partial<SideFigures>, name = REGISTRY) =>
    compared(name, (t) => ({ ...t, before: { ...t.before, ...before }, after: { ...t.after, ...after } }));
  const steady = count(n(9), n(9));
  const open = [`NO_EVIDENCE counters.${REGISTRY}`];
  it.each<Row>([
    ["the same", on(steady, steady), []],
    ["absent before", on({ counters: null }, steady), open],
    ["absent after", on(steady, { counters: null }), open],
    ["absent on both sides", on({ counters: null }, { counters: null }), open],
    ["of an older capture before", on(count(undefined, n(9)), steady), open],
    ["of an older capture after", on(steady, count(undefined, n(9))), open],
    ["reset", on(steady, count(n(9), n(9), "2026-06-19T02:00:00.000Z")), open],
    ["backwards during before", on(count(n(9), n(8)), count(n(9), n(9))), open],
    ["backwards in between", on(steady, count(n(8), n(9))), open],
    ["backwards during after", on(steady, count(n(10), n(9))), open],
    ["an insert in between", on(steady, count(n(10), n(10))), open],
    ["an update around after", on(steady, count(n(9), n(9, 1))), open],
    ["a delete around after", on(steady, count(n(9), n(9, 0, 1))), open],
    ["an insert around after, where births are tolerated", on(steady, count(n(9), n(10))), []],
    [
      "an insert around after, where none is tolerated",
      on(steady, count(n(9), n(10)), EDGES),
      [`NO_EVIDENCE counters.${EDGES}`],
    ],
    ["more inserts than around the captures", on(steady, count(n(10), n(11))), open],
    ["another storage", on({ filenode: "1" }, { filenode: "2" }), open],
    ["an update, tolerated by the profile", both(tolerant, on(steady, count(n(9), n(9, 1)))), []],
    ["absent before, whatever is tolerated", both(tolerant, on({ counters: null }, steady)), open],
    ["absent after, whatever is tolerated", both(tolerant, on(steady, { counters: null })), open],
  ])("%s", (_, ...row) => expectRow(...row));

  it.each<[string, Change, string]>([
    ["counters that are absent", on({ counters: null }, steady), "are not there on both sides"],
    ["births around a capture", on(steady, count(n(9), n(10))), "and 1 live births around"],
    [
      "a reset and nothing else",
      on(steady, count(n(0), n(0), "2026-06-19T02:00:00.000Z")),
      ": the write counters were reset inside the bracket; find",
    ],
    ["a run backwards", on(steady, count(n(8), n(8))), ": the count of inserts ran backwards; find"],
  ])("name %s", async (_, change, says) => {
    const { result } = await judged(change);
    expect(result.checks.find((c) => c.id === `NT-7.counters.${REGISTRY}`)?.detail).toContain(says);
  });
});

describe("NT-7 of the server", () => {
  const open = ["NO_EVIDENCE statistics"];
  const told = (over: Partial<NonNullable<ServerFacts["statistics"]>>) => (s: ServerFacts) => ({
    ...s,
    statistics: s.statistics && { ...s.statistics, ...over },
  });
  const session = (over: { transaction?: string | null; since?: string | null; process?: string } = {}) =>
    told({ unsettled: [{ process: "7", transaction: "5/1", since: null, who: "app", ...over }] });
  const restarted = server("after", (s) => ({ ...s, postmasterStartedAt: "2026-06-19T02:00:00.000Z" }));
  const began =
    (since: (startedAt: string) => string): Change =>
    (f) =>
      server("after", session({ since: since(f.server.before?.startedAt ?? "") }))(f);
  it.each<Row>([
    ["unknown before", server("before", () => null), open],
    ["unknown after", server("after", () => null), open],
    ["of an older capture before", server("before", (s) => ({ ...s, statistics: null })), open],
    ["of an older capture after", server("after", (s) => ({ ...s, statistics: null })), open],
    ["started again", restarted, open],
    ["started again, tolerated by the profile", both(tolerant, restarted), []],
    ["that lost its statistics", server("after", told({ since: "2026-06-19T02:00:00.000Z" })), open],
    [
      "whose statistics are of unknown age",
      both(server("before", told({ since: null })), server("after", told({ since: null }))),
      open,
    ],
    ["with an open session at after", server("after", session()), open],
    ["with an open session at before alone", server("before", session()), []],
    ["with one in the same transaction", both(server("before", session()), server("after", session())), []],
    [
      "with another process",
      both(server("before", session()), server("after", session({ process: "8" }))),
      open,
    ],
    [
      "with one in no transaction",
      both(server("before", session({ transaction: null })), server("after", session({ transaction: null }))),
      open,
    ],
    ["with one that began with before", began((at) => at), []],
    ["with one that began after it", began((at) => new Date(Date.parse(at) + 1).toISOString()), open],
  ])("%s", (_, ...row) => expectRow(...row));
});

describe("NT-7 of the catalogue, its code and its cover", () => {
  const gap = { kind: "table", name: "public.t", detail: "no part" };
  const rewritten = { objects: 3, changed: ["function f()"] };
  const change = { part: "triggers", name: "t", kind: "added" } as const;
  it.each<Row>([
    ["no catalogue", (f) => ({ ...f, catalog: null }), ["NO_EVIDENCE catalog"]],
    ["a part not recorded", catalog({ missing: ["triggers"] }), ["NO_EVIDENCE catalog"]],
    ["a change", catalog({ changes: [change] }), ["FAIL catalog"], ["F-OPEN-8"]],
    [
      "a change beside a part not recorded",
      catalog({ changes: [change], missing: ["rules"] }),
      ["FAIL catalog"],
      ["F-OPEN-8"],
    ],
    ["another fingerprint", catalog({ after: "sha256:00" }), ["FAIL catalog"], ["F-OPEN-8"]],
    ["code of unknown age", (f) => ({ ...f, rewritten: null }), ["NO_EVIDENCE rewritten"]],
    ["code put back", (f) => ({ ...f, rewritten }), ["NO_EVIDENCE rewritten"]],
    ["code put back, tolerated by the profile", both(tolerant, (f) => ({ ...f, rewritten })), []],
    ["a gap", coverage({ gaps: [gap] }), ["NO_EVIDENCE coverage"]],
    ["a gap in a watched schema", coverage({ gaps: [{ ...gap, watched: true }] }), ["NO_EVIDENCE coverage"]],
    ["a gap outside the watched schemas", coverage({ gaps: [{ ...gap, watched: false }] }), []],
    ["a cover that was not looked for", coverage({ looked: [] }), ["NO_EVIDENCE coverage"]],
    ["tables that were not counted", coverage({ found: null }), ["NO_EVIDENCE coverage"]],
    ["covered tables that were not counted", coverage({ covered: null }), ["NO_EVIDENCE coverage"]],
  ])("%s", (_, ...row) => expectRow(...row));
});
