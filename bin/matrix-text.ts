import { CLAIMS, type Verdict } from "@/lib/claims/catalog";
import type { Check, ClaimResult } from "@/lib/claims/check";
import { FAIL_OPEN } from "@/lib/claims/fail-open";
import type { Matrix } from "@/lib/verdict/matrix";
import { paint, plain, print, type Style } from "./terminal";
import { wrapped } from "./wrap";

const SHOWN: Readonly<Record<Verdict, { sign: string; word: string; style: Style }>> = {
  PASS: { sign: "✓", word: "PASS", style: "blue" },
  FAIL: { sign: "✗", word: "FAIL", style: "red" },
  NO_EVIDENCE: { sign: "?", word: "NO EVIDENCE", style: "yellow" },
};
const PHASES = { before: "before", staging: "staging", afterRun: "after-run", after: "after" } as const;
const INDENT = 8;
const SELF_TEST = "NT-8.self-test.";

/** A matrix for reading: the sentence first, every claim with its figures, what did not pass in full, what to do next. */
export async function printMatrix(matrix: Matrix, width = terminalWidth()): Promise<void> {
  for (const line of matrixLines(matrix, width)) await print(line);
}

/** The columns of a terminal; null where lines go to a file or a pipe, which are not cut. */
function terminalWidth(): number | null {
  return process.stdout.isTTY === true ? Math.min(Math.max(process.stdout.columns || 100, 60), 140) : null;
}

export function* matrixLines(matrix: Matrix, width: number | null): Generator<string> {
  const { profile, evidence } = matrix;
  const { sign, style } = SHOWN[matrix.engineering];
  yield `${paint("bold", plain(matrix.run))}  ${paint("dim", `profile ${profile ? `${plain(profile.name)} ${profile.version}` : "unknown"} · evaluator ${matrix.evaluator}`)}`;
  yield "";
  yield* hanging(`${paint(style, paint("bold", sign))} `, `Engineering ${sentenceOf(matrix)}`, 2, width, [
    style,
    "bold",
  ]);
  yield "";
  for (const [slot, phase] of Object.entries(PHASES) as [keyof typeof PHASES, string][]) {
    const digest = evidence[slot];
    if (digest !== null) yield `  ${phase.padEnd(10)}${paint("dim", digest)}`;
    else if (slot !== "afterRun") yield `  ${phase.padEnd(10)}${paint("yellow", "missing")}`;
  }
  for (const condition of matrix.bracket)
    if (!condition.holds)
      yield* hanging(
        `  ${paint("yellow", "? ")}`,
        `bracket ${condition.id}: ${plain(condition.detail)}`,
        4,
        width,
      );
  yield "";
  for (const claim of matrix.claims) yield* claimLines(claim, width);
  if (matrix.caveats.length > 0) yield "";
  for (const caveat of matrix.caveats)
    yield* hanging(
      `${paint("yellow", "caveat")}  `,
      `${plain(caveat.code)}${caveat.table === null ? "" : ` ${plain(caveat.table)}`} × ${caveat.count}: ${plain(caveat.detail)}`,
      INDENT,
      width,
    );
  yield* nextLines(matrix);
  yield "";
  yield paint("dim", `matrix ${matrix.matrixDigest}`);
}

function* claimLines(claim: ClaimResult, width: number | null): Generator<string> {
  const { sign, word, style } = SHOWN[claim.verdict];
  const badges = claim.failOpen
    .map((code) => `  ${paint("red", `${code} ${FAIL_OPEN[code].name}`)}`)
    .join("");
  yield `${paint("bold", claim.id)}  ${paint(style, `${sign} ${word.padEnd(12)}`)}${CLAIMS[claim.id].title}${badges}`;
  const tested = claim.checks.filter((c) => c.id.startsWith(SELF_TEST));
  const measured = claim.checks.filter((c) => !c.id.startsWith(SELF_TEST));
  const passed = measured.filter((c) => c.verdict === "PASS");
  // Verdicts come with figures, the good ones too.
  const margin = " ".repeat(INDENT);
  if (passed.length > 0) yield* hanging(margin, passedText(passed), INDENT, width, ["dim"]);
  if (tested.length > 0) yield* hanging(margin, selfTestText(tested), INDENT, width, ["dim"]);
  for (const verdict of ["FAIL", "NO_EVIDENCE"] as const)
    for (const check of claim.checks.filter((c) => c.verdict === verdict))
      yield* hanging(
        `      ${paint(SHOWN[verdict].style, SHOWN[verdict].sign)} `,
        `${plain(check.id)}  ${figuresOf(check)}${plain(check.detail)}`,
        INDENT,
        width,
      );
}

function passedText(passed: readonly Check[]): string {
  const counted = passed.find((c) => /^\d+$/.test(c.before ?? "") && /^\d+$/.test(c.after ?? ""));
  const summed = passed.find((c) => isDigest(c.after));
  return [
    `${passed.length} ${passed.length === 1 ? "check passes" : "checks pass"}`,
    ...(counted ? [`${plain(counted.id)} ${counted.before} → ${counted.after}`] : []),
    ...(summed ? [`${plain(summed.id)} ${short(summed.after ?? "")}`] : []),
  ].join(" · ");
}

function selfTestText(tested: readonly Check[]): string {
  const seen = tested.filter((c) => c.verdict === "PASS").length;
  return `self-test: ${seen} of ${tested.length} violations injected into this evidence were seen`;
}

/** `0 → 2 (+2)  `, with digests shortened; empty where neither side has a figure. */
function figuresOf({ before, after, delta }: Check): string {
  if (before === null && after === null) return "";
  const shown = (figure: string | null) =>
    figure === null ? "none" : isDigest(figure) ? short(figure) : plain(figure);
  const moved =
    delta === null || delta === "0" || !/^-?\d+$/.test(delta)
      ? ""
      : ` (${delta.startsWith("-") ? "" : "+"}${delta})`;
  return `${paint("bold", `${shown(before)} → ${shown(after)}${moved}`)}  `;
}

const isDigest = (figure: string | null) => /^(sha256:)?[0-9a-f]{64}$/.test(figure ?? "");
const short = (digest: string) => `${digest.replace(/^sha256:/, "").slice(0, 10)}…`;

/** The commands that supply what is missing, ready to paste. */
function* nextLines({ run, profile, evidence }: Matrix): Generator<string> {
  const missing = (["before", "staging", "after"] as const).filter((slot) => evidence[slot] === null);
  if (missing.length === 0) return;
  yield "";
  yield "To supply what is missing:";
  for (const phase of missing)
    yield `  notouch capture ${phase} --profile ${plain(profile?.name ?? "PROFILE")} --run ${plain(run)} --out ${plain(run)}-${phase}.notouch`;
}

/** A first part that is counted by its visible width, then text that wraps under itself. */
function* hanging(
  lead: string,
  text: string,
  indent: number,
  width: number | null,
  styles: readonly Style[] = [],
): Generator<string> {
  const dressed = (line: string) => styles.reduce((all, style) => paint(style, all), line);
  const [first = "", ...rest] = wrapped(text, width === null ? null : width - indent);
  yield lead + dressed(first);
  for (const line of rest) yield " ".repeat(indent) + dressed(line);
}

/** One sentence that can be said aloud. It says nothing of authority: that is another matter. */
export function sentenceOf(matrix: {
  readonly engineering: Verdict;
  readonly claims: readonly { readonly verdict: Verdict }[];
  readonly failOpen: readonly string[];
}): string {
  const count = (verdict: Verdict) => matrix.claims.filter((c) => c.verdict === verdict).length;
  const parts = [`${count("PASS")} of ${matrix.claims.length} claims pass`];
  if (count("FAIL") > 0) parts.push(`${count("FAIL")} fail`);
  if (count("NO_EVIDENCE") > 0) parts.push(`${count("NO_EVIDENCE")} lack evidence`);
  const open = matrix.failOpen.length > 0 ? `; ${matrix.failOpen.join(", ")}` : "";
  return `${SHOWN[matrix.engineering].word}: ${parts.join(", ")}${open}.`;
}
