import { inArray } from "drizzle-orm";
import { canonicalJson } from "@/lib/base/canonical";
import type { Entry } from "@/lib/ledger/entry";
import type { Db } from "../store/client";
import { entry } from "../store/schema";
import { PROJECTIONS, ROW_SOURCES } from "./projections";
import type { FsckReport } from "./report";
import type { Told } from "./row-sources";

/** Holds the rows that were written with these entries, which are [from, to) of the ledger, against them. */
export async function checkRows(
  db: Db,
  entries: readonly Entry[],
  from: number,
  to: number,
  report: FsckReport,
): Promise<void> {
  report.stage = "projections";
  for (const source of ROW_SOURCES) {
    const told = entries.filter((e) => {
      const projection = PROJECTIONS[e.kind];
      return (
        projection.as === "rows" && projection.source === source && (projection.applies?.(e.body) ?? true)
      );
    });
    const rows = new Map<number, Told[]>();
    for (const row of await source.read(db, from, to))
      rows.set(row.ledgerIndex, [...(rows.get(row.ledgerIndex) ?? []), row]);
    for (const entry of told) {
      const at = `entry ${entry.index} (${entry.kind})`;
      const [row, ...more] = rows.get(entry.index) ?? [];
      rows.delete(entry.index);
      if (!row) report.fault(at, `has no row in ${source.table}`);
      else compare(entry, row, at, source.table, report);
      if (more.length > 0) report.fault(at, `has ${more.length + 1} rows in ${source.table}`);
      report.done();
    }
    for (const index of rows.keys())
      report.fault(`${source.table} of entry ${index}`, "is told by no entry of its kind");
  }
}

/** Members that older entries do not have yet. */
const ADDED_LATER: readonly string[] = ["secretDigest", "owners", "assertion"];

function compare(entry: Entry, row: Told, at: string, table: string, report: FsckReport): void {
  const differ = (member: string, there: unknown, said: unknown) =>
    report.fault(at, `${table} says ${member} ${canonicalJson(there)}, the entry ${canonicalJson(said)}`);
  if (row.actor !== null && row.actor !== entry.actor) differ("actor", row.actor, entry.actor);
  if (row.run !== entry.run) differ("run", row.run, entry.run);
  if (row.at !== null && row.at.toISOString() !== entry.at) differ("at", row.at.toISOString(), entry.at);
  for (const [member, value] of Object.entries(row.body)) {
    const said = entry.body[member];
    if (said === undefined) {
      if (!ADDED_LATER.includes(member)) report.fault(at, `says nothing of ${member}, which ${table} holds`);
    } else if (canonicalJson(value) !== canonicalJson(said)) differ(member, value, said);
  }
  for (const [member, there] of Object.entries(row.instants ?? {})) {
    const said = entry.body[member];
    if (Date.parse(String(said)) !== there.getTime()) differ(member, there.toISOString(), said ?? null);
  }
  for (const fault of row.faults ?? []) report.fault(at, fault);
}

/** Rows that name an entry beyond the ledger. `size` entries were read; a server may have appended since. */
export async function checkBeyond(db: Db, size: number, report: FsckReport): Promise<void> {
  report.stage = "projections";
  for (const source of ROW_SOURCES) {
    const beyond = await source.read(db, size, Number.MAX_SAFE_INTEGER);
    if (beyond.length === 0) continue;
    const indexes = beyond.map((row) => row.ledgerIndex);
    const there = new Set(
      (await db.select({ index: entry.index }).from(entry).where(inArray(entry.index, indexes))).map(
        (e) => e.index,
      ),
    );
    for (const index of indexes)
      if (!there.has(index)) report.fault(`${source.table} of entry ${index}`, "there is no such entry");
  }
}
