import { latin1Reader } from "#platform";
import type { TableDiff } from "../claims/facts";
import type { ReadContent } from "../evidence/content";
import type { Layout } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import { type PageEntry, readUnits } from "../evidence/page";
import { alignKeyed, alignUnkeyed, sameOrder, type Unit } from "./align";
import { Checksums } from "./checksums";
import type { Classified } from "./classify";
import { joinRows, type LineChange, type Stretch } from "./join";
import { Reconciler } from "./reconcile";
import { Tallies } from "./tallies";
import { countRows, trimCommon } from "./trim";

export interface TableSide {
  readonly table: PresentTable;
  readonly read: ReadContent;
}

type ChunkUnit = ReturnType<typeof readUnits>[number];

/**
 * Told about every row that differs. `place` is 0 … 1: how much of the table, in the order of its key, lies before the
 * stretch of rows in which the difference was found. It is for drawing, and no claim reads it.
 */
export type OnRow = (change: Classified, place: number) => void | Promise<void>;

/** The units of two sides in pairs: by their keys where both sides follow one order, else by what they hold. */
function aligned<U extends Unit>(before: readonly U[], after: readonly U[], keyColumns: number) {
  return keyColumns > 0 && sameOrder(before, after) ? alignKeyed(before, after) : alignUnkeyed(before, after);
}

/** The raw key of a line; of a table without a key, the whole line. */
function keyOfLine(line: string, keyColumns: number): string {
  if (keyColumns === 0) return line;
  let end = -1;
  for (let left = keyColumns; left > 0; left--) {
    end = line.indexOf("\t", end + 1);
    if (end < 0) return line;
  }
  return line.slice(0, end);
}

/**
 * Compares one table on two sides. Equal pages are never opened, nor equal chunks of pages that differ, so the cost
 * grows with the change. Both sides must have the same key and columns.
 */
export async function diffTable(
  before: TableSide,
  after: TableSide,
  layout: Layout,
  classify: (change: LineChange) => Classified,
  onRow: OnRow,
): Promise<TableDiff> {
  const tallies = new Tallies();
  const checksums = new Checksums(layout);
  const counts = { changed: 0, inserted: 0, deleted: 0 };
  const everything = Math.max(1, before.table.rows + after.table.rows);
  let passed = 0;
  const open = async (side: TableSide, pages: readonly PageEntry[]) =>
    (
      await Promise.all(pages.map(async (p) => readUnits(await side.read(p.digest), `pages/${p.digest}`)))
    ).flat();

  const { keyColumns } = layout;
  const encoder = new TextEncoder();
  const latin1 = (line: string) => {
    const bytes = encoder.encode(line);
    return latin1Reader(bytes)(0, bytes.length);
  };
  const reconciler = new Reconciler(
    (line) => keyOfLine(line, keyColumns),
    (was, is) => checksums.row(latin1(was), latin1(is)),
    async (line, place) => {
      if (line.kind === "deleted") checksums.oneSided("before", encoder.encode(line.before));
      if (line.kind === "inserted") checksums.oneSided("after", encoder.encode(line.after));
      const change = classify(line);
      counts[change.kind]++;
      tallies.add(change);
      await onRow(change, place);
    },
  );

  for (const pages of aligned<PageEntry>(before.table.pages, after.table.pages, keyColumns)) {
    if (pages.kind === "equal") {
      checksums.equalUnit(pages.unit.digest);
      passed += 2 * pages.unit.rows;
      continue;
    }
    const [olds, nows] = [await open(before, pages.before), await open(after, pages.after)];
    for (const chunks of aligned<ChunkUnit>(olds, nows, keyColumns)) {
      if (chunks.kind === "equal") {
        checksums.equalUnit(chunks.unit.digest);
        passed += 2 * chunks.unit.rows;
        continue;
      }
      const [old, now] = [chunks.before, chunks.after];
      let stretches = [stretchOf(old, before.read), stretchOf(now, after.read)] as const;
      let tail: Uint8Array | null = null;
      let place = passed;
      if (old.length === 1 && now.length === 1) {
        const [a, b] = await Promise.all(stretches.map((s) => whole(s)));
        const trimmed = trimCommon(a ?? NOTHING, b ?? NOTHING);
        checksums.equalRows(trimmed.head);
        place += 2 * countRows(trimmed.head);
        tail = trimmed.tail;
        stretches = [held(trimmed.before), held(trimmed.after)];
      }
      for await (const line of joinRows(...stretches, keyColumns, checksums.row))
        await reconciler.push(line, place / everything);
      if (tail !== null) checksums.equalRows(tail);
      passed += rowsOf(old) + rowsOf(now);
    }
  }
  await reconciler.finish();
  return { ...counts, tallies: tallies.all(), ...checksums.finish() };
}

const NOTHING = new Uint8Array(0);

async function whole(stretch: Stretch): Promise<Uint8Array> {
  for await (const bytes of stretch.chunks()) return bytes;
  return NOTHING;
}

function held(bytes: Uint8Array): Stretch {
  return {
    rows: countRows(bytes),
    async *chunks() {
      if (bytes.length > 0) yield bytes;
    },
  };
}

function stretchOf(entries: readonly ChunkUnit[], read: ReadContent): Stretch {
  return {
    rows: rowsOf(entries),
    async *chunks() {
      for (const entry of entries) yield await read(entry.digest);
    },
  };
}

function rowsOf(entries: readonly ChunkUnit[]): number {
  return entries.reduce((n, e) => n + e.rows, 0);
}
