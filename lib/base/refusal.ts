/**
 * What input can be wrong with, as a closed set. Every edge (HTTP, CLI, screen) maps these codes and
 * nothing else; what could not be established about *production* is not a refusal but NO_EVIDENCE.
 */
export const REFUSAL_CODES = [
  "bad-archive",
  "bad-compression",
  "bad-encoding",
  "malformed-json",
  "digest-mismatch",
  "count-mismatch",
  "duplicate-key",
  "unsupported-version",
  "wrong-context",
  "bad-signature",
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One fault: `at` names the member, field or line (`chunks/ab12…`, `tables[2].rows`), `problem` what is wrong there. */
export interface Fault {
  readonly at: string;
  readonly problem: string;
}

/** Bad input, refused whole: nothing of it is recorded. Carries every fault found and the cure. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly code: RefusalCode,
    readonly faults: readonly Fault[],
    readonly remedy: string,
  ) {
    super(`${code}: ${faults.map((f) => `${f.at}: ${f.problem}`).join("; ")}`);
  }
}

export function refuse(code: RefusalCode, at: string, problem: string, remedy: string): never {
  throw new Refusal(code, [{ at, problem }], remedy);
}

/** The impossible: a bug of ours, never of the input. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
