// Figures of the row diff with 100,000 changes: `npx tsx e2e/large-diff.ts [rows]`. The evidence is made in memory by the
// real writer and goes through the real storage; what is timed is what the page asks for. Prints, and asserts nothing.
import { cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { diffSlice } from "../db/verdicts/diffs";
import { fixtureStore } from "./large-diff-store";

const rows = Number(process.argv[2] ?? 100_000);
const { db, run, close } = await fixtureStore(rows);

const ASKED = {
  "first page": {},
  "page in the middle": { cursor: Math.floor(rows / 2) },
  "one claim": { claim: "NT-3" },
  "a rare column": { column: "canonical_address" },
  "inserted, from the end": { kind: "inserted", until: 2 ** 30 },
  "part of a key": { key: "-09999" },
  "a key that is not there": { key: "nowhere" },
} as const;

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
for (const [name, query] of Object.entries(ASKED)) {
  const times: number[] = [];
  let total = 0;
  for (let i = 0; i < 15; i++) {
    const began = performance.now();
    total = (await diffSlice(db, run, { ...query, limit: 56 })).total;
    times.push(performance.now() - began);
  }
  console.log(`${name.padEnd(26)} ${median(times).toFixed(1).padStart(8)} ms  ${total} rows match`);
}
console.log(`${cpus().length} cores, embedded database`);
await close();
