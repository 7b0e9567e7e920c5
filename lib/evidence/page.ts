import { z } from "zod";
import { canonicalJson, parseCanonical } from "../ledger/canonical";
import { type Digest, isDigest, sha256 } from "../ledger/hash";
import { Refusal, refuse } from "../ledger/refusal";
import type { Layout } from "./layout";
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

const chunkEntry = z.strictObject({
  digest: digestSchema,
  rows: z.int().min(1),
  bytes: z.int().min(1),
  first: z.string(),
  last: z.string(),
  groups: z.strictObject({
    stamps: groupCounts.optional(),
    certified: groupCounts.optional(),
    canonical: groupCounts.optional(),
  }),
});
const pageSchema = z.array(chunkEntry).min(1).max(PAGE_CHUNKS);

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

/** Page: canonical JSON array of chunk entries, at most 1,024 of them. */
export function formatPage(entries: readonly ChunkEntry[]): Uint8Array {
  return new TextEncoder().encode(canonicalJson(entries));
}

export function parsePage(bytes: Uint8Array, at: string): ChunkEntry[] {
  const parsed = pageSchema.safeParse(parseCanonical(bytes, at));
  if (parsed.success) return parsed.data as ChunkEntry[];
  throw new Refusal(
    "malformed-json",
    parsed.error.issues.slice(0, 20).map((i) => ({ at: `${at} ${i.path.join(".")}`, problem: i.message })),
    "Capture again: the page is not in the notouch.evidence/1 format.",
  );
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
  #buffer = new Uint8Array(CHUNK_BYTES + (1 << 16));
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
      const larger = new Uint8Array(Math.max(this.#fill + length, CHUNK_BYTES + (1 << 16)));
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
