import { describe, expect, it } from "vitest";
import { birth, EDGES, type FixtureTable, fixtureEvidence, registry } from "../evidence/fixture";
import type { RowChange } from "./change";
import { nameOfRow, namesIn } from "./classify";
import { evaluate } from "./evaluate";
import { isSealed, type Matrix, sealMatrix } from "./matrix";

async function judge(before: Record<string, FixtureTable>, after: Record<string, FixtureTable>) {
  const changes: RowChange[] = [];
  const matrix = await evaluate({
    run: "r1",
    before: await fixtureEvidence({ phase: "before", tables: before }),
    staging: await fixtureEvidence({ phase: "staging" }),
    after: await fixtureEvidence({ phase: "after", tables: after }),
    onChange: (c) => void changes.push(c),
  });
  return { matrix, changes };
}

const verdict = (matrix: Matrix, id: string) =>
  matrix.claims.flatMap((c) => c.checks).find((c) => c.id === id)?.verdict;

describe("events in a growing table", () => {
  const OUTBOX = "public.event_outbox";
  const outbox = (...types: string[]): FixtureTable => ({
    key: ["id"],
    columns: ["id", "event_type"],
    rows: types.map((type, i) => [String(i), type]),
    counters: { inserted: String(types.length), updated: "0", deleted: "0", resetAt: null },
  });

  it.each([
    ["index.refreshed", "PASS"],
    ["birth.created", "FAIL"],
    ["certify.done", "FAIL"],
    ["certif", "PASS"],
    ["rebirth", "PASS"],
    ["\\N", "FAIL"],
  ])("of type %s", async (type, outcome) => {
    const { matrix, changes } = await judge({ [OUTBOX]: outbox("x") }, { [OUTBOX]: outbox("x", type) });
    expect(verdict(matrix, `NT-4.events.${OUTBOX}`)).toBe(outcome);
    expect(matrix.engineering).toBe(outcome);
    expect(changes.map((c) => [c.explained, c.claims])).toEqual([
      outcome === "PASS" ? [true, []] : [false, ["NT-4", "NT-7"]],
    ]);
  });

  it("without the column that tells their kind", async () => {
    const bare = (n: number): FixtureTable => ({
      key: ["id"],
      columns: ["id"],
      rows: Array.from({ length: n }, (_, i) => [String(i)]),
    });
    const { matrix } = await judge({ [OUTBOX]: bare(1) }, { [OUTBOX]: bare(2) });
    expect(verdict(matrix, `NT-4.events.${OUTBOX}`)).toBe("FAIL");
  });
});

describe("a changed row", () => {
  it("names the columns that differ, and no other", async () => {
    const table = (row: ReturnType<typeof birth>) => ({ "public.birth_registry": registry([row]) });
    const { changes } = await judge(table(birth("E-1")), table(birth("E-1", { owner: "x", status: "y" })));
    expect(changes[0]?.columns).toEqual(["owner", "status"]);
    expect(changes[0]?.claims).toEqual(["NT-3", "NT-7"]);
  });
});

describe("what a change of one row says to the claims", () => {
  const REGISTRY = "public.birth_registry";
  const KG = "public.universal_edges";
  const plain = birth("E-1");
  const certified = birth("E-1", { certified: "t", certified_at: "2026-03-21 00:00:00+00" });
  it.each([
    ["a stamp set", [plain], [birth("E-1", { inspect_pen: "2026-06-19 03:00:00+00" })], ["NT-1", "NT-7"]],
    ["certified", [plain], [certified], ["NT-2", "NT-6", "NT-7"]],
    ["certified no more", [certified], [plain], ["NT-2", "NT-7"]],
    ["another hour of certifying", [certified], [birth("E-1", { certified: "t" })], ["NT-2", "NT-7"]],
    ["born certified", [], [certified], ["NT-2", "NT-4", "NT-6", "NT-7"]],
    ["an hour without the flag", [], [birth("E-1", { certified_at: "x" })], ["NT-2", "NT-4", "NT-7"]],
    ["born with a stamp", [], [birth("E-1", { inspect_gate: "x" })], ["NT-1", "NT-4", "NT-7"]],
    ["gone", [plain], [], ["NT-3", "NT-7"]],
    ["gone while certified", [certified], [], ["NT-2", "NT-3", "NT-7"]],
  ])("%s", async (_, before, after, claims) => {
    const { changes } = await judge({ [REGISTRY]: registry(before) }, { [REGISTRY]: registry(after) });
    expect(changes.map((c) => [...c.claims].sort())).toEqual([claims]);
  });

  it("an edge of the graph is NT-5's, whatever it looks like", async () => {
    const { changes } = await judge({ [KG]: EDGES }, { [KG]: { ...EDGES, rows: EDGES.rows.slice(1) } });
    expect(changes.map((c) => c.claims)).toEqual([["NT-5", "NT-7"]]);
  });
});

describe("what a value may name", () => {
  it.each([
    ["S-1", ["S-1"]],
    ['[null,"S-1",2]', ['[null,"S-1",2]', "S-1"]],
    ['{"a":{"b":["c"]}}', ['{"a":{"b":["c"]}}', "a", "b", "c"]],
    ["{S-1,NULL}", ["{S-1,NULL}", "S-1", "NULL"]],
    ['(1,"a ""b"" \\\\c")', ['(1,"a ""b"" \\\\c")', "1", 'a "b" \\c']],
  ])("%s", (value, names) => {
    expect([...namesIn(value)]).toEqual(names);
  });
});

describe("a row's name", () => {
  const columns = ["a", "b", "c", "d"].map((name) => ({ name }));
  it("is its key, or its first columns, none longer than can be read", () => {
    expect(nameOfRow({ key: ["a", "b"], columns }, ["x", "\\N", "y", "z"])).toBe("x, NULL");
    expect(nameOfRow({ key: [], columns }, ["x", "", "y", "z"])).toBe("(a x, b , c y)");
    expect(nameOfRow({ key: ["a"], columns }, ["x".repeat(80)])).toBe("x".repeat(80));
    expect(nameOfRow({ key: ["a"], columns }, ["x".repeat(81)])).toBe(`${"x".repeat(80)}…`);
  });
});

it("a matrix is sealed only with its eight claims in their order and its own digest", async () => {
  const { matrixDigest, ...content } = (await judge({}, {})).matrix;
  const claims = content.claims;
  expect(isSealed({ ...content, matrixDigest })).toBe(true);
  expect(isSealed({ ...content, matrixDigest: `sha256:${"0".repeat(64)}` })).toBe(false);
  expect(isSealed(sealMatrix({ ...content, claims: claims.slice(0, 7) }))).toBe(false);
  expect(isSealed(sealMatrix({ ...content, claims: [...claims.slice(0, 7), ...claims.slice(0, 1)] }))).toBe(
    false,
  );
  expect(isSealed(sealMatrix({ ...content, claims: [...claims].reverse() }))).toBe(false);
});
