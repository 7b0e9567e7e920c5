import { describe, expect, it } from "vitest";
import { birth, type FixtureOptions, fixtureEvidence, registry } from "../evidence/fixture";
import { CATALOG_PARTS, catalogFingerprint, type Manifest, type PresentTable } from "../evidence/manifest";
import { SCOPES } from "../evidence/scope";
import { evaluate } from "./evaluate";

type Phase = "before" | "staging" | "after";
type Alter = (m: Manifest) => Manifest;

async function matrixOf(alter: Partial<Record<Phase, Alter>>, over: Partial<FixtureOptions> = {}) {
  const side = (phase: Phase) =>
    fixtureEvidence({
      phase,
      ...(phase === "after" ? over : {}),
      ...(alter[phase] ? { alter: alter[phase] } : {}),
    });
  const [before, staging, after] = [await side("before"), await side("staging"), await side("after")];
  return evaluate({ run: "r1", before, staging, after });
}

const checkOf = (matrix: Awaited<ReturnType<typeof matrixOf>>, id: string) =>
  matrix.claims.flatMap((c) => c.checks).find((c) => c.id === id);

/** Without one member, as older evidence is that never had it. */
function without<T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([k]) => !(keys as string[]).includes(k))) as Omit<
    T,
    K
  >;
}
const LATER = CATALOG_PARTS.slice(CATALOG_PARTS.indexOf("publications"));
const older: Alter = (m) => {
  const parts = without(m.catalog.parts, ...LATER);
  const table = (t: PresentTable): PresentTable => ({
    ...t,
    counters: t.counters && without(t.counters, "earlier"),
  });
  return {
    ...without(m, "statistics"),
    tables: m.tables.map((t) => (t.present ? table(t) : t)),
    catalog: { ...without(m.catalog, "identities"), parts, fingerprint: catalogFingerprint(parts) },
    capability: without(m.capability, "looked"),
    separation: without(m.separation, "looked"),
    surface: without(m.surface, "looked"),
    coverage: without(m.coverage, "looked", "tables"),
  };
};

describe("evidence of an older notouch", () => {
  it.each([
    ["before", ["before"]],
    ["after", ["after"]],
    ["staging", ["staging"]],
    ["all", ["before", "staging", "after"]],
  ] as const)("is read, and proves nothing that it did not look at: %s", async (_, phases) => {
    const matrix = await matrixOf(Object.fromEntries(phases.map((p) => [p, older])));
    expect(matrix.engineering).toBe("NO_EVIDENCE");
    expect(matrix.claims.slice(0, 5).map((c) => c.verdict)).toEqual(Array(5).fill("PASS"));
    const open = matrix.claims.flatMap((c) => c.checks.filter((k) => k.verdict !== "PASS").map((k) => k.id));
    const counters = ["NT-7.counters.public.birth_registry", "NT-7.counters.public.universal_edges"];
    const wanted: Record<Phase, string[]> = {
      before: [
        ...counters,
        "NT-7.statistics",
        "NT-7.catalog",
        "NT-7.rewritten",
        "NT-7.coverage",
        "NT-7.residue",
      ],
      after: [
        ...counters,
        "NT-7.statistics",
        "NT-7.catalog",
        "NT-7.rewritten",
        "NT-7.coverage",
        "NT-7.residue",
      ],
      staging: ["NT-6.separation", "NT-6.capability"],
    };
    expect(open).toEqual(expect.arrayContaining(phases.flatMap((p) => wanted[p])));
  });

  it("says so of births, which nobody can attribute", async () => {
    const rows = [
      birth("E-1"),
      birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
      birth("E-3"),
    ];
    const born = { tables: { "public.birth_registry": registry([...rows, birth("E-9")]) } };
    const matrix = await matrixOf({ staging: older }, born);
    expect(matrix.claims[3]).toMatchObject({ id: "NT-4", verdict: "NO_EVIDENCE" });
  });
});

describe("every question of a scope", () => {
  const asked = [
    ["capability", "staging", "NT-6.capability"],
    ["separation", "staging", "NT-6.separation"],
    ["surface", "after", "NT-7.residue"],
    ["coverage", "before", "NT-7.coverage"],
    ["coverage", "after", "NT-7.coverage"],
  ] as const;
  it.each(
    asked.flatMap(([scope, phase, id]) => SCOPES[scope].map((what) => [scope, what, phase, id] as const)),
  )("%s: without %s in %s there is no PASS", async (scope, what, phase, id) => {
    const matrix = await matrixOf({
      [phase]: (m: Manifest) => ({
        ...m,
        [scope]: { ...m[scope], looked: SCOPES[scope].filter((w) => w !== what) },
      }),
    });
    expect(checkOf(matrix, id)).toMatchObject({
      verdict: "NO_EVIDENCE",
      detail: expect.stringContaining(what),
    });
    expect(matrix.engineering).toBe("NO_EVIDENCE");
  });

  it("says why something could not be seen", async () => {
    const unseen = [{ what: "scheduled jobs", why: "the role does not see them." }];
    const looked = SCOPES.separation.filter((w) => w !== "scheduled jobs");
    const matrix = await matrixOf({
      staging: (m) => ({ ...m, separation: { ...m.separation, looked, unseen } }),
    });
    expect(checkOf(matrix, "NT-6.separation")).toMatchObject({
      verdict: "NO_EVIDENCE",
      detail: "Could not look at scheduled jobs: the role does not see them.",
    });
  });
});

describe("what another capture found of the pilot", () => {
  it.each(["before", "after"] as const)(
    "counts, though the staging evidence did not: a right at %s",
    async (phase) => {
      const rights = [{ object: "public.birth_registry", privilege: "UPDATE", via: "PUBLIC" }];
      const matrix = await matrixOf({
        [phase]: (m: Manifest) => ({ ...m, capability: { ...m.capability, exists: true, rights } }),
      });
      expect(checkOf(matrix, "NT-6.capability")).toMatchObject({
        verdict: "FAIL",
        detail: expect.stringContaining(`UPDATE on public.birth_registry at ${phase} via PUBLIC`),
      });
    },
  );

  it.each(["before", "after"] as const)("counts: a path at %s", async (phase) => {
    const links = [
      {
        kind: "view" as const,
        from: "public.v",
        to: "staging_r1.candidate",
        detail: "view depends on table",
      },
    ];
    const matrix = await matrixOf({
      [phase]: (m: Manifest) => ({ ...m, separation: { ...m.separation, links } }),
    });
    expect(checkOf(matrix, "NT-6.separation")?.verdict).toBe("FAIL");
  });
});
