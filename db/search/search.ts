import { and, count, desc, eq, gte, ilike, lt, or, type SQL, sql } from "drizzle-orm";
import { formatDigest } from "@/lib/base/hash";
import type { Phase } from "@/lib/evidence/manifest";
import type { RowChange } from "@/lib/verdict/change";
import { type LedgerEntry, viewOf } from "../ledger/ledger";
import type { Db } from "../store/client";
import { entry, evidence, person, rowChange, run, verdict } from "../store/schema";
import { isEmptySearch, parseSearch, type SearchQuery } from "./search-query";

/** Where a search looks. Each place has its own pages and its own total. */
export const SEARCH_PLACES = ["runs", "rows", "evidence", "entries"] as const;
export type SearchPlace = (typeof SEARCH_PLACES)[number];

export interface FoundRun {
  readonly slug: string;
  readonly name: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly profile: string;
}

export interface FoundRow extends RowChange {
  readonly run: string;
  readonly position: number;
  /** The bracket between whose ends the row was touched; null where a side is missing. */
  readonly from: string | null;
  readonly until: string | null;
}

export interface FoundEvidence {
  readonly run: string;
  readonly phase: Phase;
  readonly digest: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly database: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly rows: number;
  readonly ledgerIndex: number;
}

export interface SearchResult {
  /** What matches in each place, all of it. */
  readonly totals: Readonly<Record<SearchPlace, number>>;
  readonly runs: readonly FoundRun[];
  readonly rows: readonly FoundRow[];
  readonly evidence: readonly FoundEvidence[];
  readonly entries: readonly LedgerEntry[];
  /** Where the next page of the place that was asked for begins; null at the end. */
  readonly next: string | null;
}

export interface SearchRequest {
  readonly q: string;
  readonly place: SearchPlace;
  /** The `next` of the page before. */
  readonly cursor?: string | undefined;
  /** 1 to 200, default 25. */
  readonly limit?: number | undefined;
}

const NOTHING: SearchResult = {
  totals: { runs: 0, rows: 0, evidence: 0, entries: 0 },
  runs: [],
  rows: [],
  evidence: [],
  entries: [],
  next: null,
};

/**
 * Searches every run, every touched row, every evidence and the whole ledger; totals are the database's, over all of
 * it, and the pages of one place follow each other newest first until nothing is left.
 */
export async function search(db: Db, request: SearchRequest): Promise<SearchResult> {
  const query = parseSearch(request.q);
  if (isEmptySearch(query)) return NOTHING;
  const limit = Math.min(Math.max(request.limit ?? 25, 1), 200);
  const totals = {
    runs: await total(db.select({ n: count() }).from(run).where(runFilter(query))),
    rows: await total(rowsFrom(db, { n: count() }).where(rowFilter(query))),
    evidence: await total(evidenceFrom(db, { n: count() }).where(evidenceFilter(query))),
    entries: await total(db.select({ n: count() }).from(entry).where(entryFilter(query))),
  };
  const page = await PAGES[request.place](db, query, cursorOf(request.cursor), limit);
  return { ...NOTHING, totals, ...page };
}

async function total(counted: PromiseLike<{ n: number }[]>): Promise<number> {
  return Number((await counted)[0]?.n ?? 0);
}

/** `ledger index` or `ledger index.position`; anything else starts at the beginning. */
function cursorOf(text: string | undefined): readonly [number, number] | null {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text ?? "");
  return match ? [Number(match[1]), Number(match[2] ?? 0)] : null;
}

type Cursor = ReturnType<typeof cursorOf>;
type Page = Partial<Omit<SearchResult, "totals">>;

const PAGES: Readonly<
  Record<SearchPlace, (db: Db, query: SearchQuery, cursor: Cursor, limit: number) => Promise<Page>>
> = {
  async runs(db, query, cursor, limit) {
    const found = await db
      .select({ row: run, creator: person.username })
      .from(run)
      .innerJoin(person, eq(person.id, run.createdBy))
      .where(and(runFilter(query), cursor ? lt(run.ledgerIndex, cursor[0]) : undefined))
      .orderBy(desc(run.ledgerIndex))
      .limit(limit + 1);
    const { page, next } = cut(found, limit, ({ row }) => String(row.ledgerIndex));
    return {
      next,
      runs: page.map(({ row, creator }) => ({
        slug: row.slug,
        name: row.name,
        createdAt: row.createdAt.toISOString(),
        createdBy: creator,
        profile: `${row.profileName} ${row.profileVersion}`,
      })),
    };
  },
  async rows(db, query, cursor, limit) {
    const found = await rowsFrom(db, {
      change: rowChange.change,
      position: rowChange.position,
      judged: verdict.ledgerIndex,
      run: run.slug,
      from: sql<string | null>`(${bracketEnd("before", "ended_at")})::text`,
      until: sql<string | null>`(${bracketEnd("after", "started_at")})::text`,
    })
      .where(
        and(
          rowFilter(query),
          cursor
            ? sql`(${verdict.ledgerIndex} < ${cursor[0]} or (${verdict.ledgerIndex} = ${cursor[0]} and ${rowChange.position} > ${cursor[1]}))`
            : undefined,
        ),
      )
      .orderBy(desc(verdict.ledgerIndex), rowChange.position)
      .limit(limit + 1);
    const { page, next } = cut(found, limit, (row) => `${row.judged}.${row.position}`);
    return {
      next,
      rows: page.map((row) => ({
        ...(JSON.parse(row.change) as RowChange),
        run: row.run,
        position: row.position,
        from: row.from === null ? null : new Date(row.from).toISOString(),
        until: row.until === null ? null : new Date(row.until).toISOString(),
      })),
    };
  },
  async evidence(db, query, cursor, limit) {
    const found = await evidenceFrom(db, {
      run: run.slug,
      phase: evidence.phase,
      digest: evidence.digest,
      recordedBy: person.username,
      recordedAt: evidence.recordedAt,
      database: evidence.database,
      startedAt: evidence.startedAt,
      endedAt: evidence.endedAt,
      rows: evidence.rows,
      ledgerIndex: evidence.ledgerIndex,
    })
      .where(and(evidenceFilter(query), cursor ? lt(evidence.ledgerIndex, cursor[0]) : undefined))
      .orderBy(desc(evidence.ledgerIndex))
      .limit(limit + 1);
    const { page, next } = cut(found, limit, (row) => String(row.ledgerIndex));
    return {
      next,
      evidence: page.map((row) => ({
        ...row,
        digest: formatDigest(row.digest),
        recordedAt: row.recordedAt.toISOString(),
        startedAt: row.startedAt.toISOString(),
        endedAt: row.endedAt.toISOString(),
      })),
    };
  },
  async entries(db, query, cursor, limit) {
    const found = await db
      .select()
      .from(entry)
      .where(and(entryFilter(query), cursor ? lt(entry.index, cursor[0]) : undefined))
      .orderBy(desc(entry.index))
      .limit(limit + 1);
    const { page, next } = cut(found, limit, (row) => String(row.index));
    return { next, entries: page.map(viewOf) };
  },
};

function cut<Row>(
  found: readonly Row[],
  limit: number,
  cursor: (row: Row) => string,
): { page: Row[]; next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { page, next: found.length > limit && last ? cursor(last) : null };
}

function rowsFrom<Fields extends Parameters<Db["select"]>[0]>(db: Db, fields: Fields & object) {
  return db
    .select(fields)
    .from(rowChange)
    .innerJoin(verdict, eq(verdict.id, rowChange.verdictId))
    .innerJoin(run, eq(run.id, verdict.runId));
}

function evidenceFrom<Fields extends Parameters<Db["select"]>[0]>(db: Db, fields: Fields & object) {
  return db
    .select(fields)
    .from(evidence)
    .innerJoin(run, eq(run.id, evidence.runId))
    .innerJoin(person, eq(person.id, evidence.contributor));
}

const contains = (text: string) => `%${escaped(text)}%`;
const begins = (text: string) => `${escaped(text)}%`;

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Conditions on the run that a thing belongs to. */
function ofRun(query: SearchQuery): (SQL | undefined)[] {
  return [
    ...query.runs.map((slug) => eq(run.slug, slug)),
    ...query.failOpen.map(
      (code) => sql`exists (select from
        (select matrix from verdict where run_id = ${run.id} order by ledger_index desc limit 1) newest
        where newest.matrix::jsonb -> 'failOpen' @> ${JSON.stringify([code])}::jsonb)`,
    ),
  ];
}

const takesPart = (username: string) => sql`exists (select from person p where p.username = ${username} and (
  p.id = ${run.createdBy}
  or exists (select from evidence e where e.run_id = ${run.id} and e.contributor = p.id)
  or exists (select from declaration d where d.run_id = ${run.id} and d.declared_by = p.id)
  or exists (select from decision c where c.run_id = ${run.id} and c.decided_by = p.id)))`;

const manifestNames = (table: string) => contains(`"name":${JSON.stringify(table)}`);

function runFilter(query: SearchQuery): SQL | undefined {
  return and(
    ...ofRun(query),
    ...query.words.map((word) =>
      or(
        ilike(run.slug, contains(word)),
        ilike(run.name, contains(word)),
        eq(run.profileName, word),
        takesPart(word.toLowerCase()),
        touched(sql`left(c.key, 200) like ${begins(word.slice(0, 200))} and starts_with(c.key, ${word})`),
      ),
    ),
    ...query.people.map(takesPart),
    ...query.keys.map((key) => touched(sql`left(c.key, 200) = left(${key}, 200) and c.key = ${key}`)),
    ...query.tables.map(
      (table) =>
        sql`exists (select from evidence e where e.run_id = ${run.id} and e.manifest like ${manifestNames(table)})`,
    ),
    ...query.digests.map(
      (digest) => sql`(${run.profileDigest} like ${begins(digest)}
        or exists (select from verdict v where v.run_id = ${run.id} and v.matrix_digest like ${begins(`sha256:${digest}`)})
        or exists (select from evidence e where e.run_id = ${run.id} and (e.digest like ${begins(digest)} or e.manifest like ${contains(digest)})))`,
    ),
    query.since ? gte(run.createdAt, query.since) : undefined,
    query.until ? lt(run.createdAt, query.until) : undefined,
  );
}

/** Whether any verdict of the run, the newest or an earlier one, lists a row like this. */
function touched(row: SQL): SQL {
  return sql`${run.id} in (select v.run_id from row_change c join verdict v on v.id = c.verdict_id where ${row})`;
}

/**
 * A row stands once a run: as its newest verdict that lists it tells it. `left(key, 200)` is what the index is over,
 * for a key may be longer than an index entry.
 */
function rowFilter(query: SearchQuery): SQL | undefined {
  return and(
    ...ofRun(query),
    ...query.words.map(
      (word) =>
        sql`left(${rowChange.key}, 200) like ${begins(word.slice(0, 200))} and starts_with(${rowChange.key}, ${word})`,
    ),
    ...query.keys.map(
      (key) => sql`left(${rowChange.key}, 200) = left(${key}, 200) and ${rowChange.key} = ${key}`,
    ),
    ...query.tables.map((table) => eq(rowChange.table, table)),
    ...query.people.map(takesPart),
    ...query.digests.map(
      (digest) => sql`(${verdict.matrixDigest} like ${begins(`sha256:${digest}`)}
        or exists (select from evidence e where e.run_id = ${run.id} and e.digest like ${begins(digest)}))`,
    ),
    query.since
      ? sql`(${bracketEnd("after", "started_at")}) >= ${query.since.toISOString()}::timestamptz`
      : undefined,
    query.until
      ? sql`(${bracketEnd("before", "ended_at")}) < ${query.until.toISOString()}::timestamptz`
      : undefined,
    sql`not exists (select from verdict n join row_change o on o.verdict_id = n.id
      where n.run_id = ${verdict.runId} and n.ledger_index > ${verdict.ledgerIndex} and o.table_name = ${rowChange.table}
        and left(o.key, 200) = left(${rowChange.key}, 200) and o.key = ${rowChange.key})`,
  );
}

function bracketEnd(phase: "before" | "after", column: "started_at" | "ended_at"): SQL {
  return sql`select e.${sql.identifier(column)} from evidence e where e.run_id = ${run.id} and e.phase = ${phase}`;
}

function evidenceFilter(query: SearchQuery): SQL | undefined {
  if (query.keys.length > 0) return sql`false`;
  return and(
    ...ofRun(query),
    ...query.words.map((word) =>
      or(
        ilike(run.slug, contains(word)),
        ilike(run.name, contains(word)),
        ilike(evidence.database, contains(word)),
        eq(evidence.phase, word as Phase),
        eq(person.username, word.toLowerCase()),
        sql`${evidence.manifest} like ${manifestNames(word)}`,
      ),
    ),
    ...query.people.map((username) => eq(person.username, username)),
    ...query.tables.map((table) => sql`${evidence.manifest} like ${manifestNames(table)}`),
    ...query.digests.map(
      (digest) =>
        sql`(${evidence.digest} like ${begins(digest)} or ${evidence.manifest} like ${contains(digest)})`,
    ),
    query.since ? gte(evidence.endedAt, query.since) : undefined,
    query.until ? lt(evidence.startedAt, query.until) : undefined,
  );
}

function entryFilter(query: SearchQuery): SQL | undefined {
  // An entry names no row and no table.
  if (query.keys.length > 0 || query.tables.length > 0) return sql`false`;
  return and(
    ...query.runs.map((slug) => eq(entry.run, slug)),
    ...query.failOpen.map((code) => sql`position(${JSON.stringify(code)} in ${entry.text}) > 0`),
    ...query.words.map((word) => ilike(entry.text, contains(word))),
    ...query.people.map((username) =>
      or(eq(entry.actor, username), sql`starts_with(${entry.actor}, ${`${username}#`})`),
    ),
    ...query.digests.map((digest) =>
      or(sql`${entry.hash} like ${begins(digest)}`, sql`position(${digest} in ${entry.text}) > 0`),
    ),
    query.since ? gte(entry.at, query.since) : undefined,
    query.until ? lt(entry.at, query.until) : undefined,
  );
}
