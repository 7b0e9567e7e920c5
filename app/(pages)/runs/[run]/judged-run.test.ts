import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fullRun, makePeople, type TestDatabase, testDatabase } from "@/db/evidence/fixture";
import { getRun } from "@/db/runs/runs";
import { ensureVerdict } from "@/db/verdicts/verdicts";
import { integrityFault, judgedRun } from "./judged-run";

let open: TestDatabase;
beforeAll(async () => {
  open = await testDatabase("pglite");
  const people = await makePeople(open);
  await fullRun(open, "altered", people.erik);
  await ensureVerdict(open.db, "altered");
});
afterAll(async () => open?.close());

async function faultOf(slug: string): Promise<string | null> {
  const run = await getRun(open.db, slug);
  if (run === null) throw new Error(`no run ${slug}`);
  try {
    await judgedRun(open.db, run);
    return null;
  } catch (failure) {
    return integrityFault(failure);
  }
}

it("withholds a verdict whose stored matrix is not what was recorded, and names it as that", async () => {
  expect(await faultOf("altered")).toBeNull();
  await open.db.execute(sql`alter table verdict disable trigger all`);
  await open.db.execute(sql`update verdict set matrix = replace(matrix, '"NT-1"', '"NT-2"')`);
  expect(await faultOf("altered")).toMatch(/stored matrix of run altered/);
});

it("withholds where a manifest is not what was recorded", async () => {
  await open.db.execute(sql`alter table evidence disable trigger all`);
  await open.db.execute(sql`update evidence set manifest = replace(manifest, 'directus', 'elsewhere')`);
  // A verdict is due, so that the evidence is read again.
  await open.db.execute(sql`update verdict set basis = 'of other evidence'`);
  expect(await faultOf("altered")).toMatch(/manifest does not hash/);
});

it("takes no other failure for an integrity fault", () => {
  for (const failure of [
    new Error("connection terminated"),
    new Error("not integrity broken: x"),
    "text",
    null,
  ])
    expect(integrityFault(failure)).toBeNull();
});
