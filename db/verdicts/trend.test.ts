import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { birth, registry } from "@/lib/evidence/fixture";
import { recordDecision } from "../authority/decisions";
import {
  fullRun,
  makePeople,
  makeRun,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
  upload,
} from "../evidence/fixture";
import { rowsOf } from "../store/client";
import { type Pulse, runPulse } from "./pulse";
import { runTrend } from "./trend";
import { ensureVerdict, judgingNow } from "./verdicts";

describe("runs in the course of time", () => {
  let open: TestDatabase;
  let people: People;

  beforeAll(async () => {
    open = await testDatabase("pglite");
    people = await makePeople(open);
    await fullRun(open, "clean", people.erik);
    await ensureVerdict(open.db, "clean");
    await fullRun(open, "leaky", people.erik, {
      tables: {
        "public.birth_registry": registry([
          birth("E-1", { inspect_pen: "2026-06-19 03:00:00+00" }),
          birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
          birth("E-3"),
        ]),
      },
    });
    await ensureVerdict(open.db, "leaky");
    await makeRun(open, "begun", people.erik);
    await upload(open, "begun", { phase: "before" }, people.erik);
    await ensureVerdict(open.db, "begun");
    await makeRun(open, "unjudged", people.erik);
  });
  afterAll(async () => open?.close());

  const pulse = async (slug: string): Promise<Pulse> => {
    const found = await runPulse(open.db, slug);
    if (found === null) throw new Error(`no run ${slug}`);
    return found;
  };

  it("stand oldest first with their verdict and the rows that they touched", async () => {
    const points = await runTrend(open.db, "", NOW);
    expect(points.map(({ slug, engineering, touched }) => [slug, engineering, touched])).toEqual([
      ["clean", "PASS", 0],
      ["leaky", "FAIL", 1],
      // Nothing was compared: that is no zero.
      ["begun", "NO_EVIDENCE", null],
      ["unjudged", "NO_EVIDENCE", null],
    ]);
  });

  it("are those that a search finds, the newest of them", async () => {
    expect((await runTrend(open.db, "eng:fail", NOW)).map((p) => p.slug)).toEqual(["leaky"]);
    expect((await runTrend(open.db, "", NOW, 2)).map((p) => p.slug)).toEqual(["begun", "unjudged"]);
    expect(await runTrend(open.db, "no-such-run", NOW)).toEqual([]);
  });

  it("have a pulse that is another one after evidence, verdict and decision, and only then", async () => {
    const stamps = [(await pulse("begun")).stamp];
    expect((await pulse("begun")).stamp).toBe(stamps[0]);
    await upload(open, "begun", { phase: "staging" }, people.erik);
    stamps.push((await pulse("begun")).stamp);
    const { matrix } = await ensureVerdict(open.db, "begun");
    stamps.push((await pulse("begun")).stamp);
    const hold = {
      kind: "HOLD" as const,
      matrixDigest: matrix.matrixDigest,
      reason: "not yet",
      scope: null,
      expiresAt: null,
      revisitAt: null,
      acknowledgedCaveats: [],
      acknowledgedBlockers: [],
    };
    await recordDecision(open.db, "begun", hold, people.olivia, "password", NOW);
    stamps.push((await pulse("begun")).stamp);
    expect(new Set(stamps).size).toBe(4);
    expect(await runPulse(open.db, "no-such-run")).toBeNull();
  });

  it("tell what a judgement has read while it is made, and nothing afterwards", async () => {
    await fullRun(open, "slow", people.erik);
    const [row] = await rowsOf<{ id: string }>(open.db, sql`select id from run where slug = 'slow'`);
    const id = row?.id ?? "";
    const seen: (number | undefined)[] = [];
    let over = false;
    const judged = ensureVerdict(open.db, "slow").finally(() => {
      over = true;
    });
    while (!over) {
      seen.push(judgingNow(id)?.read);
      await new Promise((next) => setImmediate(next));
    }
    await judged;
    expect(Math.max(...seen.map((n) => n ?? 0))).toBeGreaterThan(0);
    expect(judgingNow(id)).toBeNull();
  });

  it("do not keep a verdict whose stored matrix was altered", async () => {
    await open.db.execute(sql`alter table verdict disable trigger all`);
    await open.db.execute(
      sql`update verdict set matrix = replace(matrix, '"engineering":"FAIL"', '"engineering":"PASS"'), engineering = 'PASS' where engineering = 'FAIL'`,
    );
    await open.db.execute(sql`alter table verdict enable trigger all`);
    const altered = (await runTrend(open.db, "", NOW)).find((p) => p.slug === "leaky");
    expect(altered).toMatchObject({ engineering: "NO_EVIDENCE", touched: null, births: null });
  });
});
