import { asc, count, eq, gt, inArray, sql } from "drizzle-orm";
import { canonicalJson } from "@/lib/base/canonical";
import { sha256 } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import { type Evidence, type Phase, parseManifest } from "@/lib/evidence/manifest";
import type { PageTotals } from "@/lib/evidence/page";
import { type VerifyMemo, verifyEvidence } from "@/lib/evidence/verify";
import type { Db } from "../store/client";
import { contentReader, decompressContent } from "../store/content";
import { content, evidence, pageTotals, run } from "../store/schema";
import type { FsckReport } from "./report";

/** Digests that are listed in one query, and stored bytes that are held at once. */
const LISTED = 512;
const HELD_BYTES = 8 << 20;

/** Inflates and hashes every stored page and chunk, whether evidence names it or not. */
export async function checkContent(db: Db, report: FsckReport): Promise<void> {
  const [all] = await db.select({ n: count() }).from(content);
  report.begin("content", all?.n ?? 0);
  let after: Uint8Array = new Uint8Array();
  for (;;) {
    const listed = await db
      .select({ digest: content.digest, stored: sql<number>`octet_length(${content.stored})` })
      .from(content)
      .where(gt(content.digest, after))
      .orderBy(asc(content.digest))
      .limit(LISTED);
    const last = listed.at(-1);
    if (!last) return;
    after = last.digest;
    let batch: Uint8Array[] = [];
    let held = 0;
    for (const row of listed) {
      if (held + Number(row.stored) > HELD_BYTES && batch.length > 0) {
        await rehash(db, batch, report);
        [batch, held] = [[], 0];
      }
      batch.push(row.digest);
      held += Number(row.stored);
    }
    await rehash(db, batch, report);
  }
}

async function rehash(db: Db, digests: readonly Uint8Array[], report: FsckReport): Promise<void> {
  for (const row of await db
    .select()
    .from(content)
    .where(inArray(content.digest, [...digests]))) {
    const digest = Buffer.from(row.digest).toString("hex");
    try {
      const bytes = await decompressContent(row.stored, digest);
      const real = sha256(bytes);
      if (real !== digest) report.fault(`content ${digest}`, `its bytes hash to ${real}`);
      else if (bytes.length !== row.size)
        report.fault(`content ${digest}`, `is stored as ${row.size} bytes and has ${bytes.length}`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.fault(`content ${digest}`, error.faults.map((f) => f.problem).join("; "));
    }
    report.done();
  }
}

/**
 * Recomputes every count and checksum of every manifest from its chunks, and holds what uploads noted of pages against
 * that. A page is measured once for all the evidence that shares it.
 */
export async function checkEvidence(db: Db, report: FsckReport): Promise<void> {
  const rows = await db
    .select({ id: evidence.id, slug: run.slug, phase: evidence.phase })
    .from(evidence)
    .innerJoin(run, eq(run.id, evidence.runId))
    .orderBy(asc(evidence.ledgerIndex));
  report.begin("evidence", rows.length);
  const memo = measuredPages(db, report);
  const read = contentReader(db);
  for (const { id, slug, phase } of rows) {
    const at = `${phase} evidence of run ${slug}`;
    const [row] = await db.select().from(evidence).where(eq(evidence.id, id));
    if (!row) report.fault(at, "went while it was checked");
    else
      try {
        const sent = parseManifest(new TextEncoder().encode(row.manifest));
        for (const problem of disagreements(row, slug, sent)) report.fault(at, problem);
        await verifyEvidence(sent, read, { memo });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        for (const fault of error.faults) report.fault(`${at}, ${fault.at}`, fault.problem);
      }
    report.done();
  }
}

/** Where a row says something else than its manifest. */
function disagreements(
  row: typeof evidence.$inferSelect,
  slug: string,
  { digest, manifest }: Evidence,
): string[] {
  const present = manifest.tables.filter((t) => t.present);
  const said: readonly (readonly [string, unknown, unknown])[] = [
    ["digest", row.digest, digest],
    ["phase", row.phase, manifest.phase],
    ["run", slug, manifest.run],
    ["database", row.database, manifest.source.database],
    ["serverVersion", row.serverVersion, manifest.source.serverVersion],
    ["startedAt", row.startedAt.getTime(), Date.parse(manifest.source.startedAt)],
    ["endedAt", row.endedAt.getTime(), Date.parse(manifest.source.endedAt)],
    ["rows", row.rows, present.reduce((sum, t) => sum + t.rows, 0)],
    ["tables", row.tables, present.length],
  ];
  return said.flatMap(([name, stored, real]) =>
    stored === real ? [] : [`its row says ${name} ${stored}, its manifest ${real}`],
  );
}

function measuredPages(db: Db, report: FsckReport): VerifyMemo {
  const known = new Map<string, PageTotals>();
  return {
    get: async (page, layout) => known.get(`${page} ${layout}`) ?? null,
    async put(page, layout, totals) {
      known.set(`${page} ${layout}`, totals);
      const [noted] = await db
        .select({ totals: pageTotals.totals })
        .from(pageTotals)
        .where(sql`${pageTotals.page} = ${page} and ${pageTotals.layout} = ${layout}`);
      if (noted && noted.totals !== canonicalJson(totals))
        report.fault(`page ${page}`, "an upload's note of its figures is not what its chunks give");
    },
  };
}

/** The evidence of a run that still reads and hashes, by phase; `checkEvidence` has told of the rest. */
export async function soundEvidence(
  db: Db,
  runId: string,
): Promise<ReadonlyMap<Phase, { readonly ledgerIndex: number; readonly evidence: Evidence }>> {
  const found = new Map<Phase, { ledgerIndex: number; evidence: Evidence }>();
  for (const row of await db.select().from(evidence).where(eq(evidence.runId, runId)))
    try {
      const sent = parseManifest(new TextEncoder().encode(row.manifest));
      if (sent.digest === row.digest) found.set(row.phase, { ledgerIndex: row.ledgerIndex, evidence: sent });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  return found;
}
