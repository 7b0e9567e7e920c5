import { type Fault, Refusal } from "../base/refusal";

/** Every step of a verification in its order, and what it establishes. Nothing else enumerates them. */
export const STEPS = {
  container: "The file is a whole bundle",
  bytes: "Every byte is what the seal says",
  document: "Its table of contents can be read",
  keys: "The keys that sign are named",
  seal: "The log made the seal, over this run and all its entries",
  checkpoint: "The log signed the checkpoint",
  tree: "The leaves make up the checkpoint's tree",
  inclusion: "Every entry stands in that tree",
  earlier: "The log continues the earlier checkpoint",
  history: "The entries tell one whole history of the run",
  digests: "Every manifest, page and chunk hashes to its name",
  counts: "Counts and checksums follow from the rows",
  verdict: "The ledger names this very matrix",
  claims: "The evidence gives the same verdict, claim by claim",
  decision: "Each decision is bound to a verdict that allowed it",
  presence: "How the deciding person's presence was shown",
} as const;
export type StepId = keyof typeof STEPS;
export const STEP_IDS = Object.keys(STEPS) as StepId[];

/**
 * What a step, and the whole, can end as. `verified` · `violated`: all bytes are what was recorded, and the evidence
 * disagrees with the verdict or a decision · `altered`: something is not what was recorded · `nothing`: there is
 * nothing that could be verified, which is never a yes.
 */
export const OUTCOMES = ["verified", "violated", "altered", "nothing"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface StepResult {
  readonly id: StepId;
  /** `skipped`: not asked for · `unreached`: a step before it failed, so that this one had nothing to stand on. */
  readonly outcome: Outcome | "skipped" | "unreached";
  /** One sentence, with figures. */
  readonly says: string;
  /** Where something is wrong, and what. */
  readonly places: readonly Fault[];
}

/** The evidence disagrees with what was recorded about it, although every byte is what was recorded. */
export class Violation extends Error {
  override readonly name = "Violation";
  constructor(
    message: string,
    readonly places: readonly Fault[],
  ) {
    super(message);
  }
}

/** There is nothing to verify, or this program cannot tell: never a yes. */
export class Unverifiable extends Error {
  override readonly name = "Unverifiable";
}

/** Runs steps one after another and writes down how each one ended. A step that throws hands out nothing. */
export class Protocol {
  readonly #results = new Map<StepId, StepResult>();

  constructor(private readonly told: (result: StepResult) => void) {}

  async step<T>(id: StepId, run: () => Promise<readonly [says: string, value: T]>): Promise<T | null> {
    try {
      const [says, value] = await run();
      this.#note({ id, outcome: "verified", says, places: [] });
      return value;
    } catch (error) {
      this.#note({ id, ...failureOf(error) });
      return null;
    }
  }

  skip(id: StepId, says: string): void {
    this.#note({ id, outcome: "skipped", says, places: [] });
  }

  get failed(): boolean {
    return [...this.#results.values()].some((r) => r.outcome !== "verified" && r.outcome !== "skipped");
  }

  /** All steps in order; what was never run is `unreached`. */
  results(): StepResult[] {
    return STEP_IDS.map(
      (id) => this.#results.get(id) ?? { id, outcome: "unreached", says: "Not reached.", places: [] },
    );
  }

  #note(result: StepResult): void {
    this.#results.set(result.id, result);
    this.told(result);
  }
}

function failureOf(error: unknown): Omit<StepResult, "id"> {
  if (error instanceof Violation) return { outcome: "violated", says: error.message, places: error.places };
  if (error instanceof Unverifiable) return { outcome: "nothing", says: error.message, places: [] };
  if (error instanceof Refusal)
    return error.code === "unsupported-version"
      ? { outcome: "nothing", says: error.remedy, places: error.faults }
      : { outcome: "altered", says: `${error.code}.`, places: error.faults };
  throw error;
}

/** Steps whose absence is no gap: without an earlier checkpoint there is nothing to be consistent with. */
const OPTIONAL: readonly StepId[] = ["earlier"];

/** Altered over violated over nothing; verified only where every step that is due was taken and held. */
export function outcomeOf(results: readonly StepResult[]): Outcome {
  for (const outcome of ["altered", "violated", "nothing"] as const)
    if (results.some((r) => r.outcome === outcome)) return outcome;
  const whole = STEP_IDS.every((id) =>
    results.some(
      (r) => r.id === id && (r.outcome === "verified" || (r.outcome === "skipped" && OPTIONAL.includes(id))),
    ),
  );
  return whole ? "verified" : "nothing";
}
