import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { birth, type FixtureRow, type FixtureTable, registry } from "@/lib/evidence/fixture";
import {
  DRIVERS,
  fullRun,
  makePeople,
  makeRun,
  type People,
  type TestDatabase,
  testDatabase,
  upload,
} from "../evidence/fixture";
import { rowChange, verdict } from "../store/schema";
import { diffRow, diffRowsAt, diffSlice, exportDiff } from "./diffs";
import { STRIP_CELLS } from "./heat-strip";
import { rowHistory } from "./row-history";
import { ensureVerdict } from "./verdicts";

const REGISTRY = "public.birth_registry";
const PAIRS = "public.dot_config";
const BIRTHS = 600;

/** A guarded table whose key has two columns; values of both may hold what joins them elsewhere. */
const twoKeys = (rows: readonly FixtureRow[]): FixtureTable => ({
  key: ["tenant", "code"],
  columns: ["tenant", "code", "setting", "note"],
  rows,
});

const births = Array.from({ length: BIRTHS }, (_, i) => `B-${String(i).padStart(4, "0")}`);
const CONFIG_BEFORE = [
  ["a\\tb", "c", "on", "unique to this row"],
  ["a", "b\\tc", "on", "another"],
  ["x", "1", "off", "moves"],
  ["y", "1", "same", "same"],
  ["y", "2", "same", "same"],
];
const CONFIG_AFTER = [
  ["a\\tb", "c", "off", "unique to this row"],
  ["a", "b\\tc", "on", "another"],
  ["x", "2", "off", "moves"],
  ["z", "1", "same", "same"],
  ["z", "2", "same", "same"],
];

describe.each(DRIVERS)("the row diff on %s", (driver) => {
  let open: TestDatabase;
  let people: People;

  beforeAll(async () => {
    open = await testDatabase(driver);
    people = await makePeople(open);
    const { erik } = people;
    const before = { [REGISTRY]: registry(births.map((b) => birth(b))), [PAIRS]: twoKeys(CONFIG_BEFORE) };
    const after = {
      [REGISTRY]: registry([
        ...births.map((b, i) =>
          birth(
            b,
            i < 40 ? { status: "late", owner: "somebody" } : i === BIRTHS - 1 ? { owner: "last" } : {},
          ),
        ),
        birth("N-1"),
      ]),
      [PAIRS]: twoKeys(CONFIG_AFTER),
    };
    await makeRun(open, "many", erik);
    await upload(open, "many", { phase: "before", tables: before }, erik);
    await upload(open, "many", { phase: "staging" }, erik);
    await upload(open, "many", { phase: "after", tables: after }, erik);
    await makeRun(open, "quiet", erik);
    await upload(open, "quiet", { phase: "before", tables: before }, erik);
    await upload(open, "quiet", { phase: "after", tables: before }, erik);
    await makeRun(open, "half", erik);
    await upload(open, "half", { phase: "before", tables: before }, erik);
    await fullRun(open, "small", erik, {
      tables: { [REGISTRY]: registry([birth("E-1", { status: "odd" }), birth("E-2"), birth("E-3")]) },
    });
    for (const run of ["many", "quiet", "half", "small"]) await ensureVerdict(open.db, run);
  });
  afterAll(() => open.close());

  it("counts facets over all rows, each under the other filters", async () => {
    const all = await diffSlice(open.db, "many", { limit: 5 });
    expect(all.facets.kinds).toEqual({ changed: 42, inserted: 4, deleted: 3 });
    expect(all.under).toEqual({ ...all.facets, explained: 1 });
    const { total, under } = await diffSlice(open.db, "many", { table: PAIRS, kind: "deleted", limit: 1 });
    expect(total).toBe(3);
    expect(under.kinds).toEqual({ changed: 1, inserted: 3, deleted: 3 });
    expect(under.tables).toEqual([{ table: PAIRS, count: 3 }]);
    expect((await diffSlice(open.db, "many", { explained: true })).rows.map((r) => r.key)).toEqual([["N-1"]]);
    expect((await diffSlice(open.db, "many", { explained: false })).total).toBe(48);
  });

  it("counts the same where the groups of a verdict were not kept", async () => {
    const wanted = [
      {},
      { claim: "NT-3" },
      { column: "owner", kind: "changed" },
      { key: "B-003" },
      { key: "B-003", column: "status" },
      { explained: false, table: REGISTRY },
      { column: "no such column" },
    ] as const;
    const kept = await Promise.all(
      wanted.map((query) => diffSlice(open.db, "many", { ...query, limit: 200 })),
    );
    const old = await withoutGroups(open, "many");
    try {
      for (const [i, query] of wanted.entries()) {
        const slice = await diffSlice(open.db, "many", { ...query, limit: 200 });
        expect([slice.total, slice.rows.map((r) => r.key)], JSON.stringify(query)).toEqual([
          kept[i]?.total,
          kept[i]?.rows.map((r) => r.key),
        ]);
      }
    } finally {
      await old.restore();
    }
  });

  it("walks all rows forwards and back, whatever the filter, and misses none", async () => {
    for (const query of [{}, { claim: "NT-3" }, { key: "B-00" }, { table: PAIRS }] as const) {
      const forwards: number[] = [];
      let cursor: number | undefined;
      do {
        const slice = await diffSlice(open.db, "many", { ...query, cursor, limit: 7 });
        expect(slice.earlier).toBe(cursor !== undefined);
        forwards.push(...slice.rows.map((r) => r.position));
        cursor = slice.next ?? undefined;
      } while (cursor !== undefined);
      expect(forwards.length).toBe((await diffSlice(open.db, "many", query)).total);
      expect(forwards).toEqual([...new Set(forwards)].sort((a, b) => a - b));
      const backwards: number[] = [];
      let until = Number.MAX_SAFE_INTEGER % 2 ** 31;
      for (;;) {
        const slice = await diffSlice(open.db, "many", { ...query, until, limit: 7 });
        backwards.unshift(...slice.rows.map((r) => r.position));
        if (!slice.earlier) break;
        until = slice.rows[0]?.position ?? 0;
      }
      expect(backwards).toEqual(forwards);
    }
  });

  it("says where in the key space of a table its differences lie", async () => {
    const { strips } = await diffSlice(open.db, "many", { limit: 1 });
    const cells = strips.find((s) => s.table === REGISTRY)?.cells ?? [];
    const counted = cells.reduce((n, { counts: c }) => n + c.changed + c.inserted + c.deleted, 0);
    expect(counted).toBe(42);
    expect(cells[0]?.cell).toBe(0);
    expect(cells.at(-1)?.cell).toBe(STRIP_CELLS - 1);
    expect(cells.every((c) => c.cell < 20 || c.cell > 80)).toBe(true);
    const last = cells.at(-1);
    const [row] = await diffRowsAt(open.db, "many", [last?.first ?? 0]);
    expect(row?.key[0]).toMatch(/^(B-0599|N-1)$/);
  });

  it("pairs a deleted and an inserted row that agree in everything but the key, and only where one of each does", async () => {
    const { rows } = await diffSlice(open.db, "many", { table: PAIRS });
    const moved = rows.filter((r) => r.before?.note === "moves" || r.after?.note === "moves");
    expect(moved.map((r) => r.kind).sort()).toEqual(["deleted", "inserted"]);
    const [a, b] = moved;
    expect([a?.pair, b?.pair]).toEqual([b?.position, a?.position]);
    expect(
      rows.filter((r) => r.before?.note === "same" || r.after?.note === "same").map((r) => r.pair),
    ).toEqual([null, null, null, null]);
  });

  it("finds a row by its whole key, and never another whose values only join to the same text", async () => {
    const found = await diffRow(open.db, "many", PAIRS, ["a\tb", "c"]);
    expect([found?.key, found?.columns]).toEqual([["a\tb", "c"], ["setting"]]);
    expect(await diffRow(open.db, "many", PAIRS, ["a", "b\tc"])).toBeNull();
    expect(await diffRow(open.db, "many", PAIRS, ["a\tb"])).toBeNull();
    expect(await diffRow(open.db, "many", REGISTRY, [])).toBeNull();
  });

  it("exports exactly the rows that the filter matches", async () => {
    const { total, rows } = await exportDiff(open.db, "many", { claim: "NT-3" });
    const keys: string[] = [];
    for await (const page of rows()) keys.push(...page.map((r) => r.key.join()));
    expect([total, keys.length, new Set(keys).size]).toEqual([41, 41, 41]);
  });

  it("tells nothing compared, nothing different and nothing found apart", async () => {
    expect(await diffSlice(open.db, "half")).toMatchObject({ compared: null, total: 0 });
    expect(await diffSlice(open.db, "quiet")).toMatchObject({ compared: BIRTHS + 5 + 2, total: 0 });
    const none = await diffSlice(open.db, "many", { key: "nothing" });
    expect([none.total, none.facets.kinds.changed, none.under.kinds.changed]).toEqual([0, 42, 0]);
  });

  it("counts a table with other columns than before as not compared", async () => {
    await makeRun(open, "reshaped", people.erik);
    const narrow: FixtureTable = { key: ["tenant"], columns: ["tenant", "code"], rows: [["a", "c"]] };
    const wide: FixtureTable = { ...narrow, columns: ["tenant", "kode"] };
    await upload(open, "reshaped", { phase: "before", tables: { [PAIRS]: narrow } }, people.erik);
    await upload(open, "reshaped", { phase: "after", tables: { [PAIRS]: wide } }, people.erik);
    expect((await diffSlice(open.db, "reshaped")).compared).toBe(5);
    expect(await rowHistory(open.db, PAIRS, ["a"])).toMatchObject({
      touched: 0,
      silentIn: expect.arrayContaining(["reshaped"]),
    });
  });

  it("tells in which runs a row was touched, in which it was compared and equal, and which say nothing", async () => {
    const history = await rowHistory(open.db, REGISTRY, ["B-0001"]);
    expect(history.touches.map((t) => [t.run.slug, t.row.columns])).toEqual([["many", ["owner", "status"]]]);
    expect(history.unchangedIn).toEqual(expect.arrayContaining(["small", "quiet"]));
    expect(history.silentIn).toContain("half");
    expect(history.touched + history.unchangedIn.length).toBe(history.compared);
    expect((await rowHistory(open.db, PAIRS, ["a", "b\tc"])).touches).toEqual([]);
    expect((await rowHistory(open.db, PAIRS, ["a\tb", "c"])).touched).toBe(1);
    expect((await rowHistory(open.db, "public.universal_edges", ["B-0001"])).touches).toEqual([]);
  });

  it("does not count what an outdated verdict said", async () => {
    await makeRun(open, "stale", people.erik);
    await upload(open, "stale", { phase: "before" }, people.erik);
    await upload(
      open,
      "stale",
      {
        phase: "after",
        tables: { [REGISTRY]: registry([birth("E-1", { status: "odd" }), birth("E-2"), birth("E-3")]) },
      },
      people.erik,
    );
    await ensureVerdict(open.db, "stale");
    expect((await rowHistory(open.db, REGISTRY, ["E-1"])).touches.map((t) => t.run.slug)).toEqual([
      "stale",
      "small",
    ]);
    await upload(open, "stale", { phase: "staging" }, people.erik);
    const history = await rowHistory(open.db, REGISTRY, ["E-1"]);
    expect(history.touches.map((t) => t.run.slug)).toEqual(["small"]);
    expect(history.silentIn).toContain("stale");
  });

  /** A verdict as it was stored before groups were kept; the guards of the records are off for as long as that takes. */
  async function withoutGroups({ db }: TestDatabase, slug: string) {
    const { id } = await ensureVerdict(db, slug);
    const [kept] = await db
      .select({ facets: verdict.facets })
      .from(verdict)
      .where(sql`${verdict.id} = ${id}`);
    const rows = await db
      .select({ position: rowChange.position, group: rowChange.group })
      .from(rowChange)
      .where(sql`${rowChange.verdictId} = ${id}`);
    const { groups: _g, strips: _s, ...figures } = JSON.parse(kept?.facets ?? "{}");
    const write = async (facets: string, grouped: boolean) => {
      await db.execute(sql`alter table verdict disable trigger append_only`);
      await db.execute(sql`alter table row_change disable trigger append_only`);
      await db.execute(sql`update verdict set facets = ${facets} where id = ${id}`);
      for (const { position, group } of rows)
        await db.execute(
          sql`update row_change set group_no = ${grouped ? group : null} where verdict_id = ${id} and position = ${position}`,
        );
      await db.execute(sql`alter table verdict enable always trigger append_only`);
      await db.execute(sql`alter table row_change enable always trigger append_only`);
    };
    await write(JSON.stringify(figures), false);
    return { restore: () => write(kept?.facets ?? "", true) };
  }
});
