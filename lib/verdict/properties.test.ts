import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BIRTH_REGISTRY,
  birth,
  CANDIDATES,
  EDGES,
  type FixtureOptions,
  type FixtureRow,
  type FixtureTable,
  fixtureEvidence,
  REGISTRY_COLUMNS,
  registry,
} from "../evidence/fixture";
import type { Manifest } from "../evidence/manifest";
import type { RowChange } from "./change";
import { evaluate } from "./evaluate";
import { isSealed, type Matrix } from "./matrix";

type Phase = "before" | "staging" | "after";
type Sides = Partial<Record<Phase, Partial<FixtureOptions> | null>>;

async function judge(sides: Sides, onChange?: (change: RowChange) => void): Promise<Matrix> {
  const side = async (phase: Phase) =>
    sides[phase] === null ? undefined : fixtureEvidence({ phase, ...sides[phase] });
  return evaluate({
    run: "r1",
    before: await side("before"),
    staging: await side("staging"),
    after: await side("after"),
    onChange,
  });
}

const ROWS = [
  birth("E-1"),
  birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
  birth("E-3"),
];
const REGISTRY = "public.birth_registry";

/** Something that a run can lack, as a change of its evidence. */
interface Gap {
  readonly name: string;
  readonly open: (sides: Sides) => void;
}

const altered = (sides: Sides, phase: Phase, alter: (m: Manifest) => Manifest) => {
  const options = sides[phase];
  if (options === null) return;
  const earlier = options?.alter ?? ((m: Manifest) => m);
  sides[phase] = { ...options, alter: (m) => alter(earlier(m)) };
};
const tables = (sides: Sides, phase: Phase, over: Record<string, FixtureTable | null>) => {
  const options = sides[phase];
  if (options !== null) sides[phase] = { ...options, tables: { ...options?.tables, ...over } };
};
const BOTH: readonly Phase[] = ["before", "after"];
const gap = (name: string, open: Gap["open"]): Gap => ({ name, open });

const GAPS: readonly Gap[] = [
  ...(["before", "staging", "after"] as const).map((phase) =>
    gap(`no ${phase}`, (s) => {
      s[phase] = null;
    }),
  ),
  gap("a role that was not there", (s) =>
    altered(s, "staging", (m) => ({ ...m, capability: { ...m.capability, exists: false } })),
  ),
  gap("no candidates", (s) => tables(s, "staging", { "staging_r1.candidate": null })),
  gap("a surface without a candidate", (s) =>
    tables(s, "staging", { "staging_r1.candidate": { ...CANDIDATES, rows: [] } }),
  ),
  gap("no staging records", (s) => tables(s, "staging", { "staging_r1.evidence": null })),
  gap("an empty inventory", (s) =>
    altered(s, "staging", (m) => ({
      ...m,
      surface: { ...m.surface, schemas: [], relations: [], roles: [] },
    })),
  ),
  ...BOTH.flatMap((phase) => [
    gap(`no certifier in ${phase}`, (s) =>
      altered(s, phase, (m) => ({ ...m, catalog: { ...m.catalog, certifier: null } })),
    ),
    gap(`no write counters in ${phase}`, (s) =>
      tables(s, phase, { [REGISTRY]: registry(ROWS, { counters: null }) }),
    ),
    gap(`${phase} lacks a table`, (s) =>
      altered(s, phase, (m) => ({
        ...m,
        tables: m.tables.filter((t) => t.name !== "public.universal_edges"),
      })),
    ),
    gap(`${phase} did not see every row`, (s) =>
      altered(s, phase, (m) => ({
        ...m,
        source: { ...m.source, visibility: { ...m.source.visibility, readsEveryTable: false } },
      })),
    ),
    gap(`a table of ${phase} that the profile does not know`, (s) =>
      altered(s, phase, (m) => ({
        ...m,
        coverage: { gaps: [{ kind: "table", name: "public.unknown", detail: "" }] },
      })),
    ),
  ]),
  gap("a required table that is not there", (s) => {
    for (const phase of BOTH) tables(s, phase, { "public.universal_edges": null });
  }),
  gap("no registry", (s) => {
    for (const phase of BOTH) tables(s, phase, { [REGISTRY]: null });
  }),
  gap("a tracked column that is not there", (s) => {
    const at = REGISTRY_COLUMNS.indexOf("status");
    const without: FixtureTable = {
      key: ["entity_code"],
      columns: REGISTRY_COLUMNS.filter((_, i) => i !== at),
      rows: ROWS.map((row) => row.filter((_, i) => i !== at)),
    };
    for (const phase of BOTH) tables(s, phase, { [REGISTRY]: without });
  }),
];

describe("a missing part", () => {
  it.each(GAPS.map((g) => [g.name, g] as const))("%s is never PASS", async (_, { open }) => {
    const sides: Sides = {};
    open(sides);
    expect((await judge(sides)).engineering).not.toBe("PASS");
  });

  it("is never PASS, whatever else is missing, and the matrix is whole and has its figures", async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...GAPS], { minLength: 1 }), async (gaps) => {
        const sides: Sides = {};
        for (const { open } of gaps) open(sides);
        const matrix = await judge(sides);
        expect(matrix.engineering).not.toBe("PASS");
        expect(isSealed(matrix)).toBe(true);
        for (const claim of matrix.claims) {
          expect(claim.checks.length).toBeGreaterThan(0);
          for (const check of claim.checks.filter((c) => c.verdict === "PASS"))
            expect([check.id, check.before, check.after].includes(null)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** A value as `COPY` writes it. */
const raw = (value: string | null) =>
  value === null
    ? "\\N"
    : value.replace(
        /[\\\b\f\n\r\t\v]/g,
        (c) => `\\${{ "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v" }[c] ?? "\\"}`,
      );

const text = fc
  .string({ unit: "binary", maxLength: 12 })
  .filter((t) => t.isWellFormed() && !t.includes("\0"));
/** What PostgreSQL's output functions write for each common type. */
const TYPES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  numeric: fc.oneof(
    fc.constantFrom("NaN", "Infinity", "-Infinity", "0", "0.00", "1.0", "1.00"),
    fc.bigInt().map(String),
  ),
  float8: fc.oneof(fc.constantFrom("NaN", "-Infinity", "0", "-0"), fc.double({ noNaN: true }).map(String)),
  timestamptz: fc.constantFrom(
    "infinity",
    "-infinity",
    "2026-06-19 01:02:03.000001+00",
    "0044-03-15 00:00:00+00 BC",
  ),
  tstzrange: fc.constantFrom(
    "empty",
    "(,)",
    '["2026-01-01 00:00:00+00",infinity)',
    '["2026-01-01 00:00:00+00","2026-01-01 00:00:00+00"]',
  ),
  bytea: fc.uint8Array({ maxLength: 8 }).map((b) => `\\x${Buffer.from(b).toString("hex")}`),
  "text[]": fc
    .array(
      fc.oneof(
        text.map((t) => JSON.stringify(t)),
        fc.constant("NULL"),
      ),
      { maxLength: 3 },
    )
    .map((l) => `{${l.join(",")}}`),
  "int4[]": fc.constantFrom("[0:1]={1,2}", "{1,2}", "{{1},{2}}", "{}"),
  enum: fc.constantFrom("calm", "Busy", "lost, and found"),
  domain: fc.constantFrom("0.5", "0.50"),
  composite: fc.tuple(fc.integer(), text).map(([n, t]) => `(${n},${JSON.stringify(t)})`),
  jsonb: fc.json({ maxDepth: 2 }),
  text,
  boolean: fc.constantFrom("t", "f"),
  uuid: fc.uuid(),
  wide: text.map((t) => `${t}${"x".repeat(20_000)}`),
};

/** Tables of some typed columns, with a key of none to three of them; keys do not repeat, other rows may. */
const typedTable = fc
  .tuple(fc.array(fc.constantFrom(...Object.keys(TYPES)), { minLength: 1, maxLength: 6 }), fc.nat({ max: 3 }))
  .chain(([types, keyColumns]) => {
    const key = types.slice(0, keyColumns).map((_, i) => `c${i}`);
    const fields = types.map((type, i) => {
      const value = (TYPES[type] ?? text).map(raw);
      return i < keyColumns
        ? value
        : fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constant("\\N") });
    });
    const columns = types.map((_, i) => `c${i}`);
    return fc.array(fc.tuple(...fields), { maxLength: 60 }).map((rows): FixtureTable => {
      const known = new Set<string>();
      const once = rows.filter((row) => {
        const name = row.slice(0, key.length).join("\t");
        const fresh = key.length === 0 || !known.has(name);
        known.add(name);
        return fresh;
      });
      return { key, columns, rows: once };
    });
  });

const TYPED = "public.dot_config";

describe("generated tables of every type", () => {
  it("are clean against themselves, in whatever order their rows lie", async () => {
    await fc.assert(
      fc.asyncProperty(typedTable, fc.infiniteStream(fc.nat()), async (table, random) => {
        const shuffled = table.rows
          .map((row) => [row, random.next().value ?? 0] as const)
          .sort((a, b) => a[1] - b[1])
          .map(([row]) => row);
        for (const name of [TYPED, "public.universal_edges"]) {
          const before = { tables: { [name]: table } };
          const clean = await judge({ before, after: before });
          expect([name, clean.engineering]).toEqual([name, "PASS"]);
          const moved = await judge({ before, after: { tables: { [name]: { ...table, rows: shuffled } } } });
          expect([name, moved.engineering]).toEqual([name, "PASS"]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("are never clean after one byte of one field changed", async () => {
    const changed = typedTable
      .filter((t) => t.rows.length > 0)
      .chain((table) =>
        fc.record({
          table: fc.constant(table),
          row: fc.nat({ max: table.rows.length - 1 }),
          column: fc.nat({ max: table.columns.length - 1 }),
          value: fc.oneof(fc.constantFrom("\\N", "", "\\\\N", "0"), text.map(raw)),
        }),
      )
      .filter(({ table, row, column, value }) => table.rows[row]?.[column] !== value)
      // A key may not repeat, and may not be NULL.
      .filter(({ table, column }) => column >= table.key.length);
    await fc.assert(
      fc.asyncProperty(changed, async ({ table, row, column, value }) => {
        const rows = table.rows.map((r, i) => (i === row ? r.map((f, c) => (c === column ? value : f)) : r));
        const matrix = await judge({
          before: { tables: { [TYPED]: table } },
          after: { tables: { [TYPED]: { ...table, rows } } },
        });
        const check = matrix.claims[6]?.checks.find((c) => c.id === `NT-7.rows.${TYPED}`);
        expect([matrix.engineering, check?.verdict]).toEqual(["FAIL", "FAIL"]);
      }),
      { numRuns: 150 },
    );
  });
});

const registryRows = fc
  .uniqueArray(
    fc.record({
      key: fc.integer({ min: 0, max: 400 }),
      owner: fc.constantFrom("\\N", "a"),
      certified: fc.constantFrom("t", "f"),
      pen: fc.constantFrom("\\N", "2026-01-01 00:00:00+00"),
    }),
    { selector: (r) => r.key, maxLength: 250 },
  )
  .map((list) =>
    list.map(({ key, owner, certified, pen }) => birth(`E-${key}`, { owner, certified, inspect_pen: pen })),
  );

describe("evaluation", () => {
  it("gives the same bytes for the same evidence, and the same verdicts in any order of rows and tables", async () => {
    await fc.assert(
      fc.asyncProperty(
        registryRows,
        registryRows,
        fc.infiniteStream(fc.nat()),
        async (before, after, random) => {
          const shuffled = <T>(list: readonly T[]): T[] =>
            list
              .map((item) => [item, random.next().value ?? 0] as const)
              .sort((a, b) => a[1] - b[1])
              .map(([item]) => item);
          const given = (order: <T>(list: readonly T[]) => readonly T[]): Sides => {
            const side = (rows: readonly FixtureRow[]): Partial<FixtureOptions> => ({
              tables: { [REGISTRY]: registry(order(rows)) },
              alter: (m) => ({ ...m, tables: [...order(m.tables)] }),
            });
            return { before: side(before), after: side(after) };
          };
          const first = await judge(given((list) => list));
          expect(JSON.stringify(await judge(given((list) => list)))).toBe(JSON.stringify(first));
          const other = await judge(given(shuffled));
          const said = (m: Matrix) => ({
            engineering: m.engineering,
            failOpen: m.failOpen,
            claims: m.claims.map((c) => [
              c.id,
              c.verdict,
              c.rows,
              c.checks.map((k) => [k.id, k.verdict, k.delta]),
            ]),
            caveats: m.caveats.map((c) => [c.code, c.table, c.count]),
          });
          expect(said(other)).toEqual(said(first));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("explains an inserted row where all three conditions hold, and never where one does not", async () => {
    const populated = {
      inspect_pen: "2026-01-01 00:00:00+00",
      certified: "t",
      certified_at: "2026-01-01 00:00:00+00",
      owner: "x",
      jsonb_profile: '{"a": 1}',
      status: "live",
    };
    const births = fc.record({
      shape: fc.subarray(Object.keys(populated) as (keyof typeof populated)[], { maxLength: 2 }),
      key: fc.constantFrom("E-9", "S-1"),
      names: fc.constantFrom("2026-06-19 00:00:00+00", "S-2", '{"of": ["S-1"]}', "{x,S-2}", "(1,S-1)", "S-3"),
      rights: fc.boolean(),
      exists: fc.boolean(),
      tolerated: fc.boolean(),
      staging: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(births, async ({ shape, key, names, rights, exists, tolerated, staging }) => {
        const row = birth(key, {
          ...Object.fromEntries(shape.map((c) => [c, populated[c]])),
          born_at: names,
        });
        const profile = {
          ...BIRTH_REGISTRY,
          tables: BIRTH_REGISTRY.tables.map((t) =>
            t.part === "registry"
              ? { ...t, liveInserts: tolerated ? ("tolerate" as const) : ("forbid" as const) }
              : t,
          ),
        };
        const counters = { inserted: "9", updated: "0", deleted: "0", resetAt: null };
        const changes: RowChange[] = [];
        const matrix = await judge(
          {
            before: { profile, tables: { [REGISTRY]: registry(ROWS, { counters }) } },
            staging: staging
              ? {
                  profile,
                  alter: (m) => ({
                    ...m,
                    capability: {
                      ...m.capability,
                      exists,
                      rights: rights ? [{ object: REGISTRY, privilege: "INSERT", via: "PUBLIC" }] : [],
                    },
                  }),
                }
              : null,
            after: {
              profile,
              tables: { [REGISTRY]: registry([...ROWS, row], { counters: { ...counters, inserted: "10" } }) },
            },
          },
          (c) => void changes.push(c),
        );
        const named = key === "S-1" || /S-[12]/.test(names);
        const explained = shape.length === 0 && !named && !rights && exists && tolerated && staging;
        expect(changes.map((c) => [c.kind, c.explained])).toEqual([["inserted", explained]]);
        expect(matrix.engineering === "PASS").toBe(explained);
        expect(matrix.caveats.some((c) => c.code === "live-births")).toBe(explained);
        if (named && staging) expect(matrix.failOpen).toContain("F-OPEN-8");
      }),
      { numRuns: 150 },
    );
  });
});

it("an edge that names a candidate only inside an array or a row is a leak all the same", async () => {
  for (const source of ["{S-1,other}", '{"S-1"}', "(7,S-1)", '["S-1"]', '{"a": {"S-1": 1}}']) {
    const rows = [...EDGES.rows, ["3", raw(source), "E-1", "part-of"]];
    const matrix = await judge({ after: { tables: { "public.universal_edges": { ...EDGES, rows } } } });
    expect([source, matrix.failOpen]).toEqual([source, ["F-OPEN-8"]]);
  }
});
