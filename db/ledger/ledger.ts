import { and, asc, count, desc, eq, gt, gte, ilike, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { Json } from "@/lib/base/canonical";
import type { Digest } from "@/lib/base/hash";
import { type EntryKind, entryHash, formatEntry, NO_PREVIOUS, SERVER_ACTOR } from "@/lib/ledger/entry";
import { ENTRY_LIMIT } from "@/lib/ledger/tile";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { entry } from "../store/schema";
import type { EntryView } from "./views";

/** Who does something, as the edge established it. `keyId` where an API key acts for the person who minted it. */
export interface Actor {
  readonly id: string;
  readonly username: string;
  readonly keyId: string | null;
}

/** How an actor stands in the ledger. */
export function actorName(actor: Actor | null): string {
  if (actor === null) return SERVER_ACTOR;
  return actor.keyId === null ? actor.username : `${actor.username}#${actor.keyId}`;
}

export interface Event {
  readonly kind: EntryKind;
  readonly actor: string;
  readonly run: string | null;
  readonly body: { readonly [key: string]: Json };
  readonly at: Date;
}

/** What a caller gets in hand: where its change stands in the ledger. */
export interface Receipt {
  readonly index: number;
  readonly hash: Digest;
  readonly previous: Digest;
  readonly at: string;
}

/**
 * Appends one entry inside the caller's transaction, so that the change and its entry are stored together or not
 * at all. The advisory lock is held until that transaction ends: appends from any number of servers come one after
 * the other, and the entry's own trigger refuses whatever would fork. Take a run's lock before, never after.
 */
export async function append(tx: Db, event: Event): Promise<Receipt> {
  await tx.execute(sql`select notouch_lock_ledger()`);
  const [last] = await tx
    .select({ index: entry.index, hash: entry.hash })
    .from(entry)
    .orderBy(desc(entry.index))
    .limit(1);
  const index = last ? last.index + 1 : 0;
  const previous = last?.hash ?? NO_PREVIOUS;
  const { kind, actor, run, body } = event;
  const text = formatEntry({ index, at: event.at.toISOString(), kind, actor, run, body, previous });
  if (Buffer.byteLength(text) > ENTRY_LIMIT)
    deny(
      "invalid-input",
      "entry",
      `longer than ${ENTRY_LIMIT} bytes in the ledger`,
      "Say it in fewer words.",
    );
  const hash = entryHash(text);
  await tx.insert(entry).values({ index, hash, text, at: event.at, kind, actor, run });
  return { index, hash, previous, at: event.at.toISOString() };
}

export async function receiptAt(db: Db, index: number): Promise<Receipt> {
  const [row] = await db.select().from(entry).where(eq(entry.index, index));
  if (!row) throw new Error(`invariant broken: ledger entry ${index} is referenced and missing`);
  const view = viewOf(row);
  return { index, hash: view.hash, previous: view.previous, at: view.at };
}

/** Size of the ledger and hash of its last entry: where the chain goes on. */
export async function ledgerEnd(db: Db): Promise<{ size: number; last: Digest }> {
  const [last] = await db
    .select({ index: entry.index, hash: entry.hash })
    .from(entry)
    .orderBy(desc(entry.index))
    .limit(1);
  return last ? { size: last.index + 1, last: last.hash } : { size: 0, last: NO_PREVIOUS };
}

export interface EntryQuery {
  /** Searched in the whole text, without regard to case. */
  readonly q?: string | undefined;
  readonly run?: string | undefined;
  /** Any of these. */
  readonly kinds?: readonly EntryKind[] | undefined;
  /** A username, alone or with a key of theirs. */
  readonly actor?: string | undefined;
  /** The beginning of a hash of an entry, or of any digest in its text: at least 8 hexadecimal digits. */
  readonly digest?: string | undefined;
  /** From this moment on, and before that one. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Index after which (oldest first) or before which (newest first) to go on. */
  readonly cursor?: number | undefined;
  readonly limit?: number | undefined;
  readonly order?: "oldest" | "newest" | undefined;
}

/** An entry with the exact text that its hash covers. */
export interface LedgerEntry extends EntryView {
  readonly text: string;
}

export interface EntryPage {
  readonly entries: readonly LedgerEntry[];
  readonly total: number;
  readonly next: number | null;
}

/** Entries of the ledger, by default the newest first. `limit` 1 to 1,000, default 50. */
export async function listEntries(db: Db, query: EntryQuery = {}): Promise<EntryPage> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 1000);
  const oldest = query.order === "oldest";
  const filters = entryFilters(query);
  const cursor =
    query.cursor === undefined
      ? undefined
      : oldest
        ? gt(entry.index, query.cursor)
        : lt(entry.index, query.cursor);
  const rows = await db
    .select()
    .from(entry)
    .where(and(...filters, cursor))
    .orderBy(oldest ? asc(entry.index) : desc(entry.index))
    .limit(limit + 1);
  const [all] = await db
    .select({ n: count() })
    .from(entry)
    .where(and(...filters));
  const page = rows.slice(0, limit);
  return {
    entries: page.map(viewOf),
    total: all?.n ?? 0,
    next: rows.length > limit ? (page.at(-1)?.index ?? null) : null,
  };
}

function entryFilters(query: EntryQuery): SQL[] {
  const filters: (SQL | undefined)[] = [];
  if (query.q) {
    const like = `%${query.q.replace(/[\\%_]/g, "\\$&")}%`;
    filters.push(or(ilike(entry.text, like), ilike(entry.hash, like)));
  }
  const { digest, actor } = query;
  if (digest !== undefined)
    filters.push(sql`(starts_with(${entry.hash}, ${digest}) or position(${digest} in ${entry.text}) > 0)`);
  if (query.run !== undefined) filters.push(eq(entry.run, query.run));
  if (query.kinds !== undefined) filters.push(inArray(entry.kind, [...query.kinds]));
  if (actor !== undefined)
    filters.push(or(eq(entry.actor, actor), sql`starts_with(${entry.actor}, ${`${actor}#`})`));
  if (query.since !== undefined) filters.push(gte(entry.at, query.since));
  if (query.until !== undefined) filters.push(lt(entry.at, query.until));
  return filters.filter((f) => f !== undefined);
}

/** How often something of a kind was written since an instant: sign-in limits rest on it. */
export async function countSince(
  db: Db,
  kind: EntryKind,
  since: Date,
  bodyPart?: { readonly [key: string]: string },
): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(entry)
    .where(
      and(
        eq(entry.kind, kind),
        gte(entry.at, since),
        bodyPart === undefined
          ? undefined
          : sql`(${entry.text}::jsonb -> 'body') @> ${JSON.stringify(bodyPart)}::jsonb`,
      ),
    );
  return row?.n ?? 0;
}

export function viewOf(row: typeof entry.$inferSelect): LedgerEntry {
  const said = JSON.parse(row.text) as { body: Json; previous: string; at: string };
  return {
    index: row.index,
    at: said.at,
    kind: row.kind,
    actor: row.actor,
    run: row.run,
    body: JSON.stringify(said.body),
    hash: row.hash,
    previous: said.previous,
    text: row.text,
  };
}
