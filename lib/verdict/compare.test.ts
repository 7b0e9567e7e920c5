import { describe, expect, it } from "vitest";
import { birth, fixtureEvidence, registry } from "../evidence/fixture";
import { type ComparedRun, compareRuns, driftOf } from "./compare";
import { evaluate } from "./evaluate";

const REGISTRY = "public.birth_registry";
const stamped = registry([
  birth("E-1", { inspect_pen: "2026-06-19 00:00:00+00" }),
  birth("E-2"),
  birth("E-3"),
]);

async function judged(
  run: string,
  after: Parameters<typeof fixtureEvidence>[0]["tables"] = {},
): Promise<ComparedRun> {
  const [before, staging, later] = [
    await fixtureEvidence({ phase: "before", run }),
    await fixtureEvidence({ phase: "staging", run }),
    await fixtureEvidence({ phase: "after", run, tables: after }),
  ];
  const matrix = await evaluate({ run, before, staging, after: later });
  const { systemIdentifier, databaseOid } = before.evidence.manifest.source;
  return { run, matrix, database: { systemIdentifier, oid: databaseOid } };
}

describe("two runs", () => {
  it("are compared claim by claim, with the checks that moved", async () => {
    const comparison = compareRuns(await judged("one"), await judged("two", { [REGISTRY]: stamped }));
    expect(comparison.reasons).toEqual([]);
    const first = comparison.claims.find((c) => c.id === "NT-1");
    expect([first?.changed, first?.earlier?.verdict, first?.later?.verdict]).toEqual([true, "PASS", "FAIL"]);
    expect(first?.checks.length).toBeGreaterThan(0);
    expect(comparison.failOpen).toEqual({ gone: [], come: expect.arrayContaining(["F-OPEN-1"]) });
    const same = comparison.claims.find((c) => c.id === "NT-5");
    expect([same?.changed, same?.checks]).toEqual([false, []]);
  });

  it.each([
    ["same-run", (r: ComparedRun) => ({ ...r, run: "one" })],
    ["not-judged", (r: ComparedRun) => ({ ...r, matrix: null })],
    ["no-capture", (r: ComparedRun) => ({ ...r, database: null })],
    ["other-database", (r: ComparedRun) => ({ ...r, database: { systemIdentifier: "9", oid: "16384" } })],
    [
      "other-profile",
      (r: ComparedRun) => ({
        ...r,
        matrix: r.matrix && {
          ...r.matrix,
          profile: { name: "p", version: 2, digest: `sha256:${"0".repeat(64)}` },
        },
      }),
    ],
    [
      "other-evaluator",
      (r: ComparedRun) => ({ ...r, matrix: r.matrix && { ...r.matrix, evaluator: "0.0.1" } }),
    ],
  ] as const)(
    "that are not comparable (%s) say why, and nothing of them reads as unchanged",
    async (code, spoil) => {
      const comparison = compareRuns(await judged("one"), spoil(await judged("two")));
      expect(comparison.reasons.map((r) => r.code)).toContain(code);
      expect(comparison.claims.map((c) => c.changed)).toEqual(Array.from({ length: 8 }, () => null));
      expect(comparison.claims.flatMap((c) => c.checks)).toEqual([]);
    },
  );
});

describe("production between two captures", () => {
  it("is told table by table", async () => {
    const earlier = (await fixtureEvidence({ phase: "after", tables: { "public.dot_config": null } }))
      .evidence;
    const later = (
      await fixtureEvidence({
        phase: "before",
        tables: {
          [REGISTRY]: stamped,
          "public.dot_config": { key: ["k"], columns: ["k"], rows: [["1"]] },
          "public.universal_edges": { key: ["id"], columns: ["id", "kind"], rows: [["1", "x"]] },
        },
      })
    ).evidence;
    const states = new Map(driftOf(earlier.manifest, later.manifest).map((t) => [t.table, t.state]));
    expect(states.get(REGISTRY)).toBe("rows-differ");
    expect(states.get("public.dot_config")).toBe("appeared");
    expect(states.get("public.universal_edges")).toBe("other-columns");
    expect(states.get("public.iu_relation")).toBe("absent");
    expect(driftOf(earlier.manifest, earlier.manifest).map((t) => t.state)).not.toContain("rows-differ");
  });

  it("says nothing about a table of which one capture does not speak", async () => {
    const { manifest } = (await fixtureEvidence({ phase: "after" })).evidence;
    const without = { ...manifest, tables: manifest.tables.filter((t) => t.name !== REGISTRY) };
    expect(driftOf(without, manifest).find((t) => t.table === REGISTRY)?.state).toBe("one-sided");
  });
});
