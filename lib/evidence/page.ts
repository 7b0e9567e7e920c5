import { z } from "zod";
import { canonicalJson, decodeUtf8 } from "../base/canonical";
import { type Digest, isDigest, sha256 } from "../base/hash";
import { Refusal, refuse } from "../base/refusal";
import { GROUPS, type GroupName, type Layout } from "./layout";
import { type ChunkEntry, type Groups, GroupTotals, measureChunk, PageSums } from "./measure";
import { keyEnd, keyHash } from "./rows";

/** A chunk ends after a row whose key hash has these bits zero, so that its boundary depends on the key alone … */
const CHUNK_MASK = (1 << 7) - 1;
/** … or with the row that brings it to this size. */
const CHUNK_BYTES = 1 << 20;
const PAGE_MASK = (1 << 15) - 1;
export const PAGE_CHUNKS = 1024;

export const digestSchema = z.string().refine(isDigest, "64 lowercase hexadecimal digits");
const count = z.int().min(0);

const groupCounts = z.strictObject({ rows: count, columns: z.record(z.string(), count) });
const groupFigures = groupCounts.extend({ checksum: digestSchema });
export const groupsSchema = z.strictObject({
  stamps: groupFigures.optional(),
  certified: groupFigures.optional(),
  canonical: groupFigures.optional(),
});

/** What a manifest says of one page; `last` is the raw key of its last row. */
export interface PageEntry {
  readonly digest: Digest;
  readonly rows: number;
  readonly bytes: number;
  readonly last: string;
}

/** The figures that a page adds up to. */
export interface PageTotals extends PageEntry {
  readonly groups: Groups;
}

/**
 * Page: canonical JSON (RFC 8785) array of at most 1,024 chunk entries,
 *
 *   entry  = {"bytes": n, "digest": hex, "first": key, "groups": groups, "last": key, "rows": n}
 *   groups = {["canonical": counts] ["certified": counts] ["stamps": counts]}
 *   counts = {"columns": {name: n …}, "rows": n}
 *
 * Members are built in canonical order, so that the engine's own serializer writes canonical text.
 */
export function formatPage(entries: readonly ChunkEntry[]): Uint8Array {
  return new TextEncoder().encode(pageText(entries));
}

function pageText(entries: readonly ChunkEntry[]): string {
  const ordered = entries.map((e) => ({
    bytes: e.bytes,
    digest: e.digest,
    first: e.first,
    groups: orderedGroups(e.groups),
    last: e.last,
    rows: e.rows,
  }));
  // Names that look like array indices are the one thing whose order an engine chooses itself.
  const indexed = entries.some((e) =>
    Object.values(e.groups).some((g) => Object.keys(g?.columns ?? {}).some((c) => /^\d/.test(c))),
  );
  return indexed ? canonicalJson(ordered) : JSON.stringify(ordered);
}

function orderedGroups(groups: ChunkEntry["groups"]): ChunkEntry["groups"] {
  const ordered: Partial<Record<GroupName, NonNullable<ChunkEntry["groups"][GroupName]>>> = {};
  for (const name of ["canonical", "certified", "stamps"] as const) {
    const group = groups[name];
    if (!group) continue;
    const columns = Object.fromEntries(
      Object.keys(group.columns)
        .sort()
        .map((c) => [c, group.columns[c] ?? 0]),
    );
    ordered[name] = { columns, rows: group.rows };
  }
  return ordered;
}

const PAGE_REMEDY = "Capture again: the page is not in the notouch.evidence/1 format.";

/**
 * Reads a page. Its entries are rebuilt from the members that the grammar has and written again: only where that gives
 * the very same text is it accepted, which refuses unknown, missing, repeated and reordered members in one stroke.
 */
export function parsePage(bytes: Uint8Array, at: string): ChunkEntry[] {
  const text = decodeUtf8(bytes, at);
  let entries: ChunkEntry[];
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || list.length === 0 || list.length > PAGE_CHUNKS)
      throw new Error(`not a list of 1 to ${PAGE_CHUNKS} entries`);
    entries = list.map(readEntry);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse("malformed-json", at, error instanceof Error ? error.message : "unreadable", PAGE_REMEDY);
  }
  if (pageText(entries) !== text)
    refuse("malformed-json", at, "not the canonical text of a page", PAGE_REMEDY);
  return entries;
}

/**
 * What comparing needs of a page, without its grammar being checked again: for a page that was verified when its
 * evidence was recorded or opened, and whose bytes hashed to their name just now. A quarter of the cost of `parsePage`.
 */
export function readUnits(bytes: Uint8Array, at: string): Pick<ChunkEntry, "digest" | "rows" | "last">[] {
  try {
    const list: unknown = JSON.parse(decodeUtf8(bytes, at));
    if (!Array.isArray(list)) throw new Error("no list");
    return list.map((value, index) => {
      const { digest, rows, last } = record(value, index);
      if (typeof digest !== "string" || typeof last !== "string") throw new Error(`entry ${index}: no unit`);
      return { digest, rows: whole(rows, 1, index), last };
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse("malformed-json", at, error instanceof Error ? error.message : "unreadable", PAGE_REMEDY);
  }
}

function readEntry(value: unknown, index: number): ChunkEntry {
  const entry = record(value, index);
  const key = (name: "first" | "last") => {
    const text = entry[name];
    if (typeof text !== "string" || !text.isWellFormed() || text.includes("\0"))
      throw new Error(`entry ${index}: ${name} is no key`);
    return text;
  };
  const { digest } = entry;
  if (typeof digest !== "string" || !isDigest(digest)) throw new Error(`entry ${index}: digest is none`);
  const groups: Partial<Record<GroupName, NonNullable<ChunkEntry["groups"][GroupName]>>> = {};
  const said = record(entry.groups, index);
  for (const name of GROUPS) {
    if (said[name] === undefined) continue;
    const group = record(said[name], index);
    const columns = record(group.columns, index);
    groups[name] = {
      rows: whole(group.rows, 0, index),
      columns: Object.fromEntries(Object.keys(columns).map((c) => [c, whole(columns[c], 0, index)])),
    };
  }
  return {
    digest,
    rows: whole(entry.rows, 1, index),
    bytes: whole(entry.bytes, 1, index),
    first: key("first"),
    last: key("last"),
    groups,
  };
}

function record(value: unknown, index: number): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`entry ${index}: a member is missing`);
  return value as Readonly<Record<string, unknown>>;
}

function whole(value: unknown, least: number, index: number): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < least)
    throw new Error(`entry ${index}: ${String(value)} is no count`);
  return value;
}

/** `sums` were fed with the page's chunks and end here. */
export function totalsOfPage(
  digest: Digest,
  entries: readonly ChunkEntry[],
  layout: Layout,
  sums: PageSums,
): PageTotals {
  const totals = new GroupTotals();
  let rows = 0;
  let bytes = 0;
  for (const entry of entries) {
    totals.add(entry.groups);
    rows += entry.rows;
    bytes += entry.bytes;
  }
  return { digest, rows, bytes, last: entries.at(-1)?.last ?? "", groups: totals.figures(layout, sums) };
}

/** Receives finished content: uncompressed bytes under their digest. */
export type Emit = (kind: "chunks" | "pages", digest: Digest, bytes: Uint8Array) => void | Promise<void>;

/** Figures of a whole table, as the manifest states them. */
export interface TableContent {
  readonly rows: number;
  readonly bytes: number;
  readonly groups: Groups;
  readonly pages: readonly PageEntry[];
}

/**
 * Cuts a stream of rows into chunks and pages. Holds one chunk and one page's entries, whatever the table's size.
 * `push` takes one whole row including its line feed.
 */
export class TableWriter {
  #buffer = new Uint8Array(1 << 12);
  #fill = 0;
  #entries: ChunkEntry[] = [];
  #sums = new PageSums();
  readonly #pages: PageEntry[] = [];
  readonly #totals = new GroupTotals();
  #rows = 0;
  #bytes = 0;

  constructor(
    readonly layout: Layout,
    private readonly emit: Emit,
  ) {}

  /**
   * Takes the row that lies at `from` … `to` (exclusive) of `bytes`. Returns a promise only where a chunk ended:
   * awaiting every row, or making an object for it, would cost more than reading it.
   */
  push(bytes: Uint8Array, from = 0, to = bytes.length): Promise<void> | undefined {
    const length = to - from;
    if (this.#fill + length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#fill + length, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#fill));
      this.#buffer = larger;
    }
    copyBytes(bytes, from, to, this.#buffer, this.#fill);
    this.#fill += length;
    const hash = keyHash(bytes, from, keyEnd(bytes, from, to - 1, this.layout.keyColumns));
    if ((hash & CHUNK_MASK) === 0 || this.#fill >= CHUNK_BYTES)
      return this.#endChunk((hash & PAGE_MASK) === 0);
    return undefined;
  }

  async finish(): Promise<TableContent> {
    if (this.#fill > 0) await this.#endChunk(true);
    else if (this.#entries.length > 0) await this.#endPage();
    return {
      rows: this.#rows,
      bytes: this.#bytes,
      groups: this.#totals.figures(this.layout),
      pages: this.#pages,
    };
  }

  async #endChunk(endsPage: boolean): Promise<void> {
    const bytes = this.#buffer.slice(0, this.#fill);
    this.#fill = 0;
    const entry = measureChunk(bytes, this.layout, "chunk", this.#sums);
    this.#rows += entry.rows;
    this.#bytes += entry.bytes;
    await this.emit("chunks", entry.digest, bytes);
    this.#entries.push(entry);
    if (endsPage || this.#entries.length === PAGE_CHUNKS) await this.#endPage();
  }

  async #endPage(): Promise<void> {
    const bytes = formatPage(this.#entries);
    const digest = sha256(bytes);
    const page = totalsOfPage(digest, this.#entries, this.layout, this.#sums);
    this.#entries = [];
    this.#sums = new PageSums();
    this.#totals.add(page.groups);
    this.#pages.push({ digest, rows: page.rows, bytes: page.bytes, last: page.last });
    await this.emit("pages", digest, bytes);
  }
}

/** For a short row a loop is faster than a view and `set`; for a long one it is the other way round. */
function copyBytes(bytes: Uint8Array, from: number, to: number, into: Uint8Array, at: number): void {
  if (to - from > 512) into.set(bytes.subarray(from, to), at);
  else for (let i = from, end = at; i < to; i++) into[end++] = bytes[i] as number;
}

/** Recomputes a chunk and holds it against what its page says; the whole entry must agree. */
export function checkChunk(bytes: Uint8Array, said: ChunkEntry, layout: Layout, sums: PageSums): void {
  const at = `chunks/${said.digest}`;
  const real = measureChunk(bytes, layout, at, sums);
  if (real.digest !== said.digest)
    refuse("digest-mismatch", at, `its bytes hash to ${real.digest}`, "Send the captured file unaltered.");
  if (canonicalJson(real) !== canonicalJson(said))
    refuse(
      "count-mismatch",
      at,
      "its page states other rows, keys or counts",
      "Send the captured file unaltered.",
    );
}
