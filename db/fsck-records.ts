import { and, gte, inArray } from "drizzle-orm";
import { canonicalJson } from "@/lib/ledger/canonical";
import type { Entry } from "@/lib/ledger/entry";
import { parseEntry } from "@/lib/ledger/entry";
import type { Db } from "./client";
import type { FsckReport } from "./fsck-report";
import { PROJECTIONS, ROW_SOURCES, type Told } from "./projections";
import { entry, person } from "./schema";

/** Role and activity of an account from an entry on. */
interface Standing {
  readonly from: number;
  readonly role: string;
  readonly disabled: boolean;
}

/** Every account as the entries tell it, over time. */
export class AccountHistory {
  readonly #standings = new Map<string, Standing[]>();

  take({ kind, index, body }: Entry, report: FsckReport): void {
    if (PROJECTIONS[kind].as !== "accounts") return;
    const username = String(body.username);
    const known = this.#standings.get(username);
    const last = known?.at(-1);
    if (kind === "account-created") {
      if (last) report.fault(`entry ${index}`, `creates the account ${username} a second time`);
      this.#standings.set(username, [{ from: index, role: String(body.role), disabled: false }]);
    } else if (!last || !known)
      report.fault(`entry ${index}`, `changes the account ${username}, which is not there`);
    else
      known.push({
        from: index,
        role: body.role === undefined ? last.role : String(body.role),
        disabled: body.disabled === undefined ? last.disabled : body.disabled === true,
      });
  }

  /** How an account stood just before an entry; null where it was not there. */
  before(username: string, index: number): Standing | null {
    return this.#standings.get(username)?.findLast((s) => s.from < index) ?? null;
  }

  /** How every account stands after all of them. */
  now(): ReadonlyMap<string, Standing> {
    const standing = new Map<string, Standing>();
    for (const [username, all] of this.#standings) {
      const last = all.at(-1);
      if (last) standing.set(username, last);
    }
    return standing;
  }
}

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

/**
 * Holds the accounts as they are against what the entries say of them. Entries after the first `size` are taken too,
 * again and again while a server goes on changing accounts.
 */
export async function checkAccounts(
  db: Db,
  size: number,
  history: AccountHistory,
  report: FsckReport,
): Promise<void> {
  report.stage = "projections";
  let from = size;
  for (;;) {
    from = await takeAccounts(db, from, history, report);
    const people = await db.select().from(person);
    // Whoever was changed between the two reads is read again with the entry that says so.
    if ((await changesSince(db, from)).length > 0) continue;
    const told = history.now();
    for (const { username, role, disabled } of people) {
      const standing = told.get(username);
      if (!standing) report.fault(`account ${username}`, "no entry created it");
      else if (standing.role !== role)
        report.fault(`account ${username}`, `is ${role}, the entries made it ${standing.role}`);
      else if (standing.disabled !== disabled)
        report.fault(
          `account ${username}`,
          disabled ? "is disabled, no entry says so" : "is active, an entry disabled it",
        );
      report.done();
    }
    const there = new Set(people.map((p) => p.username));
    for (const username of told.keys())
      if (!there.has(username)) report.fault(`account ${username}`, "is gone, and accounts never go");
    return;
  }
}

async function takeAccounts(
  db: Db,
  from: number,
  history: AccountHistory,
  report: FsckReport,
): Promise<number> {
  let next = from;
  for (const { text } of await changesSince(db, from)) {
    const read = parseEntry(text);
    history.take(read, report);
    next = read.index + 1;
  }
  return next;
}

function changesSince(db: Db, from: number) {
  const kinds = Object.entries(PROJECTIONS).flatMap(([kind, p]) => (p.as === "accounts" ? [kind] : []));
  return db
    .select({ text: entry.text, index: entry.index })
    .from(entry)
    .where(and(inArray(entry.kind, kinds), gte(entry.index, from)))
    .orderBy(entry.index);
}
