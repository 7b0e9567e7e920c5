import { latin1Bytes } from "#platform";
import { BUCKETS, type Bucket, type TableDiff, type Tally } from "../claims/facts";
import type { ReadContent } from "../evidence/content";
import { GROUPS, type GroupName, type Layout } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import { type PageEntry, readUnits } from "../evidence/page";
import { splitRow } from "../evidence/rows";
import { hasher } from "../ledger/hash";
import { alignKeyed, alignUnkeyed } from "./align";
import type { Classified } from "./classify";
import { joinRows, type LineChange, type Stretch } from "./join";
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

/** Keys that a tally keeps by name; the count goes on. */
const NAMED_KEYS = 20;

class Tallies {
  readonly #tallies = new Map<Bucket, { count: number; keys: string[]; staging: number }>();

  add(change: Classified): void {
    for (const bucket of change.buckets) {
      const tally = this.#tallies.get(bucket) ?? { count: 0, keys: [], staging: 0 };
      tally.count++;
      if (change.stagingKey !== null) tally.staging++;
      if (tally.keys.length < NAMED_KEYS) tally.keys.push(change.label);
      this.#tallies.set(bucket, tally);
    }
  }

  all(): Record<Bucket, Tally> {
    const none: Tally = { count: 0, keys: [], staging: 0 };
    return Object.fromEntries(BUCKETS.map((b) => [b, this.#tallies.get(b) ?? none])) as Record<Bucket, Tally>;
  }
}

/**
 * Checksums over the rows present on both sides. What is identical on both is hashed once: an equal page or chunk
 * as its digest, an equal row as its bytes. A row that differs is hashed per side and group as its raw key and the
 * group's raw columns. The two sides agree exactly where the group agrees on every common row.
 */
class CommonChecksums {
  readonly #shared = hasher();
  readonly #sides = new Map<
    GroupName,
    { before: ReturnType<typeof hasher>; after: ReturnType<typeof hasher> }
  >();
  #pending: string[] = [];

  constructor(readonly layout: Layout) {
    for (const { name } of layout.groups) this.#sides.set(name, { before: hasher(), after: hasher() });
  }

  equalUnit(digest: string): void {
    this.#flush();
    this.#shared.update(`${digest}\n`);
  }

  /** Whole rows that are the same on both sides. */
  equalRows(rows: Uint8Array): void {
    this.#flush();
    this.#shared.update(rows);
  }

  readonly row = (before: string, after: string): void => {
    if (before === after) {
      this.#pending.push(before);
      if (this.#pending.length >= 512) this.#flush();
      return;
    }
    const sides = [
      ["before", splitRow(before)],
      ["after", splitRow(after)],
    ] as const;
    for (const { name, columns } of this.layout.groups)
      for (const [side, fields] of sides) {
        const line = [
          ...fields.slice(0, this.layout.keyColumns),
          ...columns.map((c) => fields[c.index] ?? ""),
        ].join("\t");
        this.#sides.get(name)?.[side].update(latin1Bytes(`${line}\n`));
      }
  };

  #flush(): void {
    if (this.#pending.length > 0) this.#shared.update(latin1Bytes(`${this.#pending.join("\n")}\n`));
    this.#pending = [];
  }

  finish(): TableDiff["common"] {
    this.#flush();
    const shared = this.#shared.digest("hex");
    const sealed = (own: string) => {
      const whole = hasher();
      whole.update(shared + own);
      return whole.digest("hex");
    };
    return Object.fromEntries(
      GROUPS.flatMap((name) => {
        const side = this.#sides.get(name);
        return side
          ? [[name, { before: sealed(side.before.digest("hex")), after: sealed(side.after.digest("hex")) }]]
          : [];
      }),
    );
  }
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
  const checksums = new CommonChecksums(layout);
  const counts = { changed: 0, inserted: 0, deleted: 0 };
  const align = layout.keyColumns === 0 ? alignUnkeyed : alignKeyed;
  const everything = Math.max(1, before.table.rows + after.table.rows);
  let passed = 0;
  const open = async (side: TableSide, pages: readonly PageEntry[]) =>
    (
      await Promise.all(pages.map(async (p) => readUnits(await side.read(p.digest), `pages/${p.digest}`)))
    ).flat();

  for (const pages of align<PageEntry>(before.table.pages, after.table.pages)) {
    if (pages.kind === "equal") {
      checksums.equalUnit(pages.unit.digest);
      passed += 2 * pages.unit.rows;
      continue;
    }
    for (const chunks of align<ChunkUnit>(await open(before, pages.before), await open(after, pages.after))) {
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
      for await (const line of joinRows(...stretches, layout.keyColumns, checksums.row)) {
        const change = classify(line);
        counts[change.kind]++;
        tallies.add(change);
        await onRow(change, place / everything);
      }
      if (tail !== null) checksums.equalRows(tail);
      passed += rowsOf(old) + rowsOf(now);
    }
  }
  return { ...counts, tallies: tallies.all(), common: checksums.finish() };
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
