import { canonicalJson } from "../base/canonical";
import { type Digest, sha256 } from "../base/hash";
import { type Fault, Refusal, refuse } from "../base/refusal";
import type { ReadContent } from "./content";
import { type Layout, layoutOf } from "./layout";
import {
  type CatalogContent,
  catalogContent,
  type Evidence,
  type PresentTable,
  parseCatalogPart,
} from "./manifest";
import { type ChunkEntry, GroupTotals, PageSums, rowKeys } from "./measure";
import { checkChunk, type PageTotals, parsePage, totalsOfPage } from "./page";

/**
 * What was verified before, so that it is not read again. A page's figures depend on its content and on the layout
 * of its table: both digests together name the entry, and whoever keeps it vouches that it was computed here.
 */
export interface VerifyMemo {
  get(page: Digest, layout: Digest): Promise<PageTotals | null>;
  put(page: Digest, layout: Digest, totals: PageTotals): Promise<void>;
}

export interface VerifyOptions {
  readonly memo?: VerifyMemo | undefined;
  /** Told about every digest that the evidence refers to, also about those that `memo` spares reading. */
  readonly onReference?: ((kind: "pages" | "chunks", digest: Digest) => void) | undefined;
}

const REMEDY = "Send the file exactly as `notouch capture` wrote it, or capture again.";
/** Chunks asked for ahead of the one being measured, so that reading and inflating overlap with it. */
const AHEAD = 6;

/**
 * Recomputes every count, checksum and key of the evidence from its chunks and holds them against its pages and its
 * manifest. Throws a `Refusal`: `digest-mismatch`, `count-mismatch`, `duplicate-key`, `bad-encoding`, `malformed-json`
 * or whatever `read` throws. `read` may hand out bytes that it did not re-hash: everything is hashed here.
 */
export async function verifyEvidence(
  evidence: Evidence,
  read: ReadContent,
  options: VerifyOptions = {},
): Promise<void> {
  const { manifest, profile } = evidence;
  for (const list of catalogContent(manifest.catalog)) await verifyCatalogPart(list, read, options);
  for (const table of manifest.tables)
    if (table.present) await verifyTable(table, layoutOf(profile, table), read, options);
}

/** One list of the catalogue: it hashes to its name, and holds as many definitions as the manifest states, each once. */
export async function verifyCatalogPart(
  { digest, count, at: stated }: CatalogContent,
  read: ReadContent,
  options: VerifyOptions = {},
): Promise<void> {
  const at = `pages/${digest}`;
  options.onReference?.("pages", digest);
  const bytes = await read(digest);
  assertDigest(bytes, digest, at);
  const items = parseCatalogPart(bytes, at);
  if (items.length !== count)
    refuse("count-mismatch", stated, `states ${count} definitions where there are ${items.length}`, REMEDY);
  const twice = firstDouble(items.map((i) => i.name));
  if (twice !== null) refuse("duplicate-key", at, `${twice} stands twice`, REMEDY);
}

/** SHA-256 over everything of a table that a page's figures depend on beside its bytes. */
export function layoutDigest(layout: Layout): Digest {
  return sha256(canonicalJson(layout));
}

/** One table from its rows up to what the manifest states of it. */
export async function verifyTable(
  table: PresentTable,
  layout: Layout,
  read: ReadContent,
  options: VerifyOptions = {},
): Promise<void> {
  const at = `tables ${table.name}`;
  const names = table.columns.map((c) => c.name);
  const twice = firstDouble(names);
  if (twice !== null) refuse("duplicate-key", at, `column ${twice} stands twice`, REMEDY);
  if (table.key.some((k, i) => names[i] !== k))
    refuse("count-mismatch", at, "the key columns do not stand first", REMEDY);
  const layoutId = layoutDigest(layout);
  const groups = new GroupTotals();
  const sum = { rows: 0, bytes: 0 };
  // Within a page every key is compared with every other; across pages their ends are, for no order can be relied on.
  const ends = new Set<string>();
  for (const [i, said] of table.pages.entries()) {
    const known = (await options.memo?.get(said.digest, layoutId)) ?? null;
    const totals = known ?? (await verifyPage(said.digest, layout, read, options));
    options.onReference?.("pages", said.digest);
    if (known === null) await options.memo?.put(said.digest, layoutId, totals);
    const wrong = (["rows", "bytes", "last"] as const).filter((field) => said[field] !== totals[field]);
    if (wrong.length > 0)
      throw new Refusal(
        "count-mismatch",
        wrong.map(
          (field): Fault => ({
            at: `${at} pages[${i}].${field}`,
            problem: `states ${said[field]} where its chunks give ${totals[field]}`,
          }),
        ),
        REMEDY,
      );
    if (layout.keyColumns > 0 && ends.has(totals.last))
      refuse("duplicate-key", at, `${JSON.stringify(totals.last.slice(0, 80))} ends two pages`, REMEDY);
    ends.add(totals.last);
    groups.add(totals.groups);
    sum.rows += totals.rows;
    sum.bytes += totals.bytes;
  }
  const faults: Fault[] = (["rows", "bytes"] as const)
    .filter((field) => table[field] !== sum[field])
    .map((field) => ({
      at: `${at} ${field}`,
      problem: `states ${table[field]} where its pages give ${sum[field]}`,
    }));
  if (canonicalJson(table.groups) !== canonicalJson(groups.figures(layout)))
    faults.push({ at: `${at} groups`, problem: "states other counts or checksums than its pages give" });
  if (faults.length > 0) throw new Refusal("count-mismatch", faults, REMEDY);
}

async function verifyPage(
  digest: Digest,
  layout: Layout,
  read: ReadContent,
  options: VerifyOptions,
): Promise<PageTotals> {
  const at = `pages/${digest}`;
  const bytes = await read(digest);
  assertDigest(bytes, digest, at);
  const entries = parsePage(bytes, at);
  const keys = new Set<string>();
  const sums = new PageSums();
  for await (const [entry, chunk] of chunksOf(entries, read)) {
    options.onReference?.("chunks", entry.digest);
    try {
      checkChunk(chunk, entry, layout, sums);
    } catch (error) {
      // Whatever altered bytes look like, what is wrong with them is that they were altered.
      assertDigest(chunk, entry.digest, `chunks/${entry.digest}`);
      throw error;
    }
    assertUtf8(chunk, `chunks/${entry.digest}`);
    if (layout.keyColumns === 0) continue;
    for (const key of rowKeys(chunk, layout)) {
      if (keys.has(key))
        refuse(
          "duplicate-key",
          `chunks/${entry.digest}`,
          `the key ${JSON.stringify(key.slice(0, 80))} stands twice`,
          REMEDY,
        );
      keys.add(key);
    }
  }
  return totalsOfPage(digest, entries, layout, sums);
}

/** A page's chunks in their order, read a few ahead. */
async function* chunksOf(
  entries: readonly ChunkEntry[],
  read: ReadContent,
): AsyncGenerator<[ChunkEntry, Uint8Array]> {
  const ahead: Promise<Uint8Array>[] = [];
  const ask = (i: number) => {
    const entry = entries[i];
    if (!entry) return;
    const promise = read(entry.digest);
    // Its failure is reported when its turn comes, or never where an earlier one failed.
    promise.catch(() => undefined);
    ahead.push(promise);
  };
  for (let i = 0; i < AHEAD; i++) ask(i);
  for (const [i, entry] of entries.entries()) {
    const bytes = await ahead.shift();
    ask(i + AHEAD);
    if (bytes) yield [entry, bytes];
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function assertUtf8(bytes: Uint8Array, at: string): void {
  try {
    utf8.decode(bytes);
  } catch {
    refuse("bad-encoding", at, "not valid UTF-8", REMEDY);
  }
}

function assertDigest(bytes: Uint8Array, digest: Digest, at: string): void {
  const real = sha256(bytes);
  if (real !== digest) refuse("digest-mismatch", at, `its bytes hash to ${real}`, REMEDY);
}

function firstDouble(names: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}
