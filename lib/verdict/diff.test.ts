import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BIRTH_REGISTRY, birth, fixtureEvidence, registry } from "../evidence/fixture";
import { layoutOf } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import { registryOf } from "../profile/profile";
import { classifier } from "./classify";
import { diffTable } from "./diff";
import type { LineChange } from "./join";
import { Reconciler } from "./reconcile";

type Rows = ReadonlyMap<string, string>;

const keys = (rows: Rows) => [...rows.keys()].sort();

async function side(phase: "before" | "after", rows: Rows, order: (keys: string[]) => string[]) {
  const lines = order(keys(rows)).map((k) => birth(k, { status: rows.get(k) ?? "\\N" }));
  const made = await fixtureEvidence({ phase, tables: { "public.birth_registry": registry(lines) } });
  const table = made.evidence.manifest.tables.find(
    (t): t is PresentTable => t.name === "public.birth_registry" && t.present,
  );
  if (!table) throw new Error("no registry");
  return { table, read: made.read };
}

async function differences(before: Rows, after: Rows, order = (k: string[]) => k) {
  const [a, b] = [await side("before", before, order), await side("after", after, order)];
  const layout = layoutOf(BIRTH_REGISTRY, a.table);
  const found: string[] = [];
  const classify = classifier(b.table, registryOf(BIRTH_REGISTRY), layout, {
    keys: new Set(),
    capability: "proven",
  });
  const diff = await diffTable(a, b, layout, classify, (c) => void found.push(`${c.kind} ${c.key[0]}`));
  return { diff, found: found.sort() };
}

function naive(before: Rows, after: Rows): string[] {
  const found: string[] = [];
  for (const [k, v] of before)
    if (!after.has(k)) found.push(`deleted ${k}`);
    else if (after.get(k) !== v) found.push(`changed ${k}`);
  for (const k of after.keys()) if (!before.has(k)) found.push(`inserted ${k}`);
  return found.sort();
}

const rows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.constantFrom("a", "b", "\\N")), { maxLength: 1500 })
  .map((list) => new Map(list.map(([k, v]) => [`E-${k}`, v])));

describe("diffTable", () => {
  it("finds what a naive comparison finds, for any two tables", async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        const { found, diff } = await differences(before, after);
        expect(found).toEqual(naive(before, after));
        expect(diff.changed + diff.inserted + diff.deleted).toBe(found.length);
      }),
      { numRuns: 40 },
    );
  });

  it("finds a few changes in a large table, in any collation", async () => {
    const before = new Map(Array.from({ length: 20_000 }, (_, i) => [`E-${i}`, "a"]));
    const after = new Map(before);
    after.set("E-17", "b");
    after.delete("E-19999");
    after.set("E-new", "a");
    for (const order of [(k: string[]) => k, (k: string[]) => [...k].reverse()])
      expect((await differences(before, after, order)).found).toEqual([
        "changed E-17",
        "deleted E-19999",
        "inserted E-new",
      ]);
  });

  it("reports nothing, and agreeing checksums, for a table and itself", async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const { found, diff } = await differences(table, table);
        expect(found).toEqual([]);
        for (const sides of Object.values(diff.common)) expect(sides?.before).toBe(sides?.after);
      }),
      { numRuns: 20 },
    );
  });

  it("gives checksums that agree exactly where the group agrees on common rows", async () => {
    const before = new Map(Array.from({ length: 500 }, (_, i) => [`E-${i}`, "a"]));
    const changed = await differences(before, new Map(before).set("E-3", "b"));
    expect(changed.diff.common.canonical?.before).not.toBe(changed.diff.common.canonical?.after);
    expect(changed.diff.common.stamps?.before).toBe(changed.diff.common.stamps?.after);
    const born = await differences(before, new Map(before).set("E-900", "\\N"));
    expect(born.diff.common.canonical?.before).toBe(born.diff.common.canonical?.after);
  });

  it("gives checksums that speak of every row, also of those which are equal on both sides", async () => {
    // Two pages: where one ends is a matter of the rows themselves.
    const changed = "G-10000";
    const list = Array.from({ length: 20_000 }, (_, i) => `G-${i}`).sort();
    const at = list.indexOf(changed);
    const stored = await side("before", new Map(list.map((key) => [key, "a"])), (k) => k);
    expect(stored.table.pages.map((page) => page.rows)).toEqual([6998, 13_002]);
    const told = async (other: string | undefined) => {
      const before = new Map(list.map((key) => [key, key === other ? "b" : "a"]));
      return (await differences(before, new Map(before).set(changed, "c"))).diff;
    };
    const plain = await told(undefined);
    // A row of another page, of another chunk of the same page, and the neighbours in the same chunk.
    for (const other of [list[0], list[at - 1], list[at + 1], list[at + 600], list.at(-1)]) {
      const diff = await told(other);
      expect(diff.common.stamps?.before, other).not.toBe(plain.common.stamps?.before);
      expect(diff.whole.before, other).not.toBe(plain.whole.before);
    }
  });

  it("finds the same in any order of the rows, on either side", async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.infiniteStream(fc.nat()), async (before, after, random) => {
        const shuffled = (list: string[]) =>
          list
            .map((k) => [k, random.next().value ?? 0] as const)
            .sort((a, b) => a[1] - b[1])
            .map(([k]) => k);
        const a = await side("before", before, shuffled);
        const b = await side("after", after, shuffled);
        const layout = layoutOf(BIRTH_REGISTRY, a.table);
        const found: string[] = [];
        const diff = await diffTable(
          a,
          b,
          layout,
          classifier(b.table, registryOf(BIRTH_REGISTRY), layout, { keys: null, capability: "unknown" }),
          (c) => void found.push(`${c.kind} ${c.key[0]}`),
        );
        expect(found.sort()).toEqual(naive(before, after));
        expect(diff.whole.before === diff.whole.after).toBe(found.length === 0);
      }),
      { numRuns: 40 },
    );
  });

  it("finds one change in a large table that is stored backwards", async () => {
    const before = new Map(Array.from({ length: 30_000 }, (_, i) => [`E-${i}`, "a"]));
    const a = await side("before", before, (k) => k);
    const b = await side("after", new Map(before).set("E-5", "b"), (k) => [...k].reverse());
    const layout = layoutOf(BIRTH_REGISTRY, a.table);
    const found: string[] = [];
    await diffTable(
      a,
      b,
      layout,
      classifier(b.table, registryOf(BIRTH_REGISTRY), layout, { keys: null, capability: "unknown" }),
      (c) => void found.push(`${c.kind} ${c.key[0]}`),
    );
    expect(found).toEqual(["changed E-5"]);
  });
});

describe("rows that left one stretch and came in another", () => {
  const reconciled = async (lines: LineChange[]) => {
    const told: string[] = [];
    const common: string[] = [];
    const reconciler = new Reconciler(
      (line) => line.split("=")[0] ?? "",
      (before, after) => void common.push(`${before} ${after}`),
      async (c) => void told.push(c.kind === "changed" ? `${c.before}>${c.after}` : c.kind),
    );
    for (const line of lines) await reconciler.push(line, 0);
    await reconciler.finish();
    return { told, common };
  };
  const gone = (before: string): LineChange => ({ kind: "deleted", before });
  const came = (after: string): LineChange => ({ kind: "inserted", after });

  it("are one row, that changed or did not", async () => {
    expect(await reconciled([came("a=1"), gone("b=1"), gone("a=1"), came("b=2")])).toEqual({
      told: ["b=1>b=2"],
      common: ["a=1 a=1", "b=1 b=2"],
    });
  });

  it("are each used once: a key that came twice is told", async () => {
    expect((await reconciled([gone("a=1"), came("a=1"), came("a=1")])).told).toEqual(["inserted"]);
    expect((await reconciled([gone("a=1"), gone("a=1"), came("a=1")])).told).toEqual(["deleted"]);
  });

  it("are told as they come where they are too many to hold, and none is lost", async () => {
    const long = "x".repeat(1 << 20);
    const lines = Array.from({ length: 20 }, (_, i) => gone(`${i}=${long}`));
    const { told } = await reconciled([...lines, came(`3=${long}`)]);
    expect(told.filter((t) => t === "deleted")).toHaveLength(20);
    expect(told.at(-1)).toBe("inserted");
  });
});
