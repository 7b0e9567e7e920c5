// What the administrator of the database can do, for tests: no trigger holds, and every row is theirs.
import { type SQL, sql } from "drizzle-orm";
import { type Entry, entryHash, formatEntry, parseEntry } from "@/lib/ledger/entry";
import { EMPTY_FRONTIER, grow } from "@/lib/ledger/tree";
import { type Db, rowsOf } from "../store/client";
import { RECORD_TABLES } from "../store/schema";
import { entryTexts, ledgerSize } from "./tree";

/** Runs statements past every guard, and leaves the guards as they were. */
export async function asAdministrator(db: Db, ...statements: readonly SQL[]): Promise<void> {
  await db.transaction(async (tx) => {
    const guards = await rowsOf<{ table: string; name: string }>(
      tx,
      sql`select tgrelid::regclass::text as table, tgname as name from pg_trigger where not tgisinternal`,
    );
    for (const table of RECORD_TABLES) await tx.execute(sql.raw(`alter table ${table} disable trigger all`));
    for (const statement of statements) await tx.execute(statement);
    for (const table of RECORD_TABLES) await tx.execute(sql.raw(`alter table ${table} enable trigger all`));
    for (const { table, name } of guards)
      await tx.execute(sql.raw(`alter table ${table} enable always trigger ${name}`));
  });
}

/**
 * Rewrites history without a seam: changes entries, and makes chain, hashes and tree anew, so that everything inside
 * the database agrees. `change` answers an entry's new form, or null to leave it out.
 */
export async function rewriteLedger(db: Db, change: (entry: Entry) => Entry | null): Promise<void> {
  const statements: SQL[] = [sql`delete from tree_node`, sql`update entry set hash = 'old-' || index`];
  let frontier = EMPTY_FRONTIER;
  let previous = "0".repeat(64);
  const texts = await entryTexts(db, 0, await ledgerSize(db));
  for (const old of texts) {
    const changed = change(parseEntry(old));
    if (changed === null) continue;
    const text = formatEntry({ ...changed, index: frontier.size, previous });
    previous = entryHash(text);
    const { at, kind, actor, run } = changed;
    statements.push(
      sql`update entry set text = ${text}, hash = ${previous}, at = ${at}::timestamptz, kind = ${kind}, actor = ${actor}, run = ${run} where index = ${frontier.size}`,
    );
    const grown = grow(frontier, previous);
    frontier = grown.frontier;
    for (const { level, index, hash } of grown.nodes)
      if (level > 0)
        statements.push(sql`insert into tree_node (level, index, hash) values (${level}, ${index}, ${hash})`);
  }
  statements.push(sql`delete from entry where index >= ${frontier.size}`);
  await asAdministrator(db, ...statements);
}
