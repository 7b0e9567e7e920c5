import { access } from "node:fs/promises";
import { canonicalJson, parseJson } from "@/lib/base/canonical";
import { layoutOf } from "@/lib/evidence/layout";
import {
  EVIDENCE_FORMAT,
  type Evidence,
  formatManifest,
  type Manifest,
  type Phase,
  parseManifest,
} from "@/lib/evidence/manifest";
import { type Profile, profileDigest, surfaceOf } from "@/lib/profile/profile";
import { CommandError, EXIT } from "../exit";
import { VERSION } from "../version";
import { capabilityOf } from "./capability";
import { readCatalog } from "./catalog";
import { bothCounters, filenodesOf, movedAround, readCounters } from "./counters";
import { coverageOf } from "./coverage";
import { readJobs } from "./jobs";
import { assertAllowed, type Preflight, preflight } from "./preflight";
import { readTable } from "./read-table";
import { separationOf } from "./separation";
import { openSession, readOnly, type Session } from "./session";
import { Settling, statisticsSince } from "./settling";
import { clockOf, sourceOf } from "./source";
import { existing, Spool } from "./spool";
import { surfaceInventory } from "./surface";
import type { SourceTable } from "./tables";

export interface CaptureOptions {
  readonly url: string;
  readonly phase: Phase;
  readonly profile: Profile;
  readonly run: string;
  readonly out: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CaptureProgress) => void) | undefined;
}

export interface CaptureProgress {
  readonly table: string;
  readonly rows: number;
}

export interface Captured {
  readonly evidence: Evidence;
  /** Compressed size of pages and chunks, bytes. */
  readonly bytes: number;
}

/**
 * Takes one piece of evidence from a production database and writes it to a file that did not exist before.
 * Everything is read in one READ ONLY transaction on one snapshot. On any failure there is no file.
 * Throws `CommandError` for a role that could write or does not see everything.
 */
export async function capture(options: CaptureOptions): Promise<Captured> {
  const { url, phase, profile, run, out, signal } = options;
  if (
    await access(out).then(
      () => true,
      () => false,
    )
  )
    throw existing(out);
  const clientStartedAt = new Date();
  const session = await openSession(url, signal);
  try {
    for (let attempt = 1; ; attempt++) {
      // First without locks: whoever may not read a table shall hear of everything that is missing, at once.
      const seen = await readOnly(session, () => preflight(session, profile, run, phase));
      assertAllowed(seen);
      // Before the snapshot, so that no write that it does not show is counted in here.
      const earlier = await readOnly(session, () => readCounters(session, seen.tables.present));
      const spool = await Spool.create(out);
      try {
        const manifest = await readOnly(
          session,
          () => readEverything(session, options, { seen, earlier, spool, clientStartedAt }),
          seen.tables.present.map(lockOf),
        );
        if (phase === "before" && attempt < MOST_ATTEMPTS && !isQuiet(profile, manifest)) continue;
        const bytes = formatManifest(manifest);
        // Nothing is written that the readers of this format would refuse.
        const evidence = parseManifest(bytes);
        signal?.throwIfAborted();
        await spool.finish(bytes);
        return { evidence, bytes: spool.bytes };
      } finally {
        await spool.close();
      }
    }
  } finally {
    await session.close();
  }
}

/** What is known when the transaction that reads begins. */
interface Begun {
  readonly seen: Preflight;
  readonly earlier: Awaited<ReturnType<typeof readCounters>>;
  readonly spool: Spool;
  readonly clientStartedAt: Date;
}

/** A second snapshot is worth its time where the first cannot tell a late count from a write; a third is not. */
const MOST_ATTEMPTS = 2;

function isQuiet(profile: Profile, manifest: Manifest): boolean {
  return manifest.tables.every((t) => !t.present || !movedAround(profile, t.name, t.counters));
}

async function readEverything(
  session: Session,
  { phase, profile, run, onProgress, signal }: CaptureOptions,
  { seen, earlier, spool, clientStartedAt }: Begun,
): Promise<Manifest> {
  const startedAt = await clockOf(session);
  const now = await preflight(session, profile, run, phase);
  assertAllowed(now);
  assertSame(seen, now);
  const settling = phase === "staging" ? null : await Settling.begin(session, startedAt);

  const surface = surfaceOf(profile, run);
  const jobs = await readJobs(session);
  const catalog = await readCatalog(session, profile, run, jobs, spool.emit);
  const capability = await capabilityOf(session, surface.role, surface.schema);
  const separation = await separationOf(session, profile, run, jobs);
  const inventory = await surfaceInventory(session, profile, run, jobs);
  const coverage = await coverageOf(session, profile, run);

  // The locks that are held keep every storage in its place until the end.
  const filenodes = await filenodesOf(session, now.tables.present);
  const tables: Manifest["tables"] = [];
  for (const table of now.tables.present) {
    const { name, part, key, columns, oid } = table;
    const layout = layoutOf(profile, table);
    const onRows = onProgress && counted((rows) => onProgress({ table: name, rows }));
    const content = await readTable({ session, table, layout, emit: spool.emit, onRows });
    tables.push({
      name,
      part,
      present: true,
      oid,
      filenode: filenodes.get(oid) ?? "0",
      key: [...key],
      columns: columns.map((c) => ({
        name: c.name,
        type: c.type,
        collation: c.collation,
        notNull: c.notNull,
      })),
      rows: content.rows,
      bytes: content.bytes,
      groups: content.groups,
      pages: [...content.pages],
      counters: null,
    });
  }
  // The statistics caught up while the rows were read; what is still missing is waited for.
  const unsettled = (await settling?.end(signal)) ?? [];
  const later = await readCounters(session, now.tables.present);
  for (const table of tables)
    if (table.present)
      table.counters = bothCounters(earlier.get(table.oid) ?? null, later.get(table.oid) ?? null);
  for (const { name, part } of now.tables.absent) tables.push({ name, part, present: false });

  return {
    format: EVIDENCE_FORMAT,
    phase,
    run,
    profile: {
      name: profile.name,
      version: profile.version,
      digest: profileDigest(profile),
      document: parseJson(canonicalJson(profile), "profile") as Manifest["profile"]["document"],
    },
    source: await sourceOf(session, now, { startedAt, clientStartedAt, tool: `notouch/${VERSION}` }),
    tables,
    catalog,
    capability,
    separation,
    surface: inventory,
    coverage,
    statistics: { since: await statisticsSince(session), unsettled },
  };
}

/** Taken before the snapshot: a table truncated or rewritten in between would show the snapshot no rows. */
function lockOf({ kind, sql }: SourceTable): string {
  return `LOCK TABLE ${kind === "p" ? "" : "ONLY "}${sql} IN ACCESS SHARE MODE`;
}

function counted(report: (rows: number) => void): (rows: number) => void {
  let sum = 0;
  return (rows) => {
    sum += rows;
    report(sum);
  };
}

/** The tables that were locked are the tables that the snapshot shows. */
function assertSame(seen: Preflight, now: Preflight): void {
  const shape = (p: Preflight) =>
    JSON.stringify(p.tables.present.map((t: SourceTable) => [t.name, t.oid, t.key, t.columns]));
  if (shape(seen) === shape(now)) return;
  throw new CommandError(
    EXIT.conflict,
    "the tables changed while the capture began",
    "Capture again when nobody alters the schema.",
  );
}
