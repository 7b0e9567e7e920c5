import { type Decision, deriveAuthority } from "../authority/authority";
import { refuse } from "../base/refusal";
import { type Checkpoint, openCheckpoint } from "../ledger/checkpoint";
import { formatVerifierKey, type VerifierKey } from "../ledger/note";
import { treeRoot } from "../ledger/tree";
import type { RowChange } from "../verdict/change";
import { evaluate } from "../verdict/evaluate";
import { EVALUATOR } from "../verdict/matrix";
import {
  checkCaptures,
  checkEarlier,
  checkEntries,
  checkSeal,
  checkVerdict,
  compareMatrices,
  coverageSentence,
  logKeys,
  parseEntries,
  parseLeaves,
  phaseDigests,
} from "./checks";
import { type BundleSource, openContainer, readPlace } from "./container";
import {
  checkCounts,
  checkDigests,
  contentOf,
  type Inflate,
  readManifests,
  type TableCoverage,
} from "./content";
import { checkDecisions, decisionOf } from "./decisions";
import { type BundleDocument, parseDocument } from "./document";
import { type History, readHistory } from "./history";
import { checkPresence } from "./presence";
import { type Outcome, outcomeOf, Protocol, type StepResult, Unverifiable, Violation } from "./protocol";
import { openSeal, sealedDigest } from "./seal";

export interface VerifyOptions {
  readonly inflate: Inflate;
  /** A key of the log that the caller got by another way. Without one the bundle's own word is taken, and said so. */
  readonly pinned?: VerifierKey | undefined;
  /** A checkpoint of this log kept from before, as a signed note. */
  readonly earlier?: string | undefined;
  /** For what has expired. */
  readonly now: Date;
  /** Told about each step as it ends. */
  readonly onStep?: (result: StepResult) => void;
  /** Told about each differing row, as it is found again. */
  readonly onChange?: (change: RowChange) => void;
  /** Ends at the first step that does not hold: for whoever only wants to know whether. */
  readonly hasty?: boolean;
}

export interface BundleReport {
  readonly outcome: Outcome;
  readonly steps: readonly StepResult[];
  /** What the bundle says, where it can be read. Worth what `outcome` says, and no more. */
  readonly said: {
    readonly document: BundleDocument;
    readonly history: History;
    readonly checkpoint: Checkpoint;
    /** The key that signed, and whether the caller named it. */
    readonly key: { readonly vkey: string; readonly pinned: boolean };
    readonly decisions: readonly Decision[];
    /** Derived at `now`. Never part of the verdict, nor the other way round. */
    readonly authority: Pick<ReturnType<typeof deriveAuthority>, "state" | "basis">;
    readonly coverage: readonly TableCoverage[];
  } | null;
}

const REMEDY = "Export the bundle again from the server that holds the run.";

/**
 * Verifies a bundle with nothing but its bytes, and an earlier checkpoint and keys where the caller has some. Each line
 * below is one step of `STEPS`; none trusts what an earlier one did not establish. The caller shows `outcome`, which is
 * `verified` only where every step was taken and held.
 */
export async function verifyBundle(source: BundleSource, options: VerifyOptions): Promise<BundleReport> {
  const { inflate, pinned, earlier, now, hasty = false } = options;
  const protocol = new Protocol(options.onStep ?? (() => undefined));
  const ended = (said: BundleReport["said"] = null): BundleReport => {
    const steps = protocol.results();
    return { outcome: outcomeOf(steps), steps, said };
  };
  const stop = () => hasty && protocol.failed;

  const container = await protocol.step("container", async () => {
    if (source.size === 0) throw new Unverifiable("The file is empty.");
    const found = await openContainer(source);
    return [`${source.size} bytes, ${found.content.size} members of evidence.`, found];
  });
  if (!container) return ended();

  await protocol.step("bytes", async () => {
    const said = sealedDigest(await readPlace(source, container.seal));
    if (said !== container.sealed)
      refuse(
        "digest-mismatch",
        "the bundle as a whole",
        `hashes to ${container.sealed}, the seal says ${said}`,
        REMEDY,
      );
    return [`SHA-256 ${said}.`, true];
  });
  if (stop()) return ended();

  const document = await protocol.step("document", async () => {
    const read = parseDocument(await readPlace(source, container.document));
    return [`Run ${read.run}, ${read.entries.length} entries.`, read];
  });
  if (!document) return ended();

  const keys = await protocol.step("keys", async () => {
    const entries = parseEntries(document);
    const found = { entries, ...(await logKeys(entries, pinned)) };
    const name = formatVerifierKey(found.now);
    return pinned === undefined
      ? [`${name}, by the bundle's own word: compare it with one that you got elsewhere.`, found]
      : [`${name}, which the key that was named leads to.`, found];
  });
  if (!keys) return ended();
  const { entries } = keys;

  await protocol.step("seal", async () => {
    const seal = await openSeal(await readPlace(source, container.seal), [keys.now]);
    checkSeal(seal, document.run, entries);
    return [`By ${seal.key.name}+${seal.key.id}, over ${entries.length} entries.`, true];
  });
  if (stop()) return ended();

  const checkpoint = await protocol.step("checkpoint", async () => {
    const { checkpoint: said } = await openCheckpoint(document.checkpoint, [keys.now]);
    return [`${said.origin}, ${said.size} entries, root ${said.root}.`, said];
  });
  if (!checkpoint) return ended();

  const leaves = await protocol.step("tree", async () => {
    const read = parseLeaves(await readPlace(source, container.leaves));
    const root = treeRoot(read);
    if (read.length !== checkpoint.size || root !== checkpoint.root)
      refuse(
        "digest-mismatch",
        "leaves",
        `${read.length} leaves hash to ${root}`,
        "Export the bundle again.",
      );
    return [`${read.length} leaves hash to the root.`, read];
  });
  if (!leaves) return ended();

  const included = await protocol.step("inclusion", async () => {
    checkEntries(document, entries, checkpoint, leaves);
    return [`${entries.length} entries, each by its own proof.`, true];
  });
  if (!included || stop()) return ended();

  if (earlier === undefined) protocol.skip("earlier", "No earlier checkpoint was named.");
  else
    await protocol.step("earlier", async () => {
      const kept = (await openCheckpoint(earlier, keys.all, checkpoint.origin)).checkpoint;
      checkEarlier(kept, leaves);
      return [`All ${kept.size} entries of then stand unchanged among the ${leaves.length} of now.`, kept];
    });
  if (stop()) return ended();

  const history = await protocol.step("history", async () => {
    const read = readHistory(
      document.run,
      entries.filter((e) => e.run === document.run),
    );
    checkCaptures(read, document.matrix);
    const { captures, declarations, verdicts, decisions } = read;
    return [
      `Captures: ${captures.length}. Declarations: ${declarations.length}. Verdicts: ${verdicts.length}. Decisions: ${decisions.length}.`,
      read,
    ];
  });

  const read = contentOf(source, container, inflate);
  const sound = await protocol.step("digests", async () => {
    await checkDigests(container, read);
    return [`${container.content.size} members re-hashed.`, true];
  });
  if (!history || !sound) return ended();

  const evidence = await protocol.step("counts", async () => {
    const found = await readManifests(phaseDigests(document.matrix), container, read);
    const coverage = await checkCounts(found, container, read, document.extent);
    return [coverageSentence(coverage), { found, coverage }];
  });
  if (!evidence) return ended();

  await protocol.step("verdict", async () => [checkVerdict(history, document.run, document.matrix), true]);
  if (stop()) return ended();

  await protocol.step("claims", async () => {
    const { before, staging, after } = evidence.found;
    const given = (e: typeof before) => (e ? { evidence: e, read } : undefined);
    if (Object.keys(evidence.found).length === 0)
      throw new Unverifiable("The bundle holds no evidence, so there is nothing to judge.");
    if (document.matrix.evaluator !== EVALUATOR)
      throw new Unverifiable(
        `The verdict was given by evaluator ${document.matrix.evaluator}; this one is ${EVALUATOR}. Verify with that version of notouch.`,
      );
    let rows = 0;
    const matrix = await evaluate({
      run: document.run,
      before: given(before),
      staging: given(staging),
      afterRun: given(evidence.found["after-run"]),
      after: given(after),
      declared: history.declarations.at(-1)?.result,
      report: history.declarations.at(-1)?.report,
      onChange: (change) => {
        rows++;
        options.onChange?.(change);
      },
    });
    compareMatrices(document.matrix, matrix);
    const recorded = history.verdicts.at(-1)?.changes;
    if (recorded !== rows)
      throw new Violation("The row diff is not the recorded one.", [
        { at: "row diff", problem: `${rows} rows differ where the ledger says ${recorded}` },
      ]);
    return [
      `All ${matrix.claims.length} claims judged again, ${rows} rows differ: ${matrix.engineering}.`,
      true,
    ];
  });

  await protocol.step("decision", async () => {
    checkDecisions(history, document.matrix);
    const { decisions } = history;
    return [
      decisions.length === 0 ? "Nobody has decided." : `${decisions.length} decisions, each allowed.`,
      true,
    ];
  });
  await protocol.step("presence", async () => [await checkPresence(history.decisions), true]);

  const decisions = history.decisions.map(decisionOf);
  const { state, basis } = deriveAuthority(decisions, document.matrix, now);
  return ended({
    document,
    history,
    checkpoint,
    key: { vkey: formatVerifierKey(keys.now), pinned: pinned !== undefined },
    decisions,
    authority: { state, basis },
    coverage: evidence.coverage,
  });
}
