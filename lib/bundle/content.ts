import { type Digest, sha256 } from "../base/hash";
import { type Fault, Refusal, refuse } from "../base/refusal";
import type { ReadContent } from "../evidence/content";
import { layoutOf } from "../evidence/layout";
import {
  catalogContent,
  type Evidence,
  type Phase,
  type PresentTable,
  parseManifest,
} from "../evidence/manifest";
import { PageSums } from "../evidence/measure";
import { checkChunk, type PageTotals, parsePage } from "../evidence/page";
import { type VerifyMemo, verifyCatalogPart, verifyTable } from "../evidence/verify";
import { type BundleSource, type Container, readPlace } from "./container";
import type { Extent } from "./document";

/** Raw deflate (RFC 1951), whole, at most `limit` bytes; throws for anything else, also for bytes after its end. */
export type Inflate = (stored: Uint8Array, limit: number) => Promise<Uint8Array>;

/** Largest uncompressed member, bytes: a page, a chunk, and the manifest of a very large table, are far below. */
const LARGEST_CONTENT = 256 << 20;
const REMEDY = "Export the bundle again from the server that holds the run.";

/** Reads members by digest, inflated and hashed each time. */
export function contentOf(source: BundleSource, { content }: Container, inflate: Inflate): ReadContent {
  return async (digest) => {
    const place = content.get(digest);
    if (!place) return refuse("count-mismatch", digest, "is named and is not in the bundle", REMEDY);
    const at = `${place.kind}/${digest}`;
    const stored = await readPlace(source, place);
    let bytes: Uint8Array;
    try {
      bytes = await inflate(stored, LARGEST_CONTENT);
    } catch {
      return refuse("bad-compression", at, "is no whole deflate stream", REMEDY);
    }
    const real = sha256(bytes);
    if (real !== digest) refuse("digest-mismatch", at, `its bytes hash to ${real}`, REMEDY);
    return bytes;
  };
}

/** Opens every member once; all that are wrong are named. */
export async function checkDigests(container: Container, read: ReadContent): Promise<void> {
  const faults: Fault[] = [];
  for (const digest of container.content.keys())
    try {
      await read(digest);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults);
    }
  if (faults.length > 0) throw new Refusal("digest-mismatch", faults, REMEDY);
}

/** The manifests that a matrix names, in the order of the phases. */
export async function readManifests(
  digests: Readonly<Partial<Record<Phase, Digest>>>,
  container: Container,
  read: ReadContent,
): Promise<Partial<Record<Phase, Evidence>>> {
  const found: Partial<Record<Phase, Evidence>> = {};
  for (const [phase, digest] of Object.entries(digests) as [Phase, Digest][]) {
    const at = `manifests/${digest}`;
    if (container.content.get(digest)?.kind !== "manifests")
      refuse("count-mismatch", at, `the ${phase} evidence is not in the bundle`, REMEDY);
    const evidence = parseManifest(await read(digest));
    if (evidence.manifest.phase !== phase)
      refuse("count-mismatch", at, `is ${evidence.manifest.phase} evidence where ${phase} is due`, REMEDY);
    found[phase] = evidence;
  }
  return found;
}

/** What of one table a bundle holds. */
export interface TableCoverage {
  readonly phase: Phase;
  readonly table: string;
  readonly rows: number;
  /** Rows that are here and were counted again; the others are named by the digests of their pages alone. */
  readonly rowsHere: number;
  readonly pages: number;
  readonly pagesHere: number;
}

/**
 * Recomputes counts and checksums from the rows that are here and holds them against their pages and manifests.
 * A table that is here whole is verified as an upload is. Of any other, every page and chunk that is here is.
 * Nothing may be here that no manifest leads to, and with extent `all` nothing may be missing.
 */
export async function checkCounts(
  evidence: Readonly<Partial<Record<Phase, Evidence>>>,
  container: Container,
  read: ReadContent,
  extent: Extent,
): Promise<TableCoverage[]> {
  const coverage: TableCoverage[] = [];
  const referenced = new Set<Digest>();
  const memo = memory();
  const has = (digest: Digest) => container.content.has(digest);
  const refer = (digest: Digest) => referenced.add(digest);
  for (const [phase, found] of Object.entries(evidence) as [Phase, Evidence][]) {
    refer(found.digest);
    for (const list of catalogContent(found.manifest.catalog)) {
      const { digest } = list;
      refer(digest);
      if (has(digest)) await verifyCatalogPart(list, read);
      else if (extent === "all") missing(digest);
    }
    for (const table of found.manifest.tables) {
      if (!table.present) continue;
      const layout = layoutOf(found.profile, table);
      const seen = await partsOf(table, has, read, refer);
      if (seen.whole) await verifyTable(table, layout, read, { memo });
      else if (extent === "all") missing(seen.firstMissing ?? table.name);
      else
        for (const { entry } of seen.chunks)
          checkChunk(await read(entry.digest), entry, layout, new PageSums());
      coverage.push({
        phase,
        table: table.name,
        rows: table.rows,
        rowsHere: seen.chunks.reduce((n, { entry }) => n + entry.rows, 0),
        pages: table.pages.length,
        pagesHere: seen.pagesHere,
      });
    }
  }
  const extra = [...container.content].filter(([digest]) => !referenced.has(digest));
  if (extra.length > 0)
    throw new Refusal(
      "count-mismatch",
      extra.slice(0, 20).map(([digest, { kind }]) => ({
        at: `${kind}/${digest}`,
        problem: "no manifest or page that is here leads to it",
      })),
      REMEDY,
    );
  return coverage;
}

function missing(what: string): never {
  return refuse("count-mismatch", what, "is missing from a bundle that says it holds everything", REMEDY);
}

type PartsOf = {
  whole: boolean;
  firstMissing: Digest | null;
  pagesHere: number;
  chunks: { entry: ReturnType<typeof parsePage>[number] }[];
};

/** The pages and chunks of a table that are here; each page that is must add up to what the manifest says of it. */
async function partsOf(
  table: PresentTable,
  has: (digest: Digest) => boolean,
  read: ReadContent,
  refer: (digest: Digest) => void,
): Promise<PartsOf> {
  const parts: PartsOf = { whole: true, firstMissing: null, pagesHere: 0, chunks: [] };
  const lack = (digest: Digest) => {
    parts.whole = false;
    parts.firstMissing ??= digest;
  };
  for (const [i, page] of table.pages.entries()) {
    refer(page.digest);
    if (!has(page.digest)) {
      lack(page.digest);
      continue;
    }
    parts.pagesHere++;
    const entries = parsePage(await read(page.digest), `pages/${page.digest}`);
    const rows = entries.reduce((n, e) => n + e.rows, 0);
    const bytes = entries.reduce((n, e) => n + e.bytes, 0);
    if (rows !== page.rows || bytes !== page.bytes || entries.at(-1)?.last !== page.last)
      refuse(
        "count-mismatch",
        `tables ${table.name} pages[${i}]`,
        `states ${page.rows} rows where the page lists ${rows}`,
        REMEDY,
      );
    for (const entry of entries) {
      refer(entry.digest);
      if (has(entry.digest)) parts.chunks.push({ entry });
      else lack(entry.digest);
    }
  }
  return parts;
}

/** Pages that are the same in two captures are measured once. */
function memory(): VerifyMemo {
  const known = new Map<string, PageTotals>();
  return {
    get: async (page, layout) => known.get(`${page} ${layout}`) ?? null,
    put: async (page, layout, totals) => void known.set(`${page} ${layout}`, totals),
  };
}
