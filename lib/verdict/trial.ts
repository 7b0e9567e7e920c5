import type { ClaimResult } from "../claims/check";
import type { Facts, TableFacts } from "../claims/facts";
import { judgeClaim } from "../claims/judge";
import { JUDGES, type JudgedClaim } from "../claims/registry";
import type { Profile } from "../profile/profile";
import type { Measured } from "./measure";
import { type RawRow, type Sample, SampleBench, takeSample } from "./sample";
import type { EvidenceInput } from "./staging";

/** A candidate that exists on the surface of the self-test alone, and is then found in production. */
export const MINTED = "notouch-self-test-candidate";
/** What the injections stand on: this run's evidence, and what was made of it. */
export class Bench {
  readonly #samples = new Map<string, Promise<Sample | null>>();
  readonly #controls = new Map<Sample, Promise<TableFacts>>();
  readonly #bench: SampleBench;

  constructor(
    readonly profile: Profile,
    readonly measured: Measured,
    readonly judged: readonly ClaimResult[],
    private readonly before: EvidenceInput,
    private readonly after: EvidenceInput,
  ) {
    // The pilot of the self-test works on one candidate, whatever the run's own were.
    const pilot = { ...measured.pilot, keys: new Set([MINTED]) };
    this.#bench = new SampleBench(profile, before, after, pilot);
  }

  /** A sample of the first table of a part that can be compared; taken once, for four claims look at the registry. */
  sampleOf(part: TableFacts["entry"]["part"]): Promise<Sample | null> {
    const target = this.measured.facts.tables.find((t) => t.entry.part === part && t.state === "compared");
    const sample =
      this.#samples.get(part) ??
      (target ? takeSample(target, this.profile, this.before, this.after) : Promise.resolve(null));
    this.#samples.set(part, sample);
    return sample;
  }

  /** The sample held against itself. */
  control(sample: Sample): Promise<TableFacts> {
    const control = this.#controls.get(sample) ?? this.#bench.measure(sample, sample.rows);
    this.#controls.set(sample, control);
    return control;
  }

  spoiled(sample: Sample, rows: readonly RawRow[]): Promise<TableFacts> {
    return this.#bench.measure(sample, rows);
  }
}

/**
 * One violation, judged twice by the same claim: without it (`control`) and with it. It counts as seen only where one
 * of `checks` turns to FAIL and names what was injected: a claim that is red for another reason has seen nothing.
 */
export interface Trial {
  readonly injected: string;
  readonly checks: readonly string[];
  /** What the check has to name: a row's key, a relation, a claim. Null where the check is about one thing alone. */
  readonly named: string | null;
  readonly control: ClaimResult;
  readonly spoiled: ClaimResult;
}

/** A trial of facts, judged with the bracket taken as held: it is the claim's own eyes that are tested. */
export function trial(
  claim: JudgedClaim,
  checks: readonly string[],
  injected: string,
  named: string | null,
  without: Facts,
  with_: Facts,
): Trial {
  return {
    injected,
    checks: checks.map((check) => `${claim}.${check}`),
    named,
    control: judgeClaim(JUDGES[claim], held(without)),
    spoiled: judgeClaim(JUDGES[claim], held(with_)),
  };
}

function held(facts: Facts): Facts {
  return { ...facts, bracket: facts.bracket.map((b) => ({ ...b, holds: true })) };
}

export function withTable(facts: Facts, table: TableFacts): Facts {
  return { ...facts, tables: facts.tables.map((t) => (t.name === table.name ? table : t)) };
}
