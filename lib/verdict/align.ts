/** A stretch of consecutive rows: a page or a chunk. `last` is the raw key of its last row. */
export interface Unit {
  readonly digest: string;
  readonly last: string;
}

export type Aligned<U extends Unit> =
  | { readonly kind: "equal"; readonly unit: U }
  | { readonly kind: "differ"; readonly before: readonly U[]; readonly after: readonly U[] };

/**
 * Pairs the units of two sides at the keys on which both end one. Boundaries depend on keys alone, so an unchanged
 * stretch ends where it ended before, whatever was inserted or deleted around it. Cost: one pass over both lists.
 *
 * A key is a meeting point only where the two sides pass it in the same order; whatever this misses lands in a
 * `differ`, whose rows are compared one by one: a wrong guess here costs time and can hide nothing.
 */
export function* alignKeyed<U extends Unit>(
  before: readonly U[],
  after: readonly U[],
): Generator<Aligned<U>> {
  const where = new Map(after.map((unit, i) => [unit.last, i]));
  let b = 0;
  let a = 0;
  for (let i = 0; i < before.length; i++) {
    const unit = before[i];
    const j = unit && where.get(unit.last);
    if (unit === undefined || j === undefined || j < a) continue;
    if (i === b && j === a && after[j]?.digest === unit.digest) yield { kind: "equal", unit };
    else yield { kind: "differ", before: before.slice(b, i + 1), after: after.slice(a, j + 1) };
    b = i + 1;
    a = j + 1;
  }
  if (b < before.length || a < after.length)
    yield { kind: "differ", before: before.slice(b), after: after.slice(a) };
}

/** Units of a table without a key: equal ones cancel as often as they stand on both sides, the rest is one stretch. */
export function* alignUnkeyed<U extends Unit>(
  before: readonly U[],
  after: readonly U[],
): Generator<Aligned<U>> {
  const left = new Map<string, number>();
  for (const unit of after) left.set(unit.digest, (left.get(unit.digest) ?? 0) + 1);
  const onlyBefore: U[] = [];
  const cancelled = new Map<string, number>();
  for (const unit of before) {
    const n = left.get(unit.digest) ?? 0;
    if (n === 0) onlyBefore.push(unit);
    else {
      left.set(unit.digest, n - 1);
      cancelled.set(unit.digest, (cancelled.get(unit.digest) ?? 0) + 1);
      yield { kind: "equal", unit };
    }
  }
  const onlyAfter = after.filter((unit) => {
    const n = cancelled.get(unit.digest) ?? 0;
    if (n > 0) cancelled.set(unit.digest, n - 1);
    return n === 0;
  });
  if (onlyBefore.length > 0 || onlyAfter.length > 0)
    yield { kind: "differ", before: onlyBefore, after: onlyAfter };
}

/**
 * Whether the keys on which both sides end a unit come in the same order on both. They do not where a collation changed
 * between the captures; then equal units are cancelled wherever they stand, as for a table without a key.
 */
export function sameOrder(before: readonly Unit[], after: readonly Unit[]): boolean {
  const where = new Map(after.map((unit, i) => [unit.last, i]));
  let last = -1;
  for (const { last: key } of before) {
    const at = where.get(key);
    if (at === undefined) continue;
    if (at < last) return false;
    last = at;
  }
  return true;
}
