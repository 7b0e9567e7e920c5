/** What is checked, in this order, and how it reads aloud. */
export const FSCK_STAGES = {
  entries: "Entries: hashes, chain, Merkle tree, signing keys and checkpoints",
  projections: "Records against their entries",
  content: "Pages and chunks re-hashed",
  evidence: "Evidence: manifests, and every count and checksum recomputed",
  verdicts: "Verdicts recomputed",
  decisions: "Decisions: what they were bound to, and whether their Owner might decide",
} as const;
export type FsckStage = keyof typeof FSCK_STAGES;
export const FSCK_STAGE_NAMES = Object.keys(FSCK_STAGES) as readonly FsckStage[];

/** Something that is wrong, or that could not be checked, and where. */
export interface Finding {
  readonly stage: FsckStage;
  /** false: could not be checked. */
  readonly wrong: boolean;
  readonly at: string;
  readonly problem: string;
}

/**
 * `sound`: everything was checked and agrees. `broken`: something disagrees. `incomplete`: nothing disagrees, and
 * something could not be checked; that is never `sound`.
 */
export type FsckOutcome = "sound" | "broken" | "incomplete";

/** Findings are counted all and kept up to this many, so that a store in ruins does not fill the memory. */
const KEPT = 500;

/** What a check found so far. Whoever watches is told about progress and findings as they come. */
export class FsckReport {
  readonly checked: Record<FsckStage, number> = {
    entries: 0,
    projections: 0,
    content: 0,
    evidence: 0,
    verdicts: 0,
    decisions: 0,
  };
  readonly broken: Finding[] = [];
  readonly unchecked: Finding[] = [];
  brokenCount = 0;
  uncheckedCount = 0;
  stage: FsckStage = "entries";
  /** Of the present stage; 0 where it is not known beforehand. */
  total = 0;

  constructor(private readonly watch: (report: FsckReport, finding: Finding | null) => void = () => {}) {}

  begin(stage: FsckStage, total: number): void {
    this.stage = stage;
    this.total = total;
    this.watch(this, null);
  }

  done(count = 1): void {
    this.checked[this.stage] += count;
    this.watch(this, null);
  }

  /** Disagrees. */
  fault(at: string, problem: string): void {
    this.brokenCount++;
    this.#keep(this.broken, { stage: this.stage, wrong: true, at, problem });
  }

  /** Could not be checked. */
  skip(at: string, problem: string): void {
    this.uncheckedCount++;
    this.#keep(this.unchecked, { stage: this.stage, wrong: false, at, problem });
  }

  #keep(list: Finding[], finding: Finding): void {
    if (list.length < KEPT) list.push(finding);
    this.watch(this, finding);
  }

  get outcome(): FsckOutcome {
    if (this.brokenCount > 0) return "broken";
    return this.uncheckedCount > 0 ? "incomplete" : "sound";
  }
}
