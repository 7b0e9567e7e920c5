import { describe, expect, it } from "vitest";
import { BIRTH_REGISTRY, birth, type FixtureOptions, fixtureEvidence, registry } from "../evidence/fixture";
import type { Counters, Manifest, Statistics } from "../evidence/manifest";
import type { Profile } from "../profile/profile";
import { evaluate } from "../verdict/evaluate";
import type { Check } from "./check";

const ROWS = [birth("E-1"), birth("E-2", { certified: "t" }), birth("E-3")];
const BORN = [...ROWS, birth("E-9")];
type Three = readonly [inserted: number, updated: number, deleted: number];

function counters(earlier: Three, later: Three = earlier, resetAt: string | null = null): Counters {
  const named = ([inserted, updated, deleted]: Three) => ({
    inserted: String(inserted),
    updated: String(updated),
    deleted: String(deleted),
  });
  return { ...named(later), resetAt, earlier: named(earlier) };
}

type Side = Partial<FixtureOptions>;

async function judged(before: Side, after: Side, profile: Profile = BIRTH_REGISTRY) {
  const [b, s, a] = [
    await fixtureEvidence({ phase: "before", profile, ...before }),
    await fixtureEvidence({ phase: "staging", profile }),
    await fixtureEvidence({ phase: "after", profile, ...after }),
  ];
  const matrix = await evaluate({ run: "r1", before: b, staging: s, after: a });
  const checks = new Map<string, Check>(
    matrix.claims.flatMap((c) => c.checks.map((k) => [k.id, k] as const)),
  );
  const check = (id: string) => {
    const found = checks.get(id);
    if (!found) throw new Error(`no check ${id}`);
    return found;
  };
  return { matrix, check };
}

const table = (rows: typeof ROWS, told: Counters | null, filenode = "1"): Side => ({
  tables: { "public.birth_registry": registry(rows, { counters: told, filenode }) },
});
const REGISTRY = "NT-7.counters.public.birth_registry";

describe("write counters", () => {
  it.each<[string, Side, Side]>([
    ["nothing moved", table(ROWS, counters([9, 9, 9])), table(ROWS, counters([9, 9, 9]))],
    ["a birth that was counted", table(ROWS, counters([9, 9, 9])), table(BORN, counters([10, 9, 9]))],
    [
      "a birth that was counted late",
      table(ROWS, counters([9, 9, 9])),
      table(BORN, counters([9, 9, 9], [10, 9, 9])),
    ],
    [
      "births counted around before",
      table(ROWS, counters([9, 9, 9], [12, 9, 9])),
      table(ROWS, counters([12, 9, 9])),
    ],
    [
      "births counted around after",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 9, 9], [14, 9, 9])),
    ],
  ])("%s: PASS", async (_, before, after) => {
    const { check, matrix } = await judged(before, after);
    expect(check(REGISTRY)).toMatchObject({ verdict: "PASS" });
    expect(matrix.engineering).toBe("PASS");
  });

  it("births around the captures are a caveat with their number", async () => {
    const { matrix } = await judged(
      table(ROWS, counters([9, 9, 9], [12, 9, 9])),
      table(ROWS, counters([12, 9, 9], [13, 9, 9])),
    );
    expect(matrix.caveats).toMatchObject([{ code: "edge-births", table: "public.birth_registry", count: 4 }]);
  });

  it.each<[string, Side, Side, RegExp]>([
    [
      "an update put back",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 11, 9])),
      /2 updates counted, 0 changed/,
    ],
    [
      "one that was counted late",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 9, 9], [9, 11, 9])),
      /2 updates counted/,
    ],
    [
      "one around before",
      table(ROWS, counters([9, 9, 9], [9, 11, 9])),
      table(ROWS, counters([9, 11, 9])),
      /2 of them around/,
    ],
    [
      "a birth taken back",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 9, 9], [10, 9, 10])),
      /1 deletes counted/,
    ],
    [
      "an insert rolled back in the bracket",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([10, 9, 9])),
      /1 inserts counted/,
    ],
    [
      "more inserts than births around the captures",
      table(ROWS, counters([9, 9, 9], [10, 9, 9])),
      table(ROWS, counters([11, 9, 9])),
      /2 inserts counted/,
    ],
    [
      "a reset",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 9, 9], [9, 9, 9], "2026-06-19T02:00:00.000Z")),
      /were reset/,
    ],
    [
      "counts that ran backwards between the captures",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 0, 9], [9, 9, 9])),
      /updates ran backwards/,
    ],
    [
      "counts that ran backwards while before was captured",
      table(ROWS, counters([9, 9, 9], [9, 9, 0])),
      table(ROWS, counters([9, 9, 9])),
      /deletes ran backwards/,
    ],
    [
      "storage that was replaced",
      table(ROWS, counters([9, 9, 9])),
      table(ROWS, counters([9, 9, 9]), "2"),
      /storage was replaced/,
    ],
    ["no counters", table(ROWS, counters([9, 9, 9])), table(ROWS, null), /not there on both sides/],
  ])("%s: NO_EVIDENCE, and a caveat where the profile says so", async (_, before, after, why) => {
    const strict = await judged(before, after);
    expect(strict.check(REGISTRY)).toMatchObject({
      verdict: "NO_EVIDENCE",
      detail: expect.stringMatching(why),
    });
    expect(strict.matrix.engineering).toBe("NO_EVIDENCE");
    const tolerant = await judged(before, after, { ...BIRTH_REGISTRY, writeCounters: "caveat" });
    expect(tolerant.matrix.caveats.map((c) => c.code)).toContain("write-counters");
  });

  it("tolerates no insert where the profile tolerates no birth", async () => {
    const forbid = {
      ...BIRTH_REGISTRY,
      tables: BIRTH_REGISTRY.tables.map((t) => ({ ...t, liveInserts: "forbid" as const })),
    };
    const { check } = await judged(
      table(ROWS, counters([9, 9, 9], [10, 9, 9])),
      table(ROWS, counters([10, 9, 9])),
      forbid,
    );
    expect(check(REGISTRY).verdict).toBe("NO_EVIDENCE");
  });
});

const server = (change: (m: Manifest) => Partial<Manifest>): Side => ({
  alter: (m) => ({ ...m, ...change(m) }),
});
const statistics = (over: Partial<Statistics>) =>
  server(() => ({ statistics: { since: "2026-06-01T00:00:00.000Z", unsettled: [], ...over } }));
const session = (over: Partial<Statistics["unsettled"][number]>) => ({
  unsettled: [{ process: "77", transaction: "5/12", since: null, who: "process 77 of app", ...over }],
});

describe("the statistics as a whole", () => {
  it.each<[string, Side, Side]>([
    ["a session in the same transaction since before", statistics(session({})), statistics(session({}))],
    [
      "a transaction that began before the bracket",
      {},
      statistics(session({ since: "2026-06-19T00:59:00.000Z" })),
    ],
    ["a session that had not reported at before", statistics(session({})), {}],
  ])("%s: PASS", async (_, before, after) => {
    expect((await judged(before, after)).check("NT-7.statistics").verdict).toBe("PASS");
  });

  it.each<[string, Side, Side]>([
    ["a session that had not reported at after", {}, statistics(session({}))],
    [
      "one in another transaction than at before",
      statistics(session({})),
      statistics(session({ transaction: "5/13" })),
    ],
    [
      "one whose transaction began inside the bracket",
      {},
      statistics(session({ since: "2026-06-19T02:00:00.000Z" })),
    ],
    [
      "one that nobody can tell from another",
      statistics(session({ transaction: null })),
      statistics(session({ transaction: null })),
    ],
    ["statistics that were lost", {}, statistics({ since: "2026-06-19T02:00:00.000Z" })],
    ["statistics of unknown age", statistics({ since: null }), statistics({ since: null })],
    [
      "a server that was started again",
      {},
      server((m) => ({ source: { ...m.source, postmasterStartedAt: "2026-06-19T02:00:00.000Z" } })),
    ],
  ])("%s: NO_EVIDENCE, and a caveat where the profile says so", async (_, before, after) => {
    const strict = await judged(before, after);
    expect(strict.check("NT-7.statistics").verdict).toBe("NO_EVIDENCE");
    expect(strict.matrix.engineering).toBe("NO_EVIDENCE");
    const tolerant = await judged(before, after, { ...BIRTH_REGISTRY, writeCounters: "caveat" });
    expect(tolerant.check("NT-7.statistics").verdict).toBe("PASS");
    expect(tolerant.matrix.caveats).toMatchObject([{ code: "write-counters", table: null }]);
  });
});

describe("code that was put back", () => {
  const trigger = (definition: string, enabled = "O"): Side => ({
    identities: [
      { name: "trigger public.t.x", definition },
      { name: "function public.f()", definition: "oid=7" },
    ],
    catalog: { triggers: [{ name: "public.t.x", definition: `enabled=${enabled}` }] },
  });

  it("is NO_EVIDENCE, and a change that stayed is left to the catalogue", async () => {
    const same = await judged(trigger("oid=5 xmin=700"), trigger("oid=5 xmin=700"));
    expect(same.check("NT-7.rewritten")).toMatchObject({ verdict: "PASS", before: "2", after: "2" });
    const back = await judged(trigger("oid=5 xmin=700"), trigger("oid=5 xmin=701"));
    expect(back.check("NT-7.rewritten")).toMatchObject({
      verdict: "NO_EVIDENCE",
      detail: expect.stringContaining("trigger public.t.x"),
    });
    const stayed = await judged(trigger("oid=5 xmin=700"), trigger("oid=5 xmin=701", "D"));
    expect(stayed.check("NT-7.rewritten").verdict).toBe("PASS");
    expect(stayed.check("NT-7.catalog").verdict).toBe("FAIL");
  });
});
