import { describe, expect, it } from "vitest";
import { type FixtureOptions, fixtureEvidence } from "../evidence/fixture";
import { type CatalogPart, catalogFingerprint, type Manifest } from "../evidence/manifest";
import { compareCatalogs, rewrittenCode } from "./catalog-diff";

type Side = Partial<FixtureOptions>;

const pair = async (before: Side, after: Side) =>
  [
    await fixtureEvidence({ phase: "before", ...before }),
    await fixtureEvidence({ phase: "after", ...after }),
  ] as const;

/** Without one part, as evidence is of a capture that did not know it. */
const lacking = (part: CatalogPart): Side => ({
  alter: (m: Manifest) => {
    const { [part]: _, ...parts } = m.catalog.parts;
    return { ...m, catalog: { ...m.catalog, parts, fingerprint: catalogFingerprint(parts) } };
  },
});
const triggers = (...items: [name: string, definition: string][]): Side => ({
  catalog: { triggers: items.map(([name, definition]) => ({ name, definition })) },
});

describe("two catalogues", () => {
  it.each<[string, Side, Side, [string, string][]]>([
    ["nothing", triggers(["a", "1"], ["b", "1"]), triggers(["a", "1"], ["b", "1"]), []],
    ["one changed", triggers(["a", "1"], ["b", "1"]), triggers(["a", "1"], ["b", "2"]), [["b", "changed"]]],
    ["one added", triggers(["a", "1"]), triggers(["a", "1"], ["b", "1"]), [["b", "added"]]],
    ["one removed", triggers(["a", "1"], ["b", "1"]), triggers(["b", "1"]), [["a", "removed"]]],
    [
      "one renamed",
      triggers(["a", "1"]),
      triggers(["b", "1"]),
      [
        ["a", "removed"],
        ["b", "added"],
      ],
    ],
  ])("tell of %s", async (_, before, after, told) => {
    const { changes, missing, ...prints } = await compareCatalogs(...(await pair(before, after)));
    expect(changes).toEqual(told.map(([name, kind]) => ({ part: "triggers", name, kind })));
    expect(missing).toEqual([]);
    expect(prints.before === prints.after).toBe(told.length === 0);
  });

  it.each<[string, Side, Side]>([
    ["before", lacking("publications"), {}],
    ["after", {}, lacking("publications")],
    ["both sides", lacking("publications"), lacking("publications")],
  ])("name the part that was not recorded on %s", async (_, before, after) => {
    const { changes, missing } = await compareCatalogs(...(await pair(before, after)));
    expect([changes, missing]).toEqual([[], ["publications"]]);
  });

  it("open no part that is equal on both sides", async () => {
    const [before, after] = await pair(triggers(["a", "1"]), triggers(["a", "1"]));
    const shut = { read: () => Promise.reject(new Error("opened")) };
    expect((await compareCatalogs({ ...before, ...shut }, { ...after, ...shut })).changes).toEqual([]);
  });
});

describe("code that was written", () => {
  const wrote = (...items: [name: string, definition: string][]): Side => ({
    identities: items.map(([name, definition]) => ({ name, definition })),
  });
  const unrecorded: Side = {
    alter: (m: Manifest) => {
      const { identities: _, ...catalog } = m.catalog;
      return { ...m, catalog };
    },
  };
  const OLD = wrote(["function f()", "xmin=1"], ["relation t", "xmin=1"], ["trigger t.x", "xmin=1"]);

  it.each<[string, Side, Side, { objects: number; changed: string[] } | null]>([
    ["is none where all is as it was", OLD, OLD, { objects: 2, changed: [] }],
    [
      "and reads as before is named",
      OLD,
      wrote(["function f()", "xmin=2"], ["relation t", "xmin=1"], ["trigger t.x", "xmin=1"]),
      { objects: 2, changed: ["function f()"] },
    ],
    [
      "is none where only a relation was",
      OLD,
      wrote(["function f()", "xmin=1"], ["relation t", "xmin=2"], ["trigger t.x", "xmin=1"]),
      { objects: 2, changed: [] },
    ],
    [
      "and is gone is left to the catalogue",
      OLD,
      wrote(["relation t", "xmin=1"]),
      { objects: 2, changed: [] },
    ],
    ["is unknown without identities before", unrecorded, OLD, null],
    ["is unknown without identities after", OLD, unrecorded, null],
  ])("%s", async (_, before, after, rewritten) => {
    const sides = await pair(before, after);
    expect(await rewrittenCode(...sides, await compareCatalogs(...sides))).toEqual(rewritten);
  });

  it("and reads otherwise is left to the catalogue, by part and name", async () => {
    const both = { ...wrote(["function x", "xmin=1"], ["trigger x", "xmin=1"]), ...triggers(["x", "1"]) };
    const later = { ...wrote(["function x", "xmin=2"], ["trigger x", "xmin=2"]), ...triggers(["x", "2"]) };
    const sides = await pair(both, later);
    const { changed } = (await rewrittenCode(...sides, await compareCatalogs(...sides))) ?? {};
    expect(changed).toEqual(["function x"]);
  });
});
