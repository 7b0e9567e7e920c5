import { canonicalJson } from "../base/canonical";
import { type Digest, hexOf, parseDigest } from "../base/hash";
import { type Fault, Refusal, refuse } from "../base/refusal";
import { PHASES, type Phase } from "../evidence/manifest";
import type { Checkpoint } from "../ledger/checkpoint";
import { type Entry, entryHash, NO_PREVIOUS, parseEntry } from "../ledger/entry";
import { followKeys } from "../ledger/key-chain";
import type { VerifierKey } from "../ledger/note";
import { checkInclusion, treeRoot } from "../ledger/tree";
import { isSealed, type Matrix } from "../verdict/matrix";
import type { TableCoverage } from "./content";
import type { BundleDocument } from "./document";
import { type History, isBundled } from "./history";
import { Violation } from "./protocol";
import type { Seal } from "./seal";

const REMEDY = "Export the bundle again from the server that holds the run.";

export function parseEntries({ entries }: BundleDocument): Entry[] {
  return entries.map(({ text }, i) => parseEntry(text, `bundle.json entries[${i}]`));
}

/**
 * The keys of the log in order, each vouched for by the one before it; the last one signs now. A key that the caller
 * got by another way must be among them: what came before it, it followed knowingly.
 */
export async function logKeys(
  entries: readonly Entry[],
  pinned: VerifierKey | undefined,
): Promise<{ readonly all: readonly VerifierKey[]; readonly now: VerifierKey }> {
  const naming = entries.filter((e) => e.kind === "ledger-key");
  const all = await followKeys(naming);
  if (pinned !== undefined) await followKeys(naming, pinned);
  const now = all.at(-1);
  return now
    ? { all, now }
    : refuse("bad-signature", "bundle.json entries", "none names the log's key", REMEDY);
}

/** The seal is of this run, with exactly these entries. */
export function checkSeal(seal: Seal, run: string, entries: readonly Entry[]): void {
  const faults: Fault[] = [];
  if (seal.run !== run) faults.push({ at: "seal.note", problem: `seals run ${seal.run}` });
  const here = entries.map((e) => e.index);
  for (const index of seal.entries)
    if (!here.includes(index))
      faults.push({ at: `entry ${index}`, problem: "was sealed into the bundle and is gone" });
  for (const index of here)
    if (!seal.entries.includes(index))
      faults.push({ at: `entry ${index}`, problem: "was not sealed into the bundle" });
  if (faults.length > 0) throw new Refusal("digest-mismatch", faults, REMEDY);
}

export function parseLeaves(bytes: Uint8Array): Digest[] {
  if (bytes.length % 32 !== 0)
    refuse("bad-archive", "leaves", `${bytes.length} bytes are no list of hashes`, REMEDY);
  return Array.from({ length: bytes.length / 32 }, (_, i) => hexOf(bytes.subarray(32 * i, 32 * i + 32)));
}

/** Every entry by its own audit path, and as the leaf and the link of the chain that it is. All faults are named. */
export function checkEntries(
  document: BundleDocument,
  entries: readonly Entry[],
  checkpoint: Pick<Checkpoint, "size" | "root">,
  leaves: readonly Digest[],
): void {
  const faults: Fault[] = [];
  for (const [i, entry] of entries.entries()) {
    const { text = "", proof = [] } = document.entries[i] ?? {};
    const at = `entry ${entry.index}`;
    const before = entries[i - 1];
    if (before && before.index >= entry.index)
      faults.push({ at, problem: `stands after entry ${before.index}` });
    if (!isBundled(entry, document.run))
      faults.push({
        at,
        problem: `is no entry of run ${document.run}: ${entry.kind} of ${entry.run ?? "no run"}`,
      });
    if (entry.previous !== (entry.index === 0 ? NO_PREVIOUS : leaves[entry.index - 1]))
      faults.push({ at, problem: "does not continue the entry before it" });
    try {
      checkInclusion(proof, entry.index, entryHash(text), checkpoint.size, checkpoint.root);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map(({ problem }) => ({ at, problem })));
    }
  }
  if (faults.length > 0) throw new Refusal("digest-mismatch", faults, REMEDY);
}

/** An earlier checkpoint's tree is the beginning of this one's. */
export function checkEarlier(kept: Checkpoint, leaves: readonly Digest[]): void {
  const at = `checkpoint of ${kept.size} entries`;
  const remedy = "Keep both checkpoints: the log was rewritten, forked or cut.";
  if (kept.size > leaves.length)
    refuse("digest-mismatch", at, `the log of this bundle holds only ${leaves.length} entries`, remedy);
  const root = treeRoot(leaves.slice(0, kept.size));
  if (root !== kept.root)
    refuse("digest-mismatch", at, `its root was ${kept.root}; the same entries now hash to ${root}`, remedy);
}

const MEMBER = { before: "before", staging: "staging", "after-run": "afterRun", after: "after" } as const;

/** The matrix rests on what the ledger recorded of each phase: nothing else, and nothing less. */
export function checkCaptures({ captures }: History, { evidence }: Matrix): void {
  const faults = PHASES.flatMap((phase): Fault[] => {
    const [said, recorded] = [
      evidence[MEMBER[phase]],
      captures.find((c) => c.phase === phase)?.digest ?? null,
    ];
    return said === recorded
      ? []
      : [
          {
            at: `matrix evidence.${MEMBER[phase]}`,
            problem: `${said ?? "none"}; the ledger recorded ${recorded ?? "none"}`,
          },
        ];
  });
  if (faults.length > 0) throw new Refusal("digest-mismatch", faults, REMEDY);
}

export function phaseDigests({ evidence }: Matrix): Partial<Record<Phase, Digest>> {
  return Object.fromEntries(
    PHASES.flatMap((phase) => {
      const digest = parseDigest(evidence[MEMBER[phase]] ?? "");
      return digest === null ? [] : [[phase, digest]];
    }),
  );
}

/** The matrix carries its own digest, is of this run, and is the one that the newest verdict of the ledger names. */
export function checkVerdict(
  { verdicts, captures, declarations }: History,
  run: string,
  matrix: Matrix,
): string {
  const at = "bundle.json matrix";
  if (!isSealed(matrix)) refuse("digest-mismatch", at, `does not hash to ${matrix.matrixDigest}`, REMEDY);
  if (matrix.run !== run) refuse("digest-mismatch", at, `is of run ${matrix.run}`, REMEDY);
  const newest = verdicts.at(-1);
  if (!newest) return refuse("count-mismatch", at, "the ledger names no verdict on this run", REMEDY);
  const faults = (["matrixDigest", "engineering", "evaluator"] as const)
    .filter((field) => newest[field] !== matrix[field])
    .map((field) => ({
      at: `${at}.${field}`,
      problem: `${matrix[field]}; entry ${newest.entry.index} says ${newest[field]}`,
    }));
  if (faults.length > 0) throw new Refusal("digest-mismatch", faults, REMEDY);
  const later = [...captures, ...declarations].find((c) => c.entry.index > newest.entry.index);
  if (later)
    throw new Violation("The verdict does not cover all that was recorded.", [
      {
        at: `entry ${later.entry.index}`,
        problem: `was recorded after the verdict of entry ${newest.entry.index}`,
      },
    ]);
  return `Entry ${newest.entry.index} names ${matrix.matrixDigest}.`;
}

/** Throws `Violation` with every claim, condition and figure in which a recorded matrix differs from the evidence's own. */
export function compareMatrices(recorded: Matrix, judged: Matrix): void {
  if (canonicalJson(recorded) === canonicalJson(judged)) return;
  const places: Fault[] = [];
  for (const claim of judged.claims) {
    const said = recorded.claims.find((c) => c.id === claim.id);
    if (canonicalJson(said ?? null) === canonicalJson(claim)) continue;
    if (said?.verdict !== claim.verdict)
      places.push({
        at: claim.id,
        problem: `recorded as ${said?.verdict ?? "nothing"}, the evidence gives ${claim.verdict}`,
      });
    const checks = new Map(said?.checks.map((c) => [c.id, canonicalJson(c)]));
    for (const check of claim.checks)
      if (checks.get(check.id) !== canonicalJson(check))
        places.push({
          at: check.id,
          problem: `the evidence gives ${check.before ?? "–"} → ${check.after ?? "–"}, ${check.verdict}`,
        });
  }
  for (const member of ["engineering", "profile", "evidence", "bracket", "failOpen", "caveats"] as const)
    if (canonicalJson(recorded[member]) !== canonicalJson(judged[member]))
      places.push({ at: `matrix ${member}`, problem: "differs from what the evidence gives" });
  if (places.length === 0)
    places.push({ at: "matrix", problem: `the evidence gives ${judged.matrixDigest}` });
  throw new Violation("The evidence disagrees with the recorded verdict.", places);
}

/** What was counted again, and what is named by its digest alone. */
export function coverageSentence(coverage: readonly TableCoverage[]): string {
  const sum = (of: (c: TableCoverage) => number) => coverage.reduce((n, c) => n + of(c), 0);
  const [rows, here] = [sum((c) => c.rows), sum((c) => c.rowsHere)];
  const [pages, pagesHere] = [sum((c) => c.pages), sum((c) => c.pagesHere)];
  const counted = `${here} of ${rows} captured rows are here and were counted again`;
  return here === rows && pages === pagesHere
    ? `${counted}.`
    : `${counted}; ${rows - here} rows are named by digest alone, among them ${pages - pagesHere} of ${pages} pages: nothing of the verdict needs them opened.`;
}
