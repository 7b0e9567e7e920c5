import { describe, expect, it } from "vitest";
import { type FixtureOptions, fixtureEvidence } from "../evidence/fixture";
import type { CatalogItem, Manifest, Surface } from "../evidence/manifest";
import { MEMBER, ORPHANED } from "../evidence/pilot-schema";
import { residueOf } from "./residue";

type Items = readonly (readonly [name: string, definition: string])[];
type Others = Surface["others"];

const surface = (over: Partial<Surface>) => (m: Manifest) => ({ ...m, surface: { ...m.surface, ...over } });
const unidentified = (m: Manifest): Manifest => {
  const { identities: _, ...catalog } = m.catalog;
  return { ...m, catalog };
};

async function residue(
  over: Partial<Record<"before" | "staging" | "after", Partial<FixtureOptions> | null>>,
) {
  const side = async (phase: "before" | "staging" | "after") =>
    over[phase] === null ? undefined : await fixtureEvidence({ phase, ...over[phase] });
  return residueOf({
    before: await side("before"),
    staging: await side("staging"),
    after: await side("after"),
  });
}

const identities = (items: Items): readonly CatalogItem[] =>
  [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, definition]) => ({ name, definition }));

describe("what the disposal left", () => {
  const left = (...others: Others) => ({ alter: surface({ others }) });
  const orphan = { kind: ORPHANED, name: "process 7" };
  const comment = { kind: "comment", name: "on r1" };
  const lock = { kind: "lock", name: "1" };

  it.each<[string, Others, Others, Others]>([
    ["an orphaned connection", [], [orphan], [orphan]],
    ["a comment", [], [comment], [comment]],
    ["no connection that was orphaned before", [orphan], [orphan], []],
    ["no comment that was there before", [comment], [comment], []],
    ["the new one of two", [orphan], [orphan, comment], [comment]],
    ["a lock, though there was one before", [lock], [lock], [lock]],
  ])("is %s", async (_, before, after, others) => {
    const found = await residue({ before: left(...before), after: left(...after) });
    expect(found?.surface.others).toEqual(others);
  });

  it("is everything without before, and unknown without after", async () => {
    expect((await residue({ before: null, after: left(orphan) }))?.surface.others).toEqual([orphan]);
    expect(await residue({ after: null })).toBeNull();
  });
});

describe("what was moved out of the surface", () => {
  const inside = surface({
    sequences: [{ name: "s.q", oid: "17010" }],
    functions: [{ name: "s.f()", oid: "17011" }],
    types: [{ name: "s.t", oid: "17012" }],
  });
  const kin = (m: Manifest): Manifest => ({
    ...surface({ others: [{ kind: MEMBER, name: "friend" }] })(m),
    capability: { ...m.capability, memberOf: ["group"] },
  });

  it.each<[string, Items, Items, ((m: Manifest) => Manifest) | undefined, RegExp[]]>([
    ["nothing", [["schema public", "oid=1"]], [["schema public", "oid=1"]], undefined, []],
    ["a schema", [], [["schema renamed", "oid=17000"]], undefined, [/^schema .* is now schema renamed$/]],
    [
      "a table",
      [],
      [["relation public.x", "oid=17001"]],
      undefined,
      [/candidate is now relation public\.x$/],
    ],
    ["a sequence", [], [["relation public.q", "oid=17010"]], inside, [/^s\.q is now relation public\.q$/]],
    ["a function", [], [["function public.f()", "oid=17011"]], inside, [/^s\.f\(\) is now function/]],
    ["a type", [], [["type public.t", "oid=17012"]], inside, [/^s\.t is now type public\.t$/]],
    ["a role", [], [["role other", "oid=17003"]], undefined, [/^role .* is now role other$/]],
    ["nothing of another kind with that oid", [], [["type public.t", "oid=17001"]], undefined, []],
    ["nothing of a kind that has no place in it", [], [["trigger t.x", "oid=17000"]], undefined, []],
    ["nothing whose oid is not told", [], [["schema renamed", "xmin=17000"]], undefined, []],
    ["a new role that it belonged to", [], [["role group", "oid=9"]], kin, [/^role group, which belonged/]],
    ["a new role that belonged to it", [], [["role friend", "oid=9"]], kin, [/^role friend, which belonged/]],
    ["no role that existed before", [["role group", "oid=9"]], [["role group", "oid=9"]], kin, []],
    [
      "no role that existed before, beside a new one",
      [["role group", "oid=9"]],
      [
        ["role friend", "oid=8"],
        ["role group", "oid=9"],
      ],
      kin,
      [/^role friend/],
    ],
    ["no new role of somebody else", [], [["role stranger", "oid=9"]], kin, []],
    ["nothing that only bears the name of kin", [], [["schema group", "oid=9"]], kin, []],
  ])("%s", async (_, before, after, alter, told) => {
    const found = await residue({
      before: { identities: identities(before) },
      staging: alter ? { alter } : {},
      after: { identities: identities(after) },
    });
    expect(found?.moved).toHaveLength(told.length);
    for (const [i, pattern] of told.entries()) expect(found?.moved?.[i]).toMatch(pattern);
  });

  const large = { alter: surface({ others: [{ kind: "large object", name: "17020" }] }) };
  const unseen = { identities: identities([["large objects", "unreadable"]]) };
  it.each<[string, Parameters<typeof residue>[0], readonly string[] | null]>([
    ["unknown without before", { before: null }, null],
    ["unknown without staging", { staging: null }, null],
    ["unknown without identities before", { before: { alter: unidentified } }, null],
    ["unknown without identities after", { after: { alter: unidentified } }, null],
    ["unknown where large objects could not be seen", { staging: large, after: unseen }, null],
    ["told where there was none to see", { after: unseen }, []],
    ["told where all could be seen", { staging: large }, []],
    [
      "a large object that is still there",
      { staging: large, after: { identities: identities([["large object 17020", "oid=17020"]]) } },
      ["large object 17020 is now large object 17020"],
    ],
  ])("is %s", async (_, over, moved) => {
    expect((await residue(over))?.moved).toEqual(moved);
  });
});
