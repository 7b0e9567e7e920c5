import { type Digest, sha256, sha256Of } from "../ledger/hash";
import { refuse } from "../ledger/refusal";
import type { GroupName, Layout } from "./layout";
import { keyEnd, rowEnd } from "./rows";

/** Figures of one column group: rows with any of its columns populated, the same per column, and a checksum. */
export interface GroupFigures {
  readonly rows: number;
  readonly columns: Readonly<Record<string, number>>;
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
  readonly groups: Groups;
}

const TAB = 9;
const LF = 10;
const REMEDY = "Capture the table again: the chunk is not what PostgreSQL's COPY writes.";
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Start and end (exclusive) of each field of one row. */
function fieldBounds(bytes: Uint8Array, from: number, end: number, columns: number, into: Int32Array): number {
  let field = 0;
  into[0] = from;
  for (let i = from; i < end; i++) {
    if (bytes[i] !== TAB) continue;
    field++;
    if (field < columns) into[field] = i + 1;
  }
  into[columns] = end + 1;
  return field + 1;
}

function equalsAscii(bytes: Uint8Array, from: number, to: number, text: Uint8Array): boolean {
  if (to - from !== text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false;
  return true;
}

const NULL_FIELD = Uint8Array.of(0x5c, 0x4e);

interface GroupPlan {
  readonly name: GroupName;
  readonly columns: readonly { readonly name: string; readonly index: number; readonly empty: readonly Uint8Array[] }[];
}

const plans = new WeakMap<Layout, readonly GroupPlan[]>();

function planOf(layout: Layout): readonly GroupPlan[] {
  const known = plans.get(layout);
  if (known) return known;
  const encoder = new TextEncoder();
  const plan = layout.groups.map((g) => ({
    name: g.name,
    columns: g.columns.map((c) => ({ name: c.name, index: c.index, empty: c.empty.map((e) => encoder.encode(e)) })),
  }));
  plans.set(layout, plan);
  return plan;
}

let scratch = new Uint8Array(1 << 20);

/**
 * Counts and checksums of one chunk. The checksum of a group is SHA-256 over one line a row:
 * the raw key, then each of the group's raw columns, separated by TAB and ended by LF.
 * Used by the capture and, over the same bytes, by everyone who checks it.
 */
export function measureChunk(bytes: Uint8Array, layout: Layout, at: string): ChunkEntry {
  const plan = planOf(layout);
  const bounds = new Int32Array(layout.columns + 1);
  const any = new Array<number>(plan.length).fill(0);
  const populated = plan.map((g) => new Array<number>(g.columns.length).fill(0));
  // Each group's lines are a subset of the chunk plus the key once more at most: sizes add up below.
  const need = bytes.length * 2;
  if (scratch.length < need * Math.max(1, plan.length)) scratch = new Uint8Array(need * plan.length);
  const fill = plan.map((_, g) => g * need);

  let rows = 0;
  let firstEnd = 0;
  let lastStart = 0;
  let lastEnd = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = rowEnd(bytes, from);
    if (end < 0) refuse("bad-archive", at, "the last row does not end", REMEDY);
    const fields = fieldBounds(bytes, from, end, layout.columns, bounds);
    if (fields !== layout.columns && !(layout.columns === 0 && end === from))
      refuse("count-mismatch", `${at} row ${rows + 1}`, `${fields} fields where the table has ${layout.columns} columns`, REMEDY);
    const key = layout.keyColumns === 0 ? from : (bounds[layout.keyColumns] ?? from) - 1;
    for (let g = 0; g < plan.length; g++) {
      const group = plan[g];
      const counts = populated[g];
      let to = fill[g];
      if (!group || !counts || to === undefined) continue;
      for (let i = from; i < key; i++) scratch[to++] = bytes[i] ?? 0;
      let hit = false;
      for (let c = 0; c < group.columns.length; c++) {
        const column = group.columns[c];
        if (!column) continue;
        const start = bounds[column.index] ?? 0;
        const stop = (bounds[column.index + 1] ?? 0) - 1;
        scratch[to++] = TAB;
        for (let i = start; i < stop; i++) scratch[to++] = bytes[i] ?? 0;
        if (equalsAscii(bytes, start, stop, NULL_FIELD)) continue;
        if (column.empty.some((e) => equalsAscii(bytes, start, stop, e))) continue;
        counts[c] = (counts[c] ?? 0) + 1;
        hit = true;
      }
      scratch[to++] = LF;
      fill[g] = to;
      if (hit) any[g] = (any[g] ?? 0) + 1;
    }
    if (rows === 0) firstEnd = layout.keyColumns === 0 ? 0 : key;
    lastStart = from;
    lastEnd = layout.keyColumns === 0 ? from : key;
    rows++;
    from = end + 1;
  }

  const groups: Partial<Record<GroupName, GroupFigures>> = {};
  plan.forEach((group, g) => {
    groups[group.name] = {
      rows: any[g] ?? 0,
      columns: Object.fromEntries(group.columns.map((c, i) => [c.name, populated[g]?.[i] ?? 0])),
      checksum: sha256(scratch.subarray(g * need, fill[g])),
    };
  });
  return {
    digest: sha256(bytes),
    rows,
    bytes: bytes.length,
    first: decodeKey(bytes, 0, firstEnd, at),
    last: decodeKey(bytes, lastStart, lastEnd, at),
    groups,
  };
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

/** Sums figures of consecutive chunks (or pages); a checksum of a whole is SHA-256 over its parts' checksums, in order. */
export class GroupTotals {
  readonly #totals = new Map<GroupName, { rows: number; columns: Record<string, number>; checksums: string[] }>();

  add(groups: Groups): void {
    for (const [name, figures] of Object.entries(groups) as [GroupName, GroupFigures][]) {
      const total = this.#totals.get(name) ?? { rows: 0, columns: {}, checksums: [] };
      total.rows += figures.rows;
      for (const [column, n] of Object.entries(figures.columns)) total.columns[column] = (total.columns[column] ?? 0) + n;
      total.checksums.push(figures.checksum);
      this.#totals.set(name, total);
    }
  }

  /** Figures for every group of the layout, also for one that never saw a row. */
  figures(layout: Layout): Groups {
    const groups: Partial<Record<GroupName, GroupFigures>> = {};
    for (const group of layout.groups) {
      const total = this.#totals.get(group.name);
      groups[group.name] = {
        rows: total?.rows ?? 0,
        columns: Object.fromEntries(group.columns.map((c) => [c.name, total?.columns[c.name] ?? 0])),
        checksum: sha256Of(total?.checksums ?? []),
      };
    }
    return groups;
  }
}
