/** A state that a gate was put into, and by whom; `by` null: as it came with the product. Times are ISO 8601 in UTC. */
export interface GateState {
  readonly state: "OPEN" | "CLOSED";
  readonly by: string | null;
  readonly since: string;
  readonly ledgerIndex: number;
}

/** A capture as far as an Owner's pass is concerned. */
export interface Captured {
  readonly phase: string;
  /** The database server's clock when the capture began. */
  readonly startedAt: string;
  readonly ledgerIndex: number;
}

/** Why a pass holds or does not: a closed set, for whoever says it in another language than `detail`. */
export const OWNER_PASS_CODES = ["given", "no-gate", "not-captured", "not-given"] as const;
export type OwnerPassCode = (typeof OWNER_PASS_CODES)[number];

/** Whether the captures of a run were taken under an Owner's recorded pass. Where not, F-OPEN-5 stands on the run. */
export interface OwnerPass {
  readonly holds: boolean;
  /** Code of the gate that the run names; null for none. */
  readonly gate: string | null;
  readonly code: OwnerPassCode;
  /** Phase of the first capture that the pass does not cover; null where there is none to name. */
  readonly phase: string | null;
  readonly detail: string;
}

/**
 * A capture stands under a gate where an Owner had given it, by the clock and by the ledger, before the capture began
 * and had not taken it back by then. Every capture of the run has to. Neither the matrix nor authority asks: it is said.
 */
export function ownerPass(
  gate: string | null,
  states: readonly GateState[],
  captures: readonly Captured[],
): OwnerPass {
  const not = (code: OwnerPassCode, detail: string, phase: string | null = null): OwnerPass => ({
    holds: false,
    gate,
    code,
    phase,
    detail,
  });
  if (gate === null) return not("no-gate", "The run names no gate under which its captures were taken.");
  if (captures.length === 0) return not("not-captured", `Nothing was captured under ${gate} yet.`);
  for (const { phase, startedAt, ledgerIndex } of captures) {
    const at = states
      .filter((s) => Date.parse(s.since) <= Date.parse(startedAt) && s.ledgerIndex < ledgerIndex)
      .sort((a, b) => a.ledgerIndex - b.ledgerIndex)
      .at(-1);
    if (at?.state !== "CLOSED" || at.by === null)
      return not("not-given", `No Owner had given ${gate} when the ${phase} capture began.`, phase);
  }
  const detail = `An Owner had given ${gate} before every capture began.`;
  return { holds: true, gate, code: "given", phase: null, detail };
}
