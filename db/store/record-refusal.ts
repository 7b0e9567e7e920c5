import type { Fault } from "@/lib/base/refusal";

/** Why a record was not made although the request could be read. A closed set: the edge maps it to problem types. */
export const RECORD_REFUSALS = [
  "not-found",
  "invalid-input",
  "run-exists",
  "phase-already-recorded",
  "decision-refused",
  "digest-moved",
  "decided-meanwhile",
  "account-exists",
  "forbidden",
  "setup-closed",
  "link-closed",
] as const;

export type RecordRefusalCode = (typeof RECORD_REFUSALS)[number];

/** Refused by the state of the records; nothing was recorded. `remedy` says what would help. */
export class RecordRefusal extends Error {
  override readonly name = "RecordRefusal";
  constructor(
    readonly code: RecordRefusalCode,
    readonly faults: readonly Fault[],
    readonly remedy: string,
  ) {
    super(`${code}: ${faults.map((f) => `${f.at}: ${f.problem}`).join("; ")}`);
  }
}

export function deny(code: RecordRefusalCode, at: string, problem: string, remedy: string): never {
  throw new RecordRefusal(code, [{ at, problem }], remedy);
}
