import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { and, asc, desc, eq, isNull, lt, or } from "drizzle-orm";
import type { Digest } from "@/lib/base/hash";
import type { BundleDocument, Extent } from "@/lib/bundle/document";
import { BUNDLE_FORMAT } from "@/lib/bundle/document";
import { type Captured, gatherContent } from "@/lib/bundle/gather";
import { isBundled } from "@/lib/bundle/history";
import type { BundleParts } from "@/lib/bundle/write";
import { parseManifest } from "@/lib/evidence/manifest";
import type { Checkpoint } from "@/lib/ledger/checkpoint";
import { parseEntry } from "@/lib/ledger/entry";
import type { Signer } from "@/lib/ledger/note";
import { proveInclusion } from "@/lib/ledger/tree";
import { isSealed, type Matrix } from "@/lib/verdict/matrix";
import { nodeReader } from "../ledger/tree";
import { requireRun } from "../runs/runs";
import type { Db } from "../store/client";
import { contentReader } from "../store/content";
import { declaration, entry, evidence, verdict } from "../store/schema";

const deflate = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;

/** A checkpoint that was just signed, with its note. */
export interface SignedHead extends Pick<Checkpoint, "size"> {
  readonly note: string;
}

/**
 * Everything that a bundle of a run holds, as the ledger stood at a checkpoint: nothing that was recorded later. Null
 * where the verdict does not cover all that was recorded by then; judge the run, sign again and ask again.
 */
export async function bundleParts(
  db: Db,
  slug: string,
  extent: Extent,
  head: SignedHead,
  signer: Signer,
): Promise<BundleParts | null> {
  const run = await requireRun(db, slug);
  const recorded = await recordsOf(db, run.id, head.size);
  const { judged } = recorded;
  if (!judged) return null;
  const newest = Math.max(
    -1,
    ...recorded.evidence.map((e) => e.ledgerIndex),
    recorded.declared?.ledgerIndex ?? -1,
  );
  if (newest > judged.ledgerIndex) return null;
  const matrix = JSON.parse(judged.matrix) as Matrix;
  if (!isSealed(matrix))
    throw new Error(`integrity broken: the stored matrix of run ${run.slug} does not carry its digest`);

  const captured: Captured = Object.fromEntries(
    recorded.evidence.map((e) => [e.phase, parseManifest(new TextEncoder().encode(e.manifest))]),
  );
  const manifests = new Map(Object.values(captured).map((e) => [e.digest, e.bytes]));
  const stored = contentReader(db);
  const read = async (digest: Digest) => manifests.get(digest) ?? stored(digest);
  const document: BundleDocument = {
    format: BUNDLE_FORMAT,
    run: run.slug,
    extent,
    matrix,
    entries: await provenEntries(db, run.slug, head.size),
    checkpoint: head.note,
  };
  return {
    document,
    leaves: await leavesOf(db, head.size),
    content: await gatherContent(run.slug, captured, recorded.declared?.result, extent, read),
    read,
    deflate,
    signer,
  };
}

async function recordsOf(db: Db, runId: string, size: number) {
  const [judged] = await db
    .select({ matrix: verdict.matrix, ledgerIndex: verdict.ledgerIndex })
    .from(verdict)
    .where(and(eq(verdict.runId, runId), lt(verdict.ledgerIndex, size)))
    .orderBy(desc(verdict.ledgerIndex))
    .limit(1);
  const [declared] = await db
    .select({ result: declaration.result, ledgerIndex: declaration.ledgerIndex })
    .from(declaration)
    .where(and(eq(declaration.runId, runId), lt(declaration.ledgerIndex, size)))
    .orderBy(desc(declaration.ledgerIndex))
    .limit(1);
  const captures = await db
    .select({ phase: evidence.phase, manifest: evidence.manifest, ledgerIndex: evidence.ledgerIndex })
    .from(evidence)
    .where(and(eq(evidence.runId, runId), lt(evidence.ledgerIndex, size)));
  return { judged, declared, evidence: captures };
}

/** The run's entries and those that name the log's keys, each with its audit path. */
async function provenEntries(db: Db, slug: string, size: number): Promise<BundleDocument["entries"]> {
  const rows = await db
    .select({ index: entry.index, text: entry.text })
    .from(entry)
    .where(
      and(
        lt(entry.index, size),
        or(eq(entry.run, slug), and(isNull(entry.run), eq(entry.kind, "ledger-key"))),
      ),
    )
    .orderBy(asc(entry.index));
  const read = nodeReader(db);
  const proven: { text: string; proof: Digest[] }[] = [];
  for (const { index, text } of rows)
    if (isBundled(parseEntry(text), slug))
      proven.push({ text, proof: await proveInclusion(index, size, read) });
  return proven;
}

async function leavesOf(db: Db, size: number): Promise<Digest[]> {
  const rows = await db
    .select({ hash: entry.hash })
    .from(entry)
    .where(lt(entry.index, size))
    .orderBy(asc(entry.index));
  return rows.map((row) => row.hash);
}
