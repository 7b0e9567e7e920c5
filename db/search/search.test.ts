import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { birth, registry } from "@/lib/evidence/fixture";
import {
  DRIVERS,
  fullRun,
  makePeople,
  makeRun,
  type People,
  type TestDatabase,
  testDatabase,
} from "../evidence/fixture";
import { type Db, rowsOf } from "../store/client";
import { declare } from "../verdicts/declarations";
import { ensureVerdict } from "../verdicts/verdicts";
import { SEARCH_PLACES, type SearchPlace, search } from "./search";
import { parseSearch } from "./search-query";

describe("a search", () => {
  it("reads tokens, quotes, digests, codes and dates", () => {
    const query = parseSearch(
      'key:"Điều 32" table:public.t by:Ana since:2026-06-19 until:2026-06-20 word "key:x"',
    );
    expect(query).toMatchObject({ keys: ["Điều 32"], tables: ["public.t"], people: ["ana"] });
    expect(query.words).toEqual(["word", "key:x"]);
    expect(query.since?.toISOString()).toBe("2026-06-19T00:00:00.000Z");
    expect(query.until?.toISOString()).toBe("2026-06-21T00:00:00.000Z");
    expect(parseSearch(`sha256:${"a".repeat(64)} F-OPEN-8 2026-02-29`)).toMatchObject({
      digests: ["a".repeat(64)],
      failOpen: ["F-OPEN-8"],
      // There is no such day: it is a word like any other.
      words: ["2026-02-29"],
    });
    expect(parseSearch("since:2026-06-01 since:2026-06-05 on:2026-06-03")).toMatchObject({
      since: new Date("2026-06-05T00:00:00Z"),
      until: new Date("2026-06-04T00:00:00Z"),
    });
    expect(parseSearch("on:someday")).toMatchObject({ words: ["on:someday"], since: null });
  });
});

describe.each(DRIVERS)("the auditor's reach on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;
  const LONG = "L".repeat(300);

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
    const touching = (rows: Parameters<typeof registry>[0]) => ({
      tables: { "public.birth_registry": registry(rows) },
    });
    const [one, two, three] = [
      birth("E-1"),
      birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
      birth("E-3"),
    ] as const;
    await fullRun(open, "clean", people.erik);
    await fullRun(open, "first", people.erik, touching([birth("E-1", { owner: "pilot" }), two, three]));
    await fullRun(
      open,
      "second",
      people.olivia,
      touching([birth("E-1", { status: "x" }), two, birth("E-3", { owner: "y" }), birth(`${LONG}-1`)]),
    );
    await fullRun(
      open,
      "third",
      people.erik,
      touching([one, two, birth("E-3", { owner: "z" }), birth(`${LONG}-2`)]),
    );
    await makeRun(open, "bare", people.erik);
    for (const slug of ["clean", "first", "second", "third"]) await ensureVerdict(db, slug);
    // A second verdict of the same rows: the row is still one row of that run.
    await declare(db, "first", "FAIL", people.erik);
    await ensureVerdict(db, "first");
  });
  afterAll(async () => open?.close());

  const slugs = async (q: string) => {
    const { runs, totals } = await search(db, { q, place: "runs", limit: 200 });
    expect(totals.runs).toBe(runs.length);
    return runs.map((r) => r.slug).sort();
  };
  const touches = async (q: string) => {
    const { rows, totals } = await search(db, { q, place: "rows", limit: 200 });
    expect(totals.rows).toBe(rows.length);
    return rows.map((r) => `${r.run} ${r.key.join()}`).sort();
  };

  it("tells in which runs a production row was ever touched", async () => {
    expect(await slugs("key:E-1")).toEqual(["first", "second"]);
    expect(await slugs("key:E-3")).toEqual(["second", "third"]);
    expect(await slugs("key:E-2")).toEqual([]);
    expect(await touches("key:E-1")).toEqual(["first E-1", "second E-1"]);
    expect(await touches("key:E-1 run:second")).toEqual(["second E-1"]);
    expect(await touches(`key:${LONG}-2`)).toEqual([`third ${LONG}-2`]);
    // A word is the beginning of a key, a wildcard of SQL is none.
    expect(await touches(LONG)).toHaveLength(2);
    expect(await touches("E-%")).toEqual([]);
    expect(await touches("E_1")).toEqual([]);
  });

  it("answers that question from an index", async () => {
    const plan = await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return rowsOf<{ "QUERY PLAN": string }>(
        tx as Db,
        sql`explain select run_id from row_change c join verdict v on v.id = c.verdict_id where left(c.key, 200) = left('E-1', 200) and c.key = 'E-1'`,
      );
    });
    expect(plan.map((l) => l["QUERY PLAN"]).join("\n")).toContain("row_change_key");
  });

  it("finds by person, F-OPEN code, table, digest and date", async () => {
    expect(await slugs("by:olivia")).toEqual(["second"]);
    expect(await slugs("F-OPEN-3")).toEqual(["first", "second", "third"]);
    expect(await slugs("fopen:3 by:olivia")).toEqual(["second"]);
    expect(await slugs("fopen:9")).toEqual([]);
    expect(await slugs("table:public.universal_edges")).toEqual(["clean", "first", "second", "third"]);
    expect(await slugs("table:public.nowhere")).toEqual([]);
    expect(await touches("table:public.universal_edges")).toEqual([]);
    expect(await touches("table:public.birth_registry on:2026-06-19")).toHaveLength(6);
    expect(await touches("table:public.birth_registry since:2026-06-20")).toEqual([]);
    expect(await touches("table:public.birth_registry until:2026-06-18")).toEqual([]);
    const { matrix } = await ensureVerdict(db, "second");
    expect(await slugs(matrix.matrixDigest)).toEqual(["second"]);
    const after = matrix.evidence.after ?? "";
    expect(await slugs(after)).toEqual(["second"]);
    const found = await search(db, { q: `digest:${after.slice(7, 19)}`, place: "evidence" });
    expect(found.evidence.map((e) => [e.run, e.phase])).toEqual([["second", "after"]]);
    expect(found.totals.entries).toBe(1);
    expect(await slugs("bare")).toEqual(["bare"]);
  });

  it("is complete, page by page, in every place", async () => {
    for (const place of SEARCH_PLACES) {
      const q =
        place === "entries" ? "notouch" : place === "rows" ? "table:public.birth_registry" : "by:erik";
      const whole = await search(db, { q, place, limit: 200 });
      const seen: unknown[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await search(db, { q, place, limit: 1, cursor });
        expect(page.totals).toEqual(whole.totals);
        seen.push(...page[place]);
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(seen).toEqual(whole[place]);
      expect(seen).toHaveLength(whole.totals[place]);
      expect(seen.length, place).toBeGreaterThan(1);
    }
  });

  it("finds nothing where nothing was asked, and nothing of a kind that cannot be meant", async () => {
    const none: Record<SearchPlace, number> = { runs: 0, rows: 0, evidence: 0, entries: 0 };
    expect((await search(db, { q: "  ", place: "runs" })).totals).toEqual(none);
    expect((await search(db, { q: '"', place: "runs" })).totals).toEqual(none);
    expect((await search(db, { q: "key:E-1", place: "runs" })).totals).toMatchObject({
      evidence: 0,
      entries: 0,
    });
  });
});
