import { and, asc, count, gte, lt, or, sql } from "drizzle-orm";
import { type Digest, leafHash } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import { formatCheckpoint, openCheckpoint } from "@/lib/ledger/checkpoint";
import { type ChainEnd, checkEntry, EMPTY_CHAIN, type Entry, parseEntry } from "@/lib/ledger/entry";
import { checkKey } from "@/lib/ledger/key-chain";
import { formatNote, formatVerifierKey, openNote, type VerifierKey } from "@/lib/ledger/note";
import { EMPTY_FRONTIER, type Frontier, grow, type Node, rootOf } from "@/lib/ledger/tree";
import type { Db } from "../store/client";
import { cosignature, entry, treeNode } from "../store/schema";
import type { FsckReport } from "./report";

/** Checkpoints and keys that were kept outside the database. */
export interface Outside {
  /** By what each is called in a finding. */
  readonly checkpoints: readonly { readonly name: string; readonly note: string }[];
  /** A key that must be one of the ledger's. */
  readonly pinned: VerifierKey | null;
  readonly witnesses: readonly VerifierKey[];
}

const BATCH = 500;

/** Reads the first `size` entries in order, and hands every readable one to `onEntries`, a batch at a time. */
export async function checkEntries(
  db: Db,
  size: number,
  outside: Outside,
  report: FsckReport,
  onEntries: (entries: readonly Entry[], from: number, to: number) => Promise<void>,
): Promise<void> {
  let end: ChainEnd = EMPTY_CHAIN;
  let frontier: Frontier = EMPTY_FRONTIER;
  const keys: VerifierKey[] = [];
  const cosigned = await cosignedSizes(db);
  const claimed = await claimedSizes(outside);
  const roots = new Map<number, Digest>();
  const noteRoot = () => {
    if (cosigned.has(frontier.size) || claimed.has(frontier.size)) roots.set(frontier.size, rootOf(frontier));
  };
  noteRoot();

  for (let from = 0; from < size; from += BATCH) {
    const to = Math.min(from + BATCH, size);
    const rows = await db
      .select()
      .from(entry)
      .where(and(gte(entry.index, from), lt(entry.index, to)))
      .orderBy(asc(entry.index));
    const nodes: Node[] = [];
    const entries: Entry[] = [];
    for (const row of rows) {
      const at = `entry ${row.index}`;
      try {
        end = checkEntry(row.text, end);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        report.fault(at, said(error));
        end = { size: row.index + 1, last: leafHash(row.text) };
      }
      if (row.hash !== end.last)
        report.fault(at, `is stored under ${row.hash}, its text hashes to ${end.last}`);
      const read = readEntry(row.text);
      if (read) {
        entries.push(read);
        for (const name of ["kind", "actor", "run"] as const)
          if (row[name] !== read[name])
            report.fault(at, `its column ${name} says ${row[name]}, its text ${read[name]}`);
        if (row.at.toISOString() !== read.at)
          report.fault(at, `its column at says ${row.at.toISOString()}, its text ${read.at}`);
        if (read.kind === "ledger-key") await takeKey(read, keys, report);
      }
      const grown = grow(frontier, end.last);
      frontier = grown.frontier;
      nodes.push(...grown.nodes);
      noteRoot();
    }
    if (rows.length < to - from)
      report.fault(`entries ${from} to ${to - 1}`, `${to - from - rows.length} of them are missing`);
    await checkNodes(db, from, to, nodes, report);
    await onEntries(entries, from, to);
    report.stage = "entries";
    report.done(rows.length);
  }
  await checkNodeCount(db, frontier.size, report);
  if (keys.length === 0) report.skip("signing key", "the ledger names none: it was never signed");
  const pinned = outside.pinned && formatVerifierKey(outside.pinned);
  if (pinned && !keys.some((key) => formatVerifierKey(key) === pinned))
    report.fault("signing key", `${pinned} never signed this ledger`);
  await checkCheckpoints(outside, keys, frontier.size, roots, report);
  await checkCosignatures(db, outside, keys, frontier.size, roots, report);
}

function said(error: Refusal): string {
  return error.faults.map((f) => f.problem).join("; ");
}

function readEntry(text: string): Entry | null {
  try {
    return parseEntry(text);
  } catch (error) {
    // `checkEntry` said so already.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

async function takeKey(read: Entry, keys: VerifierKey[], report: FsckReport): Promise<void> {
  try {
    keys.push(await checkKey(read, keys.at(-1) ?? null));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report.fault(`entry ${read.index}`, said(error));
  }
}

/** The stored subtrees that entries [from, to) made complete. */
async function checkNodes(
  db: Db,
  from: number,
  to: number,
  nodes: readonly Node[],
  report: FsckReport,
): Promise<void> {
  const ranges = [];
  for (let level = 1, width = 2; width <= to; level++, width *= 2)
    ranges.push(
      sql`(${treeNode.level} = ${level} and ${treeNode.index} >= ${Math.floor(from / width)} and ${treeNode.index} < ${Math.floor(to / width)})`,
    );
  const stored = new Map<string, Digest>();
  if (ranges.length > 0)
    for (const row of await db
      .select()
      .from(treeNode)
      .where(or(...ranges)))
      stored.set(`${row.level}/${row.index}`, row.hash);
  for (const { level, index, hash } of nodes) {
    if (level === 0) continue;
    const there = stored.get(`${level}/${index}`);
    if (there !== hash)
      report.fault(
        `tree node ${index} of level ${level}`,
        there === undefined ? "is missing" : `is ${there}, its entries make ${hash}`,
      );
  }
}

async function checkNodeCount(db: Db, size: number, report: FsckReport): Promise<void> {
  let expected = 0;
  for (let width = 2; width <= size; width *= 2) expected += Math.floor(size / width);
  const [there] = await db
    .select({ n: count() })
    .from(treeNode)
    .where(sql`(${treeNode.index} + 1) * power(2, ${treeNode.level}) <= ${size}`);
  if (there?.n !== expected)
    report.fault("tree", `holds ${there?.n} nodes over ${size} entries, which make ${expected}`);
}

async function claimedSizes({ checkpoints }: Outside): Promise<Set<number>> {
  const sizes = new Set<number>();
  for (const { note } of checkpoints) {
    const size = Number(note.split("\n")[1]);
    if (Number.isSafeInteger(size)) sizes.add(size);
  }
  return sizes;
}

async function checkCheckpoints(
  { checkpoints, pinned }: Outside,
  keys: readonly VerifierKey[],
  size: number,
  roots: ReadonlyMap<number, Digest>,
  report: FsckReport,
): Promise<void> {
  for (const { name, note } of checkpoints) {
    try {
      const { checkpoint } = await openCheckpoint(note, pinned ? [...keys, pinned] : keys);
      if (checkpoint.size > size)
        report.fault(name, `was signed over ${checkpoint.size} entries, the ledger holds ${size}`);
      else if (roots.get(checkpoint.size) !== checkpoint.root)
        report.fault(
          name,
          `was signed over ${checkpoint.size} entries with the root ${checkpoint.root}; they now make ${roots.get(checkpoint.size)}: history was rewritten`,
        );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      report.fault(name, said(error));
    }
  }
  if (checkpoints.length === 0)
    report.skip("checkpoint", "none was given: an older history may have been replaced as a whole");
}

async function cosignedSizes(db: Db): Promise<Set<number>> {
  const rows = await db.selectDistinct({ size: cosignature.size }).from(cosignature);
  return new Set(rows.map((row) => row.size));
}

async function checkCosignatures(
  db: Db,
  { witnesses }: Outside,
  keys: readonly VerifierKey[],
  size: number,
  roots: ReadonlyMap<number, Digest>,
  report: FsckReport,
): Promise<void> {
  for (const row of await db.select().from(cosignature)) {
    const at = `signature of ${row.witness} over ${row.size} entries`;
    const root = roots.get(row.size);
    if (row.size > size || root !== row.root) {
      report.fault(at, `is over the root ${row.root}; the ledger's is ${root ?? "not there"}`);
      continue;
    }
    const key = witnesses.find((k) => k.name === row.witness && k.id === row.keyId);
    const origin = keys[0]?.name;
    if (!key || origin === undefined) {
      report.skip(at, "its key is not among NOTOUCH_WITNESSES");
      continue;
    }
    const text = formatCheckpoint({ origin, size: row.size, root, extensions: [] });
    const signature = { name: key.name, keyId: key.id, bytes: new Uint8Array(row.signature) };
    await openNote(formatNote({ text, signatures: [signature] }), [key]).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      report.fault(at, said(error));
    });
  }
}
