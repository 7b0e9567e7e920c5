import { latin1Bytes, latin1Reader } from "#platform";
import { keyEnd, keyHash, rowEnd } from "../evidence/rows";

/** One side of a stretch that has to be compared row by row; `chunks` may be walked several times. */
export interface Stretch {
  readonly rows: number;
  chunks(): AsyncIterable<Uint8Array>;
}

/** A difference between two stretches. Lines are raw COPY rows without the line feed. */
export type LineChange =
  | { readonly kind: "changed"; readonly before: string; readonly after: string }
  | { readonly kind: "inserted"; readonly after: string }
  | { readonly kind: "deleted"; readonly before: string };

/** Told about every row present on both sides, changed or not. */
export type OnCommon = (before: string, after: string) => void;

/** Rows that are held in memory at once; a stretch with more on its smaller side is joined in several passes. */
const HELD_ROWS = 40_000;

/** Every row's raw key and line, in order. Latin-1 keeps each byte as one character: comparison is by bytes. */
async function* linesOf(
  stretch: Stretch,
  keyColumns: number,
  pass: number,
  passes: number,
): AsyncGenerator<[string, string]> {
  for await (const bytes of stretch.chunks()) {
    const text = latin1Reader(bytes);
    for (let from = 0; from < bytes.length; ) {
      const end = rowEnd(bytes, from);
      if (end < 0) return;
      const key = keyEnd(bytes, from, end, keyColumns);
      // High bits choose the pass: the low ones are even within a chunk by construction.
      if (passes === 1 || (keyHash(bytes, from, key) >>> 15) % passes === pass)
        yield [text(from, key), text(from, end)];
      from = end + 1;
    }
  }
}

/**
 * Compares two stretches by key, without any order between rows: a hash join with the smaller side in memory.
 * Memory is bounded by HELD_ROWS; more rows cost more passes. For `keyColumns` 0 rows are compared as a multiset.
 */
export async function* joinRows(
  before: Stretch,
  after: Stretch,
  keyColumns: number,
  onCommon: OnCommon,
): AsyncGenerator<LineChange> {
  const passes = Math.max(1, Math.ceil(Math.min(before.rows, after.rows) / HELD_ROWS));
  for (let pass = 0; pass < passes; pass++) {
    if (before.rows <= after.rows) yield* joinPass(before, after, keyColumns, pass, passes, false, onCommon);
    else yield* joinPass(after, before, keyColumns, pass, passes, true, onCommon);
  }
}

async function* joinPass(
  held: Stretch,
  streamed: Stretch,
  keyColumns: number,
  pass: number,
  passes: number,
  heldIsAfter: boolean,
  onCommon: OnCommon,
): AsyncGenerator<LineChange> {
  const lines = new Map<string, string[]>();
  for await (const [key, line] of linesOf(held, keyColumns, pass, passes)) {
    const known = lines.get(key);
    if (known) known.push(line);
    else lines.set(key, [line]);
  }
  for await (const [key, line] of linesOf(streamed, keyColumns, pass, passes)) {
    const other = lines.get(key)?.shift();
    if (other === undefined) {
      yield heldIsAfter ? { kind: "deleted", before: utf8(line) } : { kind: "inserted", after: utf8(line) };
      continue;
    }
    const [old, now] = heldIsAfter ? [line, other] : [other, line];
    onCommon(old, now);
    if (old !== now) yield { kind: "changed", before: utf8(old), after: utf8(now) };
  }
  for (const rest of lines.values())
    for (const line of rest)
      yield heldIsAfter ? { kind: "inserted", after: utf8(line) } : { kind: "deleted", before: utf8(line) };
}

const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

function utf8(latin1: string): string {
  return DECODER.decode(latin1Bytes(latin1));
}
