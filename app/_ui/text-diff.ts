/** A stretch of a text: `same` stands on both sides, `own` on this side only. */
export interface Stretch {
  readonly kind: "same" | "own";
  readonly text: string;
}

export interface TextDiff {
  readonly before: readonly Stretch[];
  readonly after: readonly Stretch[];
}

/** Edits that are looked for; texts that differ in more than this are marked from the first difference to the last. */
const MOST_EDITS = 400;
const MOST_TOKENS = 6000;
/** Characters of a token pair that are compared one by one. */
const MOST_CHARACTERS = 200;

/**
 * Where two texts differ, to the character. Words, numbers and single signs are compared first (E. W. Myers, "An O(ND)
 * Difference Algorithm", 1986), so that a changed value of a JSON document is marked and not the letters that it happens
 * to share with its neighbour; then the start and the end that a replaced stretch has in common are taken off.
 * The stretches of a side joined are that side's text, always.
 */
export function textDiff(before: string, after: string): TextDiff {
  const head = commonStart(before, after);
  const tail = commonEnd(before.slice(head), after.slice(head));
  const [a, b] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const [start, end] = [before.slice(0, head), tail === 0 ? "" : before.slice(-tail)];
  const runs = tokenRuns(tokensOf(a), tokensOf(b)) ?? [{ same: "", before: a, after: b }];
  const sides = { before: new Side(), after: new Side() };
  for (const side of [sides.before, sides.after]) side.same(start);
  for (const run of runs) {
    const [from, to] = edges(run.before, run.after);
    for (const [side, text] of [
      [sides.before, run.before],
      [sides.after, run.after],
    ] as const) {
      side.same(text.slice(0, from));
      side.own(text.slice(from, text.length - to));
      side.same(text.slice(text.length - to));
      side.same(run.same);
    }
  }
  for (const side of [sides.before, sides.after]) side.same(end);
  return { before: sides.before.stretches, after: sides.after.stretches };
}

class Side {
  readonly stretches: Stretch[] = [];
  same(text: string): void {
    this.#add("same", text);
  }
  own(text: string): void {
    this.#add("own", text);
  }
  #add(kind: Stretch["kind"], text: string): void {
    if (text === "") return;
    const last = this.stretches.at(-1);
    if (last?.kind === kind) this.stretches[this.stretches.length - 1] = { kind, text: last.text + text };
    else this.stretches.push({ kind, text });
  }
}

/** A replaced stretch, then what follows it on both sides. */
interface Run {
  readonly before: string;
  readonly after: string;
  readonly same: string;
}

function tokensOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];
}

/** Shortest edit of one list of tokens into the other; null where it would be too long to look for. */
function tokenRuns(a: readonly string[], b: readonly string[]): Run[] | null {
  if (a.length + b.length > MOST_TOKENS) return null;
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let edits = 0; edits <= Math.min(MOST_EDITS, a.length + b.length); edits++) {
    trace.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      let x = goesDown(furthest, k, edits) ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return runsOf(a, b, trace, edits);
    }
  }
  return null;
}

function at(furthest: ReadonlyMap<number, number>, k: number): number {
  return furthest.get(k) ?? -1;
}

function goesDown(furthest: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && at(furthest, k - 1) < at(furthest, k + 1));
}

/** Walks the trace back and gathers what lies between two common stretches. */
function runsOf(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
  edits: number,
): Run[] {
  const common: [x: number, y: number][] = [];
  let [x, y] = [a.length, b.length];
  for (let d = edits; d >= 0; d--) {
    const furthest = trace[d] ?? new Map();
    const k = x - y;
    const from = goesDown(furthest, k, d) ? k + 1 : k - 1;
    const start = d === 0 ? 0 : at(furthest, from);
    while (x > Math.max(0, start) && y > Math.max(0, start - from) && a[x - 1] === b[y - 1])
      common.push([--x, --y]);
    if (d > 0) [x, y] = [start, start - from];
  }
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  for (const [cx, cy] of [...common.reverse(), [a.length, b.length] as const]) {
    const same = a[cx] ?? "";
    const last = runs.at(-1);
    if (last && cx === i && cy === j) runs[runs.length - 1] = { ...last, same: last.same + same };
    else runs.push({ before: a.slice(i, cx).join(""), after: b.slice(j, cy).join(""), same });
    [i, j] = [cx + 1, cy + 1];
  }
  return runs;
}

/** Characters that a replaced stretch keeps at its start and at its end. */
function edges(before: string, after: string): [from: number, to: number] {
  if (before.length > MOST_CHARACTERS || after.length > MOST_CHARACTERS) return [0, 0];
  const from = commonStart(before, after);
  return [from, commonEnd(before.slice(from), after.slice(from))];
}

function commonStart(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  // A character beyond the basic plane is two units and is not cut in half.
  return n > 0 && isHigh(a.charCodeAt(n - 1)) ? n - 1 : n;
}

function commonEnd(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n > 0 && isLow(a.charCodeAt(a.length - n)) ? n - 1 : n;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
