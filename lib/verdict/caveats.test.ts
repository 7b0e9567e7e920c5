import { describe, expect, it } from "vitest";
import {
  BIRTH_REGISTRY,
  CANDIDATES,
  type FixtureOptions,
  type FixtureTable,
  fixtureEvidence,
  stagingRecord,
} from "../evidence/fixture";
import type { Manifest } from "../evidence/manifest";
import type { Profile } from "../profile/profile";
import { evaluate } from "./evaluate";

async function caveats(over: Partial<FixtureOptions>, staging: Record<string, FixtureTable> = {}) {
  const of = (phase: "before" | "staging" | "after") =>
    fixtureEvidence({ ...over, phase, ...(phase === "staging" && { tables: staging }) });
  const matrix = await evaluate({
    run: "r1",
    before: await of("before"),
    staging: await of("staging"),
    after: await of("after"),
  });
  // A caveat is true and fails nothing.
  expect(matrix.engineering).toBe("PASS");
  return matrix.caveats.map(({ code, table, count, detail }) => ({ code, table, count, detail }));
}

const profile = (over: Partial<Profile>): Partial<FixtureOptions> => ({
  profile: { ...BIRTH_REGISTRY, ...over },
});
const record = (...figures: string[]) => ({
  "staging_r1.evidence": { ...stagingRecord("r1"), rows: [["STAGING", "r1", ...figures]] },
});
const candidates = (...rows: string[][]) => ({ "staging_r1.candidate": { ...CANDIDATES, rows } });

describe("what the Owner acknowledges by name", () => {
  it("is nothing on a clean pilot", async () => {
    expect(await caveats({})).toEqual([]);
  });

  it.each([
    ["one candidate too few", ["3", "2", "1", "1", "1", "0"], /scanned 3 candidates and accounts for 2 as /],
    ["a record without counts", ["\\N", "2", "1", "1", "1", "0"], /1 of its records state no such counts/],
  ])("is staging evidence that does not add up: %s", async (_, figures, detail) => {
    expect(await caveats({}, record(...figures))).toEqual([
      { code: "staging-counts", table: null, count: 1, detail: expect.stringMatching(detail) },
    ]);
  });

  it("is each exclusion of the profile with its reason", async () => {
    const exclude = [
      { table: "public.noise", reason: "a cache" },
      { table: "public.birth_registry", column: "seen_at", reason: "a clock" },
    ];
    expect(await caveats(profile({ exclude }))).toEqual([
      { code: "excluded", table: "public.noise", count: 1, detail: expect.stringContaining("a cache") },
      {
        code: "excluded",
        table: "public.birth_registry.seen_at",
        count: 1,
        detail: expect.stringContaining("a clock"),
      },
    ]);
  });

  it("is what lies outside the watched schemas, and a profile that watches none", async () => {
    const gap = { kind: "table", name: "other.birth", detail: "it has a stamp", watched: false };
    const alter = (m: Manifest): Manifest => ({ ...m, coverage: { ...m.coverage, gaps: [gap] } });
    expect(await caveats({ alter })).toMatchObject([
      {
        code: "unwatched",
        table: "other.birth",
        count: 1,
        detail: expect.stringContaining("it has a stamp"),
      },
    ]);
    expect(await caveats(profile({ watch: [] }))).toMatchObject([{ code: "unwatched", table: null }]);
  });

  it("is no candidate without a key or without stamps, and one only where all three agree", async () => {
    const at = "2026-06-19 01:00:00+00";
    expect(await caveats({}, candidates(["S-1", "\\N", "\\N", "\\N"], ["S-2", at, at, "\\N"]))).toEqual([]);
    expect(await caveats({}, candidates(["S-1", at, at, at]))).toMatchObject([
      { code: "F-OPEN-4", count: 1 },
    ]);
  });

  it("is no single stamp, which cannot be fused with another", async () => {
    const surface = {
      ...BIRTH_REGISTRY.surface,
      candidates: { ...BIRTH_REGISTRY.surface.candidates, stamps: ["inspect_pen"] },
    };
    expect(await caveats(profile({ surface }))).toEqual([]);
  });

  it("is nothing about counts where the profile names none", async () => {
    const { counts: _, ...evidence } = BIRTH_REGISTRY.surface.evidence;
    const surface = { ...BIRTH_REGISTRY.surface, evidence };
    expect(await caveats(profile({ surface }), record("9", "1", "1", "1", "1", "0"))).toEqual([]);
  });
});
