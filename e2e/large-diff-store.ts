import { makePeople, makeRun, testDatabase, upload } from "../db/evidence/fixture";
import { ensureVerdict } from "../db/verdicts/verdicts";
import { birth, registry } from "../lib/evidence/fixture";

const REGISTRY = "public.birth_registry";

/** An embedded database with one judged run whose diff holds so many rows, a few of them unlike the others. */
export async function fixtureStore(rows: number) {
  const open = await testDatabase("pglite");
  const people = await makePeople(open);
  const keys = Array.from({ length: rows }, (_, i) => `BR-${String(i).padStart(10, "0")}`);
  const run = "large";
  const before = registry(keys.map((key) => birth(key)));
  const after = registry([
    ...keys.map((key, i) =>
      birth(
        key,
        i % 10_000 === 7 ? { canonical_address: "12 Stone Street" } : { status: "touched", owner: "pilot" },
      ),
    ),
    birth("S-1"),
  ]);
  await makeRun(open, run, people.erik);
  await upload(open, run, { phase: "before", tables: { [REGISTRY]: before } }, people.erik);
  await upload(open, run, { phase: "staging" }, people.erik);
  await upload(open, run, { phase: "after", tables: { [REGISTRY]: after } }, people.erik);
  await ensureVerdict(open.db, run);
  return { db: open.db, run, close: () => open.close() };
}
