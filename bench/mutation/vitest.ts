// Stands in for vitest's collector in the bundle of mutants: the same tests, run in place, one after the other.
import { expect } from "vitest";

export { expect };

export interface Collected {
  readonly name: string;
  readonly run: () => unknown;
}

const collected: Collected[] = [];
const path: string[] = [];

/** Every test of the bundle, in the order of its files. */
export function tests(): readonly Collected[] {
  return collected;
}

export function describe(name: string, body: () => void): void {
  path.push(name);
  body();
  path.pop();
}

export function it(name: string, run: () => unknown): void {
  collected.push({ name: [...path, name].join(" > "), run });
}

const each =
  (define: (name: string, run: () => unknown) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, run: (...row: unknown[]) => unknown): void => {
    for (const [i, row] of rows.entries()) {
      const list = Array.isArray(row) ? row : [row];
      define(`${name} #${i} ${String(list[0])}`, () => run(...list));
    }
  };

it.each = each(it);
describe.each = each(describe as (name: string, run: () => unknown) => void);
