import { access } from "node:fs/promises";
import { layoutOf } from "@/lib/evidence/layout";
import {
  EVIDENCE_FORMAT,
  type Evidence,
  formatManifest,
  type Manifest,
  type Phase,
  parseManifest,
} from "@/lib/evidence/manifest";
import { canonicalJson, parseJson } from "@/lib/ledger/canonical";
import { type Profile, profileDigest, surfaceOf } from "@/lib/profile/profile";
import { CommandError, EXIT } from "../exit";
import { VERSION } from "../version";
import { capabilityOf } from "./capability";
import { readCatalog } from "./catalog";
import { countersOf, filenodeOf } from "./counters";
import { coverageGaps } from "./coverage";
import { assertAllowed, type Preflight, preflight } from "./preflight";
import { readTable } from "./read-table";
import { separationOf } from "./separation";
import { openSession, readOnly, type Session } from "./session";
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
    // First without locks: whoever may not read a table shall hear of everything that is missing, at once.
    const seen = await readOnly(session, () => preflight(session, profile, run, phase));
    assertAllowed(seen);
    const spool = await Spool.create(out);
    try {
      const manifest = await readOnly(session, () =>
        readEverything(session, options, seen, spool, clientStartedAt),
      );
      const bytes = formatManifest(manifest);
      // Nothing is written that the readers of this format would refuse.
      const evidence = parseManifest(bytes);
      signal?.throwIfAborted();
      await spool.finish(bytes);
      return { evidence, bytes: spool.bytes };
    } finally {
      await spool.close();
    }
  } finally {
    await session.close();
  }
}

async function readEverything(
  session: Session,
  { phase, profile, run, onProgress }: CaptureOptions,
  seen: Preflight,
  spool: Spool,
  clientStartedAt: Date,
): Promise<Manifest> {
  // Locks come before the snapshot: a table truncated or rewritten in between would show the snapshot no rows.
  for (const table of seen.tables.present)
    await session.client.query(
      `LOCK TABLE ${table.kind === "p" ? "" : "ONLY "}${table.sql} IN ACCESS SHARE MODE`,
    );
  const startedAt = await clockOf(session);
  const now = await preflight(session, profile, run, phase);
  assertAllowed(now);
  assertSame(seen, now);
  await session.rows("SELECT pg_stat_clear_snapshot()");
  const counters = new Map<string, Awaited<ReturnType<typeof countersOf>>>();
  for (const table of now.tables.present) counters.set(table.oid, await countersOf(session, table.oid));

  const surface = surfaceOf(profile, run);
  const catalog = await readCatalog(session, profile, run, spool.emit);
  const capability = await capabilityOf(session, surface.role, surface.schema);
  const separation = await separationOf(session, profile, run);
  const inventory = await surfaceInventory(session, profile, run);
  const gaps = await coverageGaps(session, profile, run);

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
      filenode: await filenodeOf(session, oid),
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
      counters: counters.get(oid) ?? null,
    });
  }
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
    coverage: { gaps },
  };
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
