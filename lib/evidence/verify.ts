import { canonicalJson } from "../ledger/canonical";
import type { Digest } from "../ledger/hash";
import { type Fault, Refusal, refuse } from "../ledger/refusal";
import type { ReadContent } from "./content";
import { type Layout, layoutOf } from "./layout";
import { CATALOG_PARTS, type Evidence, type PresentTable, parseCatalogPart } from "./manifest";
import { type ChunkEntry, GroupTotals, rowKeys } from "./measure";
import { checkChunk, type PageEntry, type PageTotals, parsePage, totalsOfPage } from "./page";

/**
 * Pages that were verified before under the same layout. Content is named by its digest, so what was true of a page
 * stays true: it need not be opened again.
 */
export interface PageMemo {
  get(page: Digest, layout: Layout): Promise<PageTotals | undefined>;
  set(page: Digest, layout: Layout, totals: PageTotals): Promise<void>;
}

const REMEDY = "Send the file exactly as `notouch capture` wrote it, or capture again.";

/**
 * Recomputes everything that a manifest claims: each chunk's bytes, rows, keys, counts and checksums against its page,
 * each page's sums and each table's against the manifest, each catalogue part's count. `read` hands out bytes that hash
 * to what was asked for. Throws `count-mismatch`, `digest-mismatch`, `duplicate-key`, `bad-encoding` or `malformed-json`;
 * returns nothing, for the only good outcome is that all of it is true. Memory: one page and one chunk.
 */
export async function verifyEvidence(evidence: Evidence, read: ReadContent, memo?: PageMemo): Promise<void> {
  for (const table of evidence.manifest.tables) if (table.present) await verifyTable(evidence, table, read, memo);
  for (const part of CATALOG_PARTS) {
    const { digest, count } = evidence.manifest.catalog.parts[part];
    const items = parseCatalogPart(await read(digest), `pages/${digest}`);
    if (items.length !== count)
      refuse("count-mismatch", `catalog.parts.${part}`, `states ${count} items, holds ${items.length}`, REMEDY);
  }
}

async function verifyTable(evidence: Evidence, table: PresentTable, read: ReadContent, memo: PageMemo | undefined): Promise<void> {
  const layout = layoutOf(evidence.profile, table);
  const totals = new GroupTotals();
  const faults: Fault[] = [];
  let rows = 0;
  let bytes = 0;
  const ends = new Set<string>();
  for (const page of table.pages) {
    const real = await verifyPage(page, layout, read, memo);
    for (const field of ["rows", "bytes", "last"] as const)
      if (real[field] !== page[field])
        faults.push({ at: `tables ${table.name} pages ${page.digest} ${field}`, problem: `states ${page[field]}, is ${real[field]}` });
    // Within a page every key is compared; across pages their ends are, for an order there is none to rely on.
    if (layout.keyColumns > 0 && ends.has(real.last)) refuse("duplicate-key", `tables ${table.name}`, `${real.last} ends two pages`, REMEDY);
    ends.add(real.last);
    rows += real.rows;
    bytes += real.bytes;
    totals.add(real.groups);
  }
  if (rows !== table.rows) faults.push({ at: `tables ${table.name} rows`, problem: `states ${table.rows}, its pages hold ${rows}` });
  if (bytes !== table.bytes) faults.push({ at: `tables ${table.name} bytes`, problem: `states ${table.bytes}, its pages hold ${bytes}` });
  if (canonicalJson(totals.figures(layout)) !== canonicalJson(table.groups))
    faults.push({ at: `tables ${table.name} groups`, problem: "counts or checksums are not those of its rows" });
  if (faults.length > 0) throw new Refusal("count-mismatch", faults.slice(0, 20), REMEDY);
}

async function verifyPage(page: PageEntry, layout: Layout, read: ReadContent, memo: PageMemo | undefined): Promise<PageTotals> {
  const known = await memo?.get(page.digest, layout);
  if (known) return known;
  const entries = parsePage(await read(page.digest), `pages/${page.digest}`);
  const keys = new Set<string>();
  for (const entry of entries) await verifyChunk(entry, layout, read, keys);
  const totals = totalsOfPage(page.digest, entries, layout);
  await memo?.set(page.digest, layout, totals);
  return totals;
}

async function verifyChunk(entry: ChunkEntry, layout: Layout, read: ReadContent, keys: Set<string>): Promise<void> {
  const at = `chunks/${entry.digest}`;
  const bytes = await read(entry.digest);
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    refuse("bad-encoding", at, "not valid UTF-8", REMEDY);
  }
  checkChunk(bytes, entry, layout);
  if (layout.keyColumns === 0) return;
  for (const key of rowKeys(bytes, layout)) {
    if (keys.has(key)) refuse("duplicate-key", at, `the key ${key.replaceAll("\t", ", ")} stands twice`, REMEDY);
    keys.add(key);
  }
}
