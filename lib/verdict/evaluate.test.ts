import { describe, expect, it } from "vitest";
import type { ClaimId } from "../claims/catalog";
import {
  birth,
  CANDIDATES,
  EDGES,
  type FixtureOptions,
  fixtureEvidence,
  registry,
  stagingRecord,
} from "../evidence/fixture";
import type { Manifest } from "../evidence/manifest";
import type { RowChange } from "./change";
import { evaluate } from "./evaluate";
import { isSealed, type Matrix } from "./matrix";

type Overrides = Partial<Record<"before" | "staging" | "after", Partial<FixtureOptions> | null>>;

async function judge(
  over: Overrides = {},
  declared?: "PASS" | "FAIL",
  changes: RowChange[] = [],
): Promise<Matrix> {
  const side = async (phase: "before" | "staging" | "after") =>
    over[phase] === null ? undefined : await fixtureEvidence({ phase, ...over[phase] });
  const [before, staging, after] = [await side("before"), await side("staging"), await side("after")];
  return evaluate({ run: "r1", before, staging, after, declared, onChange: (c) => void changes.push(c) });
}

const BASE = [
  birth("E-1"),
  birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
  birth("E-3"),
];
const withRows = (rows: typeof BASE, counters?: { inserted: string; updated: string; deleted: string }) => ({
  tables: {
    "public.birth_registry": registry(rows, {
      counters: { inserted: "9", updated: "9", deleted: "9", resetAt: null, ...counters },
    }),
  },
});
const generous = { before: withRows(BASE, { inserted: "9", updated: "9", deleted: "9" }) };

function verdictOf(matrix: Matrix, id: ClaimId) {
  return matrix.claims.find((c) => c.id === id)?.verdict;
}

function red(matrix: Matrix): string[] {
  return matrix.claims.filter((c) => c.verdict === "FAIL").map((c) => c.id);
}

describe("evaluate", () => {
  it("passes a clean pilot, sealed, with every figure", async () => {
    const matrix = await judge();
    expect(matrix.claims.map((c) => [c.id, c.verdict, c.checks.filter((k) => k.verdict !== "PASS")])).toEqual(
      ["NT-1", "NT-2", "NT-3", "NT-4", "NT-5", "NT-6", "NT-7", "NT-8"].map((id) => [id, "PASS", []]),
    );
    expect(matrix.engineering).toBe("PASS");
    expect(isSealed(matrix)).toBe(true);
    expect(JSON.stringify(await judge())).toBe(JSON.stringify(matrix));
  });

  it.each([
    ["a stamp", birth("E-1", { inspect_pen: "2026-06-19 02:30:00+00" }), ["NT-1", "NT-7"], ["F-OPEN-1"]],
    ["a certification", birth("E-1", { certified: "t" }), ["NT-2", "NT-6", "NT-7"], ["F-OPEN-2", "F-OPEN-8"]],
    ["a canonical field", birth("E-1", { owner: "somebody" }), ["NT-3", "NT-7"], ["F-OPEN-3"]],
    ["white space in jsonb", birth("E-1", { jsonb_profile: '{"a": 1}' }), ["NT-3", "NT-7"], ["F-OPEN-3"]],
    ["a column of no claim", birth("E-1", { born_at: "2026-06-20 00:00:00+00" }), ["NT-7"], ["F-OPEN-8"]],
  ])("fails on %s that changed", async (_, row, claims, codes) => {
    const matrix = await judge({ ...generous, after: withRows([row, ...BASE.slice(1)]) });
    expect(red(matrix)).toEqual(claims);
    expect(matrix.failOpen).toEqual(codes);
    expect(matrix.engineering).toBe("FAIL");
  });

  it("sees a swap that leaves every count as it was", async () => {
    const swapped = [
      birth("E-1", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
      birth("E-2"),
      birth("E-3"),
    ];
    const matrix = await judge({ ...generous, after: withRows(swapped) });
    expect(matrix.claims[1]?.checks.find((c) => c.id === "NT-2.count")?.verdict).toBe("PASS");
    expect(red(matrix)).toEqual(["NT-2", "NT-6", "NT-7"]);
  });

  it("explains a live birth and fails every row that breaks one condition", async () => {
    const changes: RowChange[] = [];
    const born = (row = birth("E-9")) => ({
      before: withRows(BASE),
      after: withRows([...BASE, row], { inserted: "10", updated: "9", deleted: "9" }),
    });
    const clean = await judge(born(), undefined, changes);
    expect(clean.engineering).toBe("PASS");
    expect(clean.caveats).toMatchObject([{ code: "live-births", table: "public.birth_registry", count: 1 }]);
    expect(changes).toMatchObject([{ kind: "inserted", key: ["E-9"], explained: true, claims: ["NT-4"] }]);
    expect(red(await judge(born(birth("S-1"))))).toEqual(["NT-4", "NT-7"]);
    expect((await judge(born(birth("S-1")))).failOpen).toContain("F-OPEN-8");
    expect(red(await judge(born(birth("E-9", { status: "live" }))))).toEqual(["NT-3", "NT-4", "NT-7"]);
    expect(red(await judge(born(birth("E-9", { inspect_gate: "2026-01-01" }))))).toEqual([
      "NT-1",
      "NT-4",
      "NT-7",
    ]);
    const able = {
      alter: (m: Manifest) => ({
        ...m,
        capability: {
          ...m.capability,
          rights: [{ object: "public.birth_registry", privilege: "INSERT", via: "PUBLIC" }],
        },
      }),
    };
    expect(red(await judge({ ...born(), staging: able }))).toEqual(["NT-4", "NT-6", "NT-7"]);
    const unknown = { alter: (m: Manifest) => ({ ...m, capability: { ...m.capability, exists: false } }) };
    expect(verdictOf(await judge({ ...born(), staging: unknown }), "NT-4")).toBe("NO_EVIDENCE");
    expect(verdictOf(await judge({ ...born(), staging: null }), "NT-4")).toBe("NO_EVIDENCE");
  });

  it("fails a deleted row and a knowledge-graph write", async () => {
    expect(
      red(
        await judge({
          ...generous,
          after: withRows(BASE.slice(0, 2), { inserted: "9", updated: "9", deleted: "10" }),
        }),
      ),
    ).toEqual(["NT-3", "NT-7"]);
    const edges = {
      tables: {
        "public.universal_edges": { ...EDGES, rows: [...EDGES.rows, ["3", "S-1", "E-1", "part-of"]] },
      },
    };
    const matrix = await judge({ after: edges });
    expect(red(matrix)).toEqual(["NT-5", "NT-7"]);
    expect(matrix.failOpen).toEqual(["F-OPEN-8"]);
  });

  it("calls a reverted touch not proven, never PASS", async () => {
    const matrix = await judge({
      before: withRows(BASE),
      after: withRows(BASE, { inserted: "9", updated: "11", deleted: "9" }),
    });
    expect(verdictOf(matrix, "NT-7")).toBe("NO_EVIDENCE");
    expect(matrix.engineering).toBe("NO_EVIDENCE");
    expect(matrix.failOpen).toEqual([]);
  });

  it.each(["before", "staging", "after"] as const)("is complete and not PASS without %s", async (phase) => {
    const matrix = await judge({ [phase]: null });
    expect(matrix.claims).toHaveLength(8);
    expect(matrix.engineering).toBe("NO_EVIDENCE");
    expect(isSealed(matrix)).toBe(true);
  });

  it("is NO_EVIDENCE throughout with no evidence at all", async () => {
    const matrix = await evaluate({ run: "r1" });
    expect(matrix.claims.every((c) => c.verdict === "NO_EVIDENCE" && c.checks.length > 0)).toBe(true);
    expect(matrix.profile).toBeNull();
  });

  it.each<[string, ClaimId, Overrides, string[]]>([
    [
      "a residue",
      "NT-7",
      {
        after: {
          alter: (m) => ({ ...m, surface: { ...m.surface, schemas: [{ name: "staging_r1", oid: "1" }] } }),
        },
      },
      ["F-OPEN-9"],
    ],
    [
      "a changed certifier",
      "NT-6",
      {
        after: {
          alter: (m) => ({ ...m, catalog: { ...m.catalog, certifier: { trigger: null, function: null } } }),
        },
      },
      ["F-OPEN-8"],
    ],
    [
      "a trigger into production",
      "NT-6",
      {
        staging: {
          alter: (m) => ({
            ...m,
            separation: { links: [{ kind: "trigger", from: "a", to: "b", detail: "" }] },
          }),
        },
      },
      ["F-OPEN-8"],
    ],
    [
      "a role that may write",
      "NT-6",
      { staging: { alter: (m) => ({ ...m, capability: { ...m.capability, attributes: ["superuser"] } }) } },
      ["F-OPEN-8"],
    ],
    [
      "a new production function",
      "NT-7",
      { after: { catalog: { functions: [{ name: "public.f()", definition: "x" }] } } },
      ["F-OPEN-8"],
    ],
  ])("fails on %s", async (_, claim, over, codes) => {
    const matrix = await judge(over);
    expect(red(matrix)).toEqual([claim]);
    expect(matrix.failOpen).toEqual(codes);
  });

  it.each<[string, Overrides]>([
    ["another database", { after: { alter: (m) => ({ ...m, source: { ...m.source, databaseOid: "99" } }) } }],
    [
      "another pilot's role",
      { staging: { alter: (m) => ({ ...m, capability: { ...m.capability, role: "bystander" } }) } },
    ],
    [
      "another surface",
      { after: { alter: (m) => ({ ...m, surface: { ...m.surface, schema: "elsewhere" } }) } },
    ],
    ["a standby", { after: { alter: (m) => ({ ...m, source: { ...m.source, inRecovery: true } }) } }],
    [
      "an after that is older than before",
      {
        after: {
          alter: (m) => ({
            ...m,
            source: {
              ...m.source,
              startedAt: "2026-06-18T00:00:00.000Z",
              endedAt: "2026-06-18T00:00:01.000Z",
            },
          }),
        },
      },
    ],
    ["a rewound WAL", { after: { alter: (m) => ({ ...m, source: { ...m.source, walPosition: "0/0" } }) } }],
    [
      "a role that could write",
      {
        before: {
          alter: (m) => ({
            ...m,
            source: { ...m.source, visibility: { ...m.source.visibility, writePrivileges: 1 } },
          }),
        },
      },
    ],
    [
      "a table that was left out",
      { after: { alter: (m) => ({ ...m, tables: m.tables.filter((t) => t.name !== "public.dot_config") }) } },
    ],
  ])("judges nothing across %s", async (_, over) => {
    const matrix = await judge(over);
    expect(matrix.bracket.some((b) => !b.holds)).toBe(true);
    expect(matrix.claims.slice(0, 7).every((c) => c.verdict === "NO_EVIDENCE")).toBe(true);
    expect(matrix.engineering).not.toBe("PASS");
  });

  it("holds a declared result against the computed one", async () => {
    expect((await judge({}, "PASS")).engineering).toBe("PASS");
    const silent = await judge({ after: null }, "PASS");
    expect(silent.failOpen).toEqual(["F-OPEN-10"]);
    expect((await judge({}, "FAIL")).failOpen).toEqual(["F-OPEN-10"]);
  });

  it("does not take untagged, foreign or empty staging evidence", async () => {
    for (const table of [
      stagingRecord("r1", { tag: "PROD" }),
      stagingRecord("r1", { run: "r2" }),
      { ...stagingRecord("r1"), rows: [] },
    ])
      expect(verdictOf(await judge({ staging: { tables: { "staging_r1.evidence": table } } }), "NT-7")).toBe(
        "NO_EVIDENCE",
      );
  });

  it("reads F-OPEN-4 and F-OPEN-7 off the candidates as caveats", async () => {
    const at = "2026-06-19 01:00:00+00";
    const rows = [
      ["S-1", at, at, at],
      ["S-2", "\\N", at, "\\N"],
    ];
    const matrix = await judge({ staging: { tables: { "staging_r1.candidate": { ...CANDIDATES, rows } } } });
    expect(matrix.caveats.map((c) => c.code)).toEqual(["F-OPEN-4", "F-OPEN-7"]);
    expect(matrix.failOpen).toEqual([]);
  });

  it("shows its teeth on this evidence", async () => {
    const teeth = (await judge()).claims[7]?.checks.filter((c) => c.id.startsWith("NT-8.self-test"));
    expect(teeth).toHaveLength(8);
    expect(teeth?.every((t) => t.verdict === "PASS" && t.detail.includes("turned to FAIL"))).toBe(true);
  });
});

describe("the snapshot after the run", () => {
  it("shows a change that was undone before the last capture", async () => {
    const touched = withRows([birth("E-1", { owner: "somebody" }), ...BASE.slice(1)]);
    const [before, staging, after] = await Promise.all([
      fixtureEvidence({ phase: "before", ...generous.before }),
      fixtureEvidence({ phase: "staging" }),
      fixtureEvidence({ phase: "after", ...generous.before }),
    ]);
    const afterRun = await fixtureEvidence({ phase: "after-run", ...touched });
    expect((await evaluate({ run: "r1", before, staging, after })).engineering).toBe("PASS");
    const matrix = await evaluate({ run: "r1", before, staging, afterRun, after });
    expect(red(matrix)).toEqual(["NT-7"]);
    expect(matrix.evidence.afterRun).toMatch(/^sha256:/);
  });
});
