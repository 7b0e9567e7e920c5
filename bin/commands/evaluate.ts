import type { Verdict } from "@/lib/claims/catalog";
import type { Phase } from "@/lib/evidence/manifest";
import type { EvaluateInput } from "@/lib/verdict/evaluate";
import { evaluate } from "@/lib/verdict/evaluate";
import { type EvidenceFile, openEvidence } from "../evidence-file";
import { CommandError, EXIT, type ExitCode } from "../exit";
import { printMatrix } from "../matrix-text";
import { readReport, resultNamed } from "../report-file";
import { printJson } from "../terminal";

export const EXIT_OF_VERDICT: Readonly<Record<Verdict, ExitCode>> = {
  PASS: EXIT.done,
  FAIL: EXIT.fail,
  NO_EVIDENCE: EXIT.noEvidence,
};

const SLOT = {
  before: "before",
  staging: "staging",
  "after-run": "afterRun",
  after: "after",
} as const satisfies Record<Phase, keyof EvaluateInput>;

interface EvaluateFlags {
  readonly json?: boolean;
  /** The result that somebody declared: `pass` or `fail`. */
  readonly declared?: string;
  /** File with a report made elsewhere. */
  readonly report?: string;
}

/** The matrix from files alone. The exit status is the engineering verdict; there is no authority in a file. */
export async function runEvaluate(paths: readonly string[], flags: EvaluateFlags): Promise<number> {
  const files = await openEvidence(paths);
  try {
    const input = assign(files);
    const declared = flags.declared === undefined ? undefined : resultNamed(flags.declared);
    const report = flags.report === undefined ? undefined : await readReport(flags.report, input.run);
    const matrix = await evaluate({ ...input, declared, report });
    if (flags.json) await printJson(matrix);
    else await printMatrix(matrix);
    return EXIT_OF_VERDICT[matrix.engineering];
  } finally {
    for (const file of files) await file.close();
  }
}

/** Each file to the slot of its phase. Two of one phase, or of two runs, are a mistake of the caller, not a verdict. */
export function assign(files: readonly EvidenceFile[]): EvaluateInput {
  const [first] = files;
  if (!first) throw new CommandError(EXIT.usage, "no evidence file was named");
  const { run } = first.evidence.manifest;
  const slots: Partial<Record<(typeof SLOT)[Phase], EvidenceFile>> = {};
  const faults: string[] = [];
  for (const file of files) {
    const { manifest } = file.evidence;
    const slot = SLOT[manifest.phase];
    if (manifest.run !== run)
      faults.push(`${file.path} belongs to run ${manifest.run}, ${first.path} to run ${run}`);
    const taken = slots[slot];
    if (taken) faults.push(`${file.path} and ${taken.path} are both of phase ${manifest.phase}`);
    slots[slot] = file;
  }
  if (faults.length > 0)
    throw new CommandError(
      EXIT.conflict,
      "wrong-context: these files do not belong together",
      "Name at most one file of each phase, all of one run.",
      faults,
    );
  return { run, ...slots };
}
