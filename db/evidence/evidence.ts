import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { formatDigest } from "@/lib/base/hash";
import { type Evidence, type Phase, parseManifest } from "@/lib/evidence/manifest";
import { verifyEvidence } from "@/lib/evidence/verify";
import { requireRight } from "../identity/people";
import { type Actor, actorName, append, type Receipt, receiptAt } from "../ledger/ledger";
import { requireRun } from "../runs/runs";
import type { Db } from "../store/client";
import { contentReader } from "../store/content";
import { deny } from "../store/record-refusal";
import { evidence } from "../store/schema";
import { checkContext, checkStagingTag, type Neighbour } from "./evidence-context";
import { pageMemo } from "./page-totals";

export interface RecordedEvidence {
  /** false: the same evidence was there already, and nothing was recorded. */
  readonly recorded: boolean;
  readonly phase: Phase;
  /** `sha256:…` */
  readonly digest: string;
  readonly receipt: Receipt;
}

/**
 * Records a manifest as the evidence of its phase. Its pages and chunks were sent before (`putContent`); every count
 * and checksum is recomputed from them here, and nothing the manifest says is taken on trust.
 * Throws `Refusal` for evidence that is wrong and `phase-already-recorded` (409) for a second, different one.
 * A crash before the last transaction commits leaves content without a record: the same upload then simply succeeds.
 */
export async function recordEvidence(
  db: Db,
  slug: string,
  manifestBytes: Uint8Array,
  actor: Actor,
  now = new Date(),
): Promise<RecordedEvidence> {
  const run = await requireRun(db, slug);
  await requireRight(db, actor, "contributes");
  const sent = parseManifest(manifestBytes);
  const { phase } = sent.manifest;
  const found = await already(db, run.id, sent);
  if (found) return found;

  const read = contentReader(db);
  checkContext(sent, { run, neighbours: await neighboursOf(db, run.id, phase), now });
  await verifyEvidence(sent, read, { memo: pageMemo(db) });
  await checkStagingTag(sent, read);

  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    // Another upload may have come first while this one was read.
    const first = await already(tx, run.id, sent);
    if (first) return first;
    checkContext(sent, { run, neighbours: await neighboursOf(tx, run.id, phase), now });
    await requireRight(tx, actor, "contributes");
    const { source, tables } = sent.manifest;
    const present = tables.filter((t) => t.present);
    const rows = present.reduce((sum, t) => sum + t.rows, 0);
    const receipt = await append(tx, {
      kind: "evidence-recorded",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: {
        phase,
        digest: formatDigest(sent.digest),
        database: source.database,
        rows,
        startedAt: source.startedAt,
        endedAt: source.endedAt,
      },
    });
    await tx.insert(evidence).values({
      id: randomUUID(),
      runId: run.id,
      phase,
      digest: sent.digest,
      manifest: new TextDecoder().decode(manifestBytes),
      recordedAt: now,
      contributor: actor.id,
      viaKey: actor.keyId,
      startedAt: new Date(source.startedAt),
      endedAt: new Date(source.endedAt),
      database: source.database,
      serverVersion: source.serverVersion,
      rows,
      tables: present.length,
      ledgerIndex: receipt.index,
    });
    return { recorded: true, phase, digest: formatDigest(sent.digest), receipt };
  });
}

/** The receipt of the same evidence recorded before; a refusal where the phase holds other evidence. */
async function already(db: Db, runId: string, sent: Evidence): Promise<RecordedEvidence | null> {
  const { phase } = sent.manifest;
  const [there] = await db
    .select({ digest: evidence.digest, ledgerIndex: evidence.ledgerIndex })
    .from(evidence)
    .where(and(eq(evidence.runId, runId), eq(evidence.phase, phase)));
  if (!there) return null;
  if (there.digest !== sent.digest)
    deny(
      "phase-already-recorded",
      phase,
      `holds ${formatDigest(there.digest)}`,
      "Evidence is never replaced. Create a new run for a new capture.",
    );
  return {
    recorded: false,
    phase,
    digest: formatDigest(sent.digest),
    receipt: await receiptAt(db, there.ledgerIndex),
  };
}

async function neighboursOf(db: Db, runId: string, phase: Phase): Promise<Neighbour[]> {
  const rows = await db
    .select({ phase: evidence.phase, manifest: evidence.manifest })
    .from(evidence)
    .where(and(eq(evidence.runId, runId), ne(evidence.phase, phase)));
  return rows.map((row) => ({
    phase: row.phase,
    evidence: parseManifest(new TextEncoder().encode(row.manifest)),
  }));
}

/** The manifest of a run's phase as it was received, with its digest; null where the phase is missing. */
export async function manifestOf(
  db: Db,
  slug: string,
  phase: Phase,
): Promise<{ readonly digest: string; readonly text: string } | null> {
  const { id } = await requireRun(db, slug);
  const [row] = await db
    .select({ digest: evidence.digest, text: evidence.manifest })
    .from(evidence)
    .where(and(eq(evidence.runId, id), eq(evidence.phase, phase)));
  return row ?? null;
}

/** The evidence of a run by phase, re-hashed: a manifest that no longer is its digest throws `digest-mismatch`. */
export async function loadEvidence(db: Db, runId: string): Promise<Partial<Record<Phase, Evidence>>> {
  const rows = await db
    .select({ phase: evidence.phase, digest: evidence.digest, manifest: evidence.manifest })
    .from(evidence)
    .where(eq(evidence.runId, runId));
  const loaded: Partial<Record<Phase, Evidence>> = {};
  for (const row of rows) {
    const read = parseManifest(new TextEncoder().encode(row.manifest));
    if (read.digest !== row.digest)
      throw new Error(`integrity broken: the ${row.phase} manifest does not hash to ${row.digest}`);
    loaded[row.phase] = read;
  }
  return loaded;
}
