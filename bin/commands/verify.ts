import { readFile } from "node:fs/promises";
import { Refusal } from "@/lib/base/refusal";
import { type Outcome, STEPS, type StepResult } from "@/lib/bundle/protocol";
import { type BundleReport, verifyBundle } from "@/lib/bundle/verify";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/note";
import { inflate, openBundleFile } from "../bundle-file";
import { EXIT, type ExitCode, usage } from "../exit";
import { printMatrix } from "../matrix-text";
import { paint, plain, print, printJson, type Style } from "../terminal";

interface VerifyFlags {
  readonly checkpoint?: string;
  readonly key?: string;
  readonly json?: boolean;
}

export const EXIT_OF_OUTCOME: Readonly<Record<Outcome, ExitCode>> = {
  verified: EXIT.done,
  violated: EXIT.fail,
  altered: EXIT.integrity,
  nothing: EXIT.noEvidence,
};

/** Verifies a bundle with nothing but the file, and a checkpoint and a key where the caller kept some. */
export async function runVerify(path: string, flags: VerifyFlags): Promise<number> {
  const pinned = flags.key === undefined ? undefined : await keyOf(flags.key);
  const earlier =
    flags.checkpoint === undefined
      ? undefined
      : await readFile(flags.checkpoint, "utf8").catch(() => {
          throw usage(`cannot read ${flags.checkpoint}`, "Name a checkpoint that you kept: a signed note.");
        });
  const report = await reportOn(path, { pinned, earlier });
  if (flags.json) await printJson(documentOf(report));
  else await printReport(report);
  return EXIT_OF_OUTCOME[report.outcome];
}

export async function reportOn(
  path: string,
  given: { pinned: VerifierKey | undefined; earlier: string | undefined },
): Promise<BundleReport> {
  let source: Awaited<ReturnType<typeof openBundleFile>>;
  try {
    source = await openBundleFile(path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // The page around a bundle is not the one that this build writes, or the bundle in it is no longer one.
    const container: StepResult = {
      id: "container",
      outcome: "altered",
      says: error.remedy,
      places: error.faults,
    };
    return { outcome: "altered", steps: [container], said: null };
  }
  try {
    return await verifyBundle(source, { ...given, inflate, now: new Date() });
  } finally {
    await source.close();
  }
}

/** A verifier key, as text or in a file. */
async function keyOf(given: string): Promise<VerifierKey> {
  const text = given.includes("+") ? given : await readFile(given, "utf8").catch(() => "");
  try {
    return parseVerifierKey(text.trim());
  } catch {
    throw usage(
      `${given} is no verifier key and no file with one`,
      "Write it as name+id+base64 (C2SP signed-note).",
    );
  }
}

function documentOf({ outcome, steps, said }: BundleReport) {
  const whole = outcome === "verified" || outcome === "violated" ? said : null;
  return {
    format: "notouch.verification/1",
    outcome,
    run: whole?.document.run ?? null,
    // Two facts, as everywhere: what the evidence gives, and what an Owner recorded about it.
    engineering: whole && {
      verdict: whole.document.matrix.engineering,
      matrixDigest: whole.document.matrix.matrixDigest,
    },
    authority: whole?.authority,
    checkpoint: whole && {
      origin: whole.checkpoint.origin,
      size: whole.checkpoint.size,
      root: whole.checkpoint.root,
    },
    key: whole?.key,
    coverage: whole?.coverage,
    steps,
  };
}

const SHOWN: Readonly<Record<StepResult["outcome"], { word: string; style: Style }>> = {
  verified: { word: "✓", style: "blue" },
  violated: { word: "✗ violated", style: "red" },
  altered: { word: "✗ altered", style: "red" },
  nothing: { word: "? not verifiable", style: "yellow" },
  skipped: { word: "– not asked", style: "dim" },
  unreached: { word: "– not reached", style: "dim" },
};

const SAYS: Readonly<Record<Outcome, { text: string; style: Style }>> = {
  verified: {
    text: "VERIFIED: every byte is what was recorded, and the evidence gives the recorded verdict.",
    style: "blue",
  },
  violated: {
    text: "VIOLATED: every byte is what was recorded, and the evidence disagrees with what was recorded about it.",
    style: "red",
  },
  altered: { text: "ALTERED: something in this file is not what was recorded.", style: "red" },
  nothing: { text: "NOTHING VERIFIED: there was nothing that could be. That is not a yes.", style: "yellow" },
};

async function printReport({ outcome, steps, said }: BundleReport): Promise<void> {
  for (const step of steps) {
    const { word, style } = SHOWN[step.outcome];
    await print(`${paint(style, word)} ${STEPS[step.id]}. ${plain(step.says)}`);
    for (const place of step.places) await print(`    ${plain(place.at)}: ${plain(place.problem)}`);
  }
  await print("");
  // What an altered bundle says is not printed as if it were a finding.
  if (said && (outcome === "verified" || outcome === "violated")) {
    await printMatrix(said.document.matrix);
    await print(`${paint("bold", "Authority:")}   ${said.authority.state} (${said.authority.basis})`);
    await print("");
  }
  await print(paint(SAYS[outcome].style, SAYS[outcome].text));
}
