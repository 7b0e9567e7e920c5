import { describe, expect, it } from "vitest";
import { sha256 } from "../base/hash";
import {
  BIRTH_REGISTRY,
  birth,
  EDGES,
  type FixtureOptions,
  fixtureEvidence,
  registry,
} from "../evidence/fixture";
import type { Manifest, PresentTable } from "../evidence/manifest";
import type { Profile } from "../profile/profile";
import { type Inputs, measure } from "./measure";
import type { EvidenceInput } from "./staging";

type Side = Partial<FixtureOptions>;
const ROWS = [birth("E-1"), birth("E-2"), birth("E-3")];

const factsOf = async (inputs: Inputs) => (await measure("r1", inputs, () => undefined)).facts;

/** Evidence whose parsed manifest was altered after it was read, as a forger in between would. */
function forged(input: EvidenceInput, change: (t: PresentTable) => PresentTable): EvidenceInput {
  const { manifest } = input.evidence;
  const tables = manifest.tables.map((t) =>
    t.present && t.name === "public.universal_edges" ? change(t) : t,
  );
  return { ...input, evidence: { ...input.evidence, manifest: { ...manifest, tables } } };
}

describe("evidence re-hashes", () => {
  it.each<[string, boolean, (e: EvidenceInput) => EvidenceInput]>([
    ["unaltered", true, (e) => e],
    ["under another digest", false, (e) => ({ ...e, evidence: { ...e.evidence, digest: sha256("other") } })],
    [
      "with another byte at its end",
      false,
      (e) => ({ ...e, evidence: { ...e.evidence, bytes: new Uint8Array([...e.evidence.bytes, 10]) } }),
    ],
    ["with a row too many in one table", false, (e) => forged(e, (t) => ({ ...t, rows: t.rows + 1 }))],
    ["with a byte too few in one table", false, (e) => forged(e, (t) => ({ ...t, bytes: t.bytes - 1 }))],
    ["without the pages of one table", false, (e) => forged(e, (t) => ({ ...t, pages: [] }))],
  ])("%s: %s", async (_, rehashed, change) => {
    const after = change(await fixtureEvidence({ phase: "after" }));
    const { evidence } = await factsOf({ after });
    expect(evidence.after?.rehashed).toBe(rehashed);
    expect([evidence.before, evidence.staging, evidence.afterRun]).toEqual([null, null, null]);
  });
});

describe("one snapshot alone", () => {
  it.each(["before", "after"] as const)("%s compares nothing", async (phase) => {
    const facts = await factsOf({ [phase]: await fixtureEvidence({ phase }) });
    expect([facts.catalog, facts.rewritten, facts.coverage, facts.moved]).toEqual([null, null, null, null]);
    expect(facts.residue === null).toBe(phase === "before");
    expect(facts.tables.every((t) => t.state === "one-sided")).toBe(true);
  });
});

describe("a surface without a candidate", () => {
  it.each<[string, readonly (readonly string[])[], string[] | null]>([
    ["tells no row apart", [], null],
    ["and one with a candidate does", [["S-1", "\\N", "\\N", "\\N"]], ["S-1"]],
  ])("%s", async (_, rows, keys) => {
    const columns = ["entity_code", "inspect_pen", "inspect_stamp", "inspect_gate"];
    const empty = await fixtureEvidence({ phase: "staging" });
    const name = empty.evidence.manifest.tables.find((t) => t.name.endsWith(".candidate"))?.name ?? "";
    const staging = await fixtureEvidence({
      phase: "staging",
      tables: { [name]: { key: ["entity_code"], columns, rows } },
    });
    const { pilot } = await measure("r1", { staging }, () => undefined);
    expect(pilot.keys === null ? null : pilot.keys.size).toBe(keys === null ? null : keys.length);
  });
});

describe("a table", () => {
  const WILD: Profile = {
    ...BIRTH_REGISTRY,
    tables: [
      ...BIRTH_REGISTRY.tables,
      ...BIRTH_REGISTRY.tables
        .filter((t) => t.name === "public.universal_edges")
        .map((t) => ({ ...t, name: "extra.*", part: "guarded" as const })),
    ],
  };
  const unspoken = (m: Manifest): Manifest => ({
    ...m,
    tables: m.tables.filter((t) => t.name !== "public.universal_edges"),
  });
  const edges = (table: typeof EDGES | null): Side => ({ tables: { "public.universal_edges": table } });
  const extra: Side = { profile: WILD, tables: { "extra.t": EDGES } };

  it.each<[string, string, Side, Side, string]>([
    ["on both sides", "public.universal_edges", {}, {}, "compared"],
    ["on neither", "public.universal_edges", edges(null), edges(null), "absent"],
    ["only afterwards", "public.universal_edges", edges(null), {}, "appeared"],
    ["only before", "public.universal_edges", {}, edges(null), "disappeared"],
    ["that before does not speak of", "public.universal_edges", { alter: unspoken }, {}, "one-sided"],
    ["that after does not speak of", "public.universal_edges", {}, { alter: unspoken }, "one-sided"],
    [
      "with another column",
      "public.universal_edges",
      {},
      edges({ ...EDGES, columns: ["id", "source_code", "target_code", "sort"] }),
      "incomparable",
    ],
    ["of a wildcard, new", "extra.t", { profile: WILD }, extra, "appeared"],
    ["of a wildcard, gone", "extra.t", extra, { profile: WILD }, "disappeared"],
    ["of a wildcard, on both sides", "extra.t", extra, extra, "compared"],
  ])("%s", async (_, name, one, other, state) => {
    const [before, after] = [
      await fixtureEvidence({ phase: "before", ...one }),
      await fixtureEvidence({ phase: "after", ...other }),
    ];
    const { tables } = await factsOf({ before, after });
    expect(tables.find((t) => t.name === name)?.state).toBe(state);
  });

  it("of a wildcard is one-sided while there is one snapshot alone", async () => {
    const after = await fixtureEvidence({ phase: "after", ...extra });
    expect((await factsOf({ after })).tables.find((t) => t.name === "extra.t")?.state).toBe("one-sided");
  });

  it("whose content cannot be read is refused, never taken for equal", async () => {
    const before = await fixtureEvidence({ phase: "before" });
    const after = await fixtureEvidence({
      phase: "after",
      tables: { "public.birth_registry": registry([...ROWS.slice(1), birth("E-4")]) },
    });
    const shut = () => Promise.reject(new Error("no content"));
    await expect(factsOf({ before, after: { ...after, read: shut } })).rejects.toThrow("no content");
  });
});
