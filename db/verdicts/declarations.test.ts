import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseReport, reportDigest } from "@/lib/claims/report";
import { parseEntry } from "@/lib/ledger/entry";
import {
  DRIVERS,
  fullRun,
  makePeople,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
} from "../evidence/fixture";
import type { Db } from "../store/client";
import { entry } from "../store/schema";
import { declare, reportOf, reportsOf } from "./declarations";
import { ensureVerdict } from "./verdicts";

describe.each(DRIVERS)("declarations on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
    await fullRun(open, "told", people.erik);
  });
  afterAll(async () => open?.close());

  const nt8 = async () => {
    const { matrix } = await ensureVerdict(db, "told");
    const open = matrix.claims[7]?.checks.filter((c) => c.verdict !== "PASS").map((c) => c.id);
    return { engineering: matrix.engineering, open, failOpen: matrix.failOpen };
  };

  it("keep the report whole in the ledger, and the verdict judges it", async () => {
    const said = { id: "NT-2", verdict: "PASS", before: 7, after: 7 };
    const report = parseReport({ result: "PASS", claims: [said], extra: "left out" }, "told");
    const { index } = await declare(db, "told", "PASS", people.erik, NOW, report);
    expect(await reportOf(db, "told", index)).toEqual({ result: "PASS", claims: [said] });
    const [row] = await db.select({ text: entry.text }).from(entry).where(eq(entry.index, index));
    expect(parseEntry(row?.text ?? "").body).toEqual({
      result: "PASS",
      report: { result: "PASS", claims: [said] },
    });
    expect(await reportsOf(db, "told", [{ ledgerIndex: index }])).toEqual(
      new Map([[index, { digest: reportDigest(report), result: "PASS", claims: ["NT-2"] }]]),
    );
    // A word of the report that changes is another digest: whoever holds the report recognizes it.
    const other = parseReport({ result: "PASS", claims: [{ ...said, before: 8 }] }, "told");
    expect(reportDigest(other)).not.toBe(reportDigest(report));
    expect(await nt8()).toEqual({
      engineering: "FAIL",
      open: ["NT-8.report.NT-2"],
      failOpen: ["F-OPEN-10"],
    });
  });

  it("without a report rest on none, and the newest counts", async () => {
    const { index } = await declare(db, "told", "PASS", people.erik, NOW);
    expect(await reportOf(db, "told", index)).toBeNull();
    const reports = await reportsOf(db, "told", [{ ledgerIndex: index }]);
    expect(reports.size).toBe(0);
    expect(await nt8()).toEqual({ engineering: "PASS", open: [], failOpen: [] });
  });
});
