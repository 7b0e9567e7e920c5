import { type Digest, type Hasher, hasher, sha256, sha256Of } from "../base/hash";
import { refuse } from "../base/refusal";
import type { GroupName, Layout } from "./layout";
import { keyEnd, rowEnd } from "./rows";

/** Counts of one column group: rows with any of its columns populated, and the same per column. */
interface GroupCounts {
  readonly rows: number;
  readonly columns: Readonly<Record<string, number>>;
}

/** Counts of one column group with the checksum over its lines. */
interface GroupFigures extends GroupCounts {
  readonly checksum: Digest;
}

export type Groups = Readonly<Partial<Record<GroupName, GroupFigures | undefined>>>;

/** What a page says of one chunk, so that an unopened chunk still counts. Keys are raw COPY text. */
export interface ChunkEntry {
  readonly digest: Digest;
  readonly rows: number;
  readonly bytes: number;
  readonly first: string;
  readonly last: string;
  readonly groups: Readonly<Partial<Record<GroupName, GroupCounts | undefined>>>;
}

/**
 * Running checksums of one page, fed with its chunks in their order: SHA-256 over one line a row, which is the raw
 * key, then each of the group's raw columns, separated by TAB and ended by LF. A page does not store them: whoever
 * verifies it reads its rows anyway, and a page that says less is cheaper to send.
 */
export class PageSums {
  readonly #hashers = new Map<GroupName, Hasher>();

  add(name: GroupName, lines: Uint8Array): void {
    const known = this.#hashers.get(name) ?? hasher();
    this.#hashers.set(name, known);
    known.update(lines);
  }

  /** Ends the sum of a group. */
  digest(name: GroupName): Digest {
    return (this.#hashers.get(name) ?? hasher()).digest("hex");
  }
}

const TAB = 9;
const LF = 10;
const REMEDY = "Capture the table again: the chunk is not what PostgreSQL's COPY writes.";
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const BACKSLASH = 0x5c;
const CAPITAL_N = 0x4e;

interface GroupPlan {
  readonly name: GroupName;
  readonly columns: readonly {
    readonly name: string;
    readonly index: number;
    readonly empty: readonly Uint8Array[];
  }[];
}

function planOf(layout: Layout): readonly GroupPlan[] {
  const encoder = new TextEncoder();
  return layout.groups.map((g) => ({
    name: g.name,
    columns: g.columns.map((c) => ({
      name: c.name,
      index: c.index,
      empty: c.empty.map((e) => encoder.encode(e)),
    })),
  }));
}

// The functions below see every byte of every capture. They are small and make no object, for only such are
// compiled well: as one function this took four times as long. Indexes are in bounds by construction.

/** Notes where each field starts, and in `bounds[columns]` where the next row does. Fields found, or -1 without an end. */
function scanRow(bytes: Uint8Array, from: number, columns: number, bounds: Int32Array): number {
  let field = 0;
  bounds[0] = from;
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte > LF) continue;
    if (byte === LF) {
      bounds[columns] = i + 1;
      return field + 1;
    }
    if (byte === TAB && ++field < columns) bounds[field] = i + 1;
  }
  return -1;
}

/** Copies `from` to `to` (exclusive) and returns where the copy ends. A loop, for the fields are short. */
function copy(bytes: Uint8Array, from: number, to: number, into: Uint8Array, at: number): number {
  let end = at;
  for (let i = from; i < to; i++) into[end++] = bytes[i] as number;
  return end;
}

/** Whether a raw field counts as populated: neither `\N` nor one of the texts that stand for nothing. */
function populates(bytes: Uint8Array, from: number, to: number, empty: readonly Uint8Array[]): boolean {
  if (to - from === 2 && bytes[from] === BACKSLASH && bytes[from + 1] === CAPITAL_N) return false;
  for (const text of empty) {
    if (to - from !== text.length) continue;
    let i = 0;
    while (i < text.length && bytes[from + i] === text[i]) i++;
    if (i === text.length) return false;
  }
  return true;
}

/** Lines and counts of one group in one chunk. */
class GroupMeter {
  readonly #plan: GroupPlan;
  readonly #counts: number[];
  #lines = new Uint8Array(0);
  #fill = 0;
  #rows = 0;

  constructor(plan: GroupPlan) {
    this.#plan = plan;
    this.#counts = plan.columns.map(() => 0);
  }

  get name(): GroupName {
    return this.#plan.name;
  }

  start(bytes: number): void {
    // A group's lines are a subset of the chunk, plus the key once more at most, plus a tab for an empty field.
    if (this.#lines.length < bytes * 2 + 16) this.#lines = new Uint8Array(bytes * 2 + 16);
    this.#fill = 0;
    this.#rows = 0;
    this.#counts.fill(0);
  }

  row(bytes: Uint8Array, from: number, key: number, bounds: Int32Array): void {
    const lines = this.#lines;
    let to = copy(bytes, from, key, lines, this.#fill);
    let hit = false;
    const { columns } = this.#plan;
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c] as GroupPlan["columns"][number];
      const start = bounds[column.index] as number;
      const stop = (bounds[column.index + 1] as number) - 1;
      lines[to++] = TAB;
      to = copy(bytes, start, stop, lines, to);
      if (!populates(bytes, start, stop, column.empty)) continue;
      this.#counts[c] = (this.#counts[c] as number) + 1;
      hit = true;
    }
    lines[to++] = LF;
    this.#fill = to;
    if (hit) this.#rows++;
  }

  finish(sums: PageSums): GroupCounts {
    sums.add(this.#plan.name, this.#lines.subarray(0, this.#fill));
    return {
      rows: this.#rows,
      columns: Object.fromEntries(this.#plan.columns.map((c, i) => [c.name, this.#counts[i] ?? 0])),
    };
  }
}

/**
 * Counts of one chunk; its groups' lines go into the sums of the page. Used by the capture and, over the same bytes,
 * by everyone who checks it.
 */
export function measureChunk(bytes: Uint8Array, layout: Layout, at: string, sums: PageSums): ChunkEntry {
  const measuring = metersOf(layout, bytes.length);
  const { columns, keyColumns } = layout;
  const bounds = new Int32Array(columns + 1);
  let rows = 0;
  let firstEnd = 0;
  let lastStart = 0;
  let lastEnd = 0;
  for (let from = 0; from < bytes.length; ) {
    const fields = scanRow(bytes, from, columns, bounds);
    if (fields < 0) refuse("bad-archive", at, "the last row does not end", REMEDY);
    const next = bounds[columns] as number;
    if (fields !== columns && !(columns === 0 && next === from + 1))
      refuse(
        "count-mismatch",
        `${at} row ${rows + 1}`,
        `${fields} fields where the table has ${columns} columns`,
        REMEDY,
      );
    const key = keyColumns === 0 ? from : (bounds[keyColumns] as number) - 1;
    for (const meter of measuring) meter.row(bytes, from, key, bounds);
    if (rows === 0) firstEnd = keyColumns === 0 ? 0 : key;
    lastStart = from;
    lastEnd = key;
    rows++;
    from = next;
  }
  return {
    digest: sha256(bytes),
    rows,
    bytes: bytes.length,
    first: decodeKey(bytes, 0, firstEnd, at),
    last: decodeKey(bytes, lastStart, lastEnd, at),
    groups: Object.fromEntries(measuring.map((m) => [m.name, m.finish(sums)])),
  };
}

const meters = new WeakMap<Layout, readonly GroupMeter[]>();

/** Kept with the layout, for their memory is as large as a chunk. Measuring is synchronous: nobody shares them. */
function metersOf(layout: Layout, bytes: number): readonly GroupMeter[] {
  const known = meters.get(layout) ?? planOf(layout).map((plan) => new GroupMeter(plan));
  meters.set(layout, known);
  for (const meter of known) meter.start(bytes);
  return known;
}

function decodeKey(bytes: Uint8Array, from: number, to: number, at: string): string {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    return refuse("bad-encoding", at, "a key is not valid UTF-8", REMEDY);
  }
}

/** The raw key of each row, in order. For a table without a key, the whole line. */
export function* rowKeys(bytes: Uint8Array, layout: Layout): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const end = rowEnd(bytes, from);
    if (end < 0) return;
    yield decoder.decode(bytes.subarray(from, keyEnd(bytes, from, end, layout.keyColumns)));
    from = end + 1;
  }
}

/** Sums figures of consecutive chunks or pages; a table's checksum is SHA-256 over its pages' checksums, in order. */
export class GroupTotals {
  readonly #totals = new Map<
    GroupName,
    { rows: number; columns: Record<string, number>; checksums: string[] }
  >();

  add(groups: ChunkEntry["groups"] | Groups): void {
    for (const [name, figures] of Object.entries(groups) as [GroupName, GroupCounts | GroupFigures][]) {
      const total = this.#totals.get(name) ?? { rows: 0, columns: {}, checksums: [] };
      total.rows += figures.rows;
      for (const [column, n] of Object.entries(figures.columns))
        total.columns[column] = (total.columns[column] ?? 0) + n;
      if ("checksum" in figures) total.checksums.push(figures.checksum);
      this.#totals.set(name, total);
    }
  }

  /** Figures for every group of the layout, also for one that never saw a row; of a page with the page's own sums. */
  figures(layout: Layout, sums?: PageSums): Groups {
    const groups: Partial<Record<GroupName, GroupFigures>> = {};
    for (const group of layout.groups) {
      const total = this.#totals.get(group.name);
      groups[group.name] = {
        rows: total?.rows ?? 0,
        columns: Object.fromEntries(group.columns.map((c) => [c.name, total?.columns[c.name] ?? 0])),
        checksum: sums?.digest(group.name) ?? sha256Of(total?.checksums ?? []),
      };
    }
    return groups;
  }
}
