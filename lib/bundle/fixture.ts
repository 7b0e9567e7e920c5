// Bundles made in memory for tests: real evidence, a real ledger, the real writer, and whatever a test changes.

import { type Digest, formatDigest } from "../base/hash";
import type { Report } from "../claims/report";
import { type FixtureEvidence, type FixtureOptions, fixtureEvidence } from "../evidence/fixture";
import type { Phase } from "../evidence/manifest";
import { formatCheckpoint } from "../ledger/checkpoint";
import { type Entry, type EntryKind, entryHash, formatEntry, NO_PREVIOUS, parseEntry } from "../ledger/entry";
import { proveKey } from "../ledger/key-chain";
import { type Signer, signNote } from "../ledger/note";
import { proveInclusion, type ReadNodes, treeRoot } from "../ledger/tree";
import { evaluate } from "../verdict/evaluate";
import type { Matrix } from "../verdict/matrix";
import type { BundleDocument, Extent } from "./document";
import { type Captured, gatherContent } from "./gather";
import { isBundled } from "./history";
import { type BundleParts, writeBundle } from "./write";

type Body = Entry["body"];
export interface FixtureEvent {
  readonly kind: EntryKind;
  readonly actor: string;
  readonly body: Body;
  readonly run?: string | null;
}

export interface BundleOptions {
  readonly signer: Signer;
  readonly deflate: BundleParts["deflate"];
  readonly run?: string;
  readonly extent?: Extent;
  readonly phases?: readonly Phase[];
  /** What differs in the captures of this run. */
  readonly captures?: Partial<Record<Phase, Partial<FixtureOptions>>>;
  readonly declared?: "PASS" | "FAIL";
  /** The report that the declaration rests on. */
  readonly report?: Report;
  /** Entries after the verdict, made of its matrix: decisions. */
  readonly decide?: (matrix: Matrix) => readonly FixtureEvent[];
  /** The key before `signer`, which vouches for it. */
  readonly former?: Signer;
  /** Entries of others, before the run and after everything. */
  readonly others?: readonly [before: number, after: number];
  /** What a lying server would record as the verdict. */
  readonly matrix?: (judged: Matrix) => Matrix;
  /** The last word on what is written, before it is sealed. */
  readonly document?: (document: BundleDocument) => BundleDocument;
  readonly parts?: (parts: BundleParts) => BundleParts;
}

export interface FixtureBundle {
  readonly bytes: Uint8Array;
  readonly document: BundleDocument;
  readonly parts: BundleParts;
  readonly entries: readonly string[];
}

const ORIGIN_PHASES: readonly Phase[] = ["before", "staging", "after"];

export function readerOf(leaves: readonly Digest[]): ReadNodes {
  return async (nodes) =>
    nodes.map(({ level, index }) => treeRoot(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)));
}

/** The signed checkpoint of the first `size` entries. */
export async function checkpointOf(texts: readonly string[], size: number, signer: Signer): Promise<string> {
  const root = treeRoot(texts.slice(0, size).map(entryHash));
  return signNote(formatCheckpoint({ origin: signer.key.name, size, root, extensions: [] }), [signer]);
}

export async function fixtureBundle(options: BundleOptions): Promise<FixtureBundle> {
  const { signer, run = "r1", phases = ORIGIN_PHASES, extent = "opened", others = [3, 2] } = options;
  const made: Partial<Record<Phase, FixtureEvidence>> = {};
  for (const phase of phases)
    made[phase] = await fixtureEvidence({ ...options.captures?.[phase], phase, run });
  const captured: Captured = Object.fromEntries(Object.entries(made).map(([p, m]) => [p, m.evidence]));
  const read = async (digest: Digest) => {
    for (const one of Object.values(made)) {
      if (one.evidence.digest === digest) return one.manifest;
      const found = one.content.get(digest);
      if (found) return found.bytes;
    }
    throw new Error(`no content ${digest}`);
  };
  const input = (phase: Phase) => {
    const evidence = captured[phase];
    return evidence ? { evidence, read } : undefined;
  };
  let changes = 0;
  const judged = await evaluate({
    run,
    before: input("before"),
    staging: input("staging"),
    afterRun: input("after-run"),
    after: input("after"),
    declared: options.declared,
    report: options.report,
    onChange: () => void changes++,
  });
  const matrix = options.matrix?.(judged) ?? judged;
  const texts = await ledgerOf(options.former ? [options.former, signer] : [signer], [
    ...Array.from({ length: others[0] }, (): FixtureEvent => OTHER),
    { kind: "run-created", actor: "erik", run, body: { name: `Pilot ${run}` } },
    ...phases.map(
      (phase): FixtureEvent => ({
        kind: "evidence-recorded",
        actor: "erik",
        run,
        body: { phase, digest: formatDigest(captured[phase]?.digest ?? "") },
      }),
    ),
    ...(options.declared
      ? [
          {
            kind: "declared",
            actor: "erik",
            run,
            body: {
              result: options.declared,
              ...(options.report ? { report: JSON.parse(JSON.stringify(options.report)) } : {}),
            },
          } as const,
        ]
      : []),
    {
      kind: "verdict-recorded",
      actor: "notouch",
      run,
      body: {
        engineering: matrix.engineering,
        matrixDigest: matrix.matrixDigest,
        evaluator: matrix.evaluator,
        failOpen: matrix.failOpen,
        changes,
      },
    },
    ...(options.decide?.(matrix) ?? []).map((event) => ({ run, ...event })),
    ...Array.from({ length: others[1] }, (): FixtureEvent => OTHER),
  ]);
  const leaves = texts.map(entryHash);
  const entries: { text: string; proof: Digest[] }[] = [];
  for (const [i, text] of texts.entries())
    if (isBundled(parseEntry(text), run))
      entries.push({ text, proof: await proveInclusion(i, texts.length, readerOf(leaves)) });
  const document: BundleDocument = {
    format: "notouch.bundle/1",
    run,
    extent,
    matrix,
    entries,
    checkpoint: await checkpointOf(texts, texts.length, signer),
  };
  const parts: BundleParts = {
    document: options.document?.(document) ?? document,
    leaves,
    content: await gatherContent(run, captured, options.declared, extent, read),
    read,
    deflate: options.deflate,
    signer,
  };
  const written = options.parts?.(parts) ?? parts;
  return {
    bytes: await whole(writeBundle(written)),
    document: written.document,
    parts: written,
    entries: texts,
  };
}

const OTHER: FixtureEvent = { kind: "signed-in", actor: "ada", run: null, body: {} };

async function ledgerOf(signers: readonly Signer[], events: readonly FixtureEvent[]): Promise<string[]> {
  const texts: string[] = [];
  let previous = NO_PREVIOUS;
  const append = ({ kind, actor, run = null, body }: FixtureEvent) => {
    const index = texts.length;
    const at = new Date(Date.UTC(2026, 5, 20, 0, 0, index)).toISOString();
    const text = formatEntry({ index, at, kind, actor, run, body, previous });
    texts.push(text);
    previous = entryHash(text);
  };
  for (const [i, signer] of signers.entries()) {
    const body = await proveKey(signer, signers[i - 1] ?? null, { index: texts.length, previous });
    append({ kind: "ledger-key", actor: "notouch", body: { ...body } });
  }
  for (const event of events) append(event);
  return texts;
}

export async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  const bytes = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
