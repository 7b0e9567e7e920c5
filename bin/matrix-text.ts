import { CLAIMS, type Verdict } from "@/lib/claims/catalog";
import { FAIL_OPEN } from "@/lib/claims/fail-open";
import type { Matrix } from "@/lib/verdict/matrix";
import { paint, plain, print, type Style } from "./terminal";

const SHOWN: Readonly<Record<Verdict, { word: string; style: Style }>> = {
  PASS: { word: "✓ PASS", style: "blue" },
  FAIL: { word: "✗ FAIL", style: "red" },
  NO_EVIDENCE: { word: "? NO EVIDENCE", style: "dim" },
};

/** A matrix for reading: every claim, and under it whatever did not pass, with its figures. */
export async function printMatrix(matrix: Matrix): Promise<void> {
  const { evidence } = matrix;
  await print(
    `${paint("bold", `Run ${plain(matrix.run)}`)}   profile ${matrix.profile ? `${plain(matrix.profile.name)} ${matrix.profile.version}` : "unknown"}`,
  );
  for (const [phase, digest] of Object.entries({
    before: evidence.before,
    staging: evidence.staging,
    "after-run": evidence.afterRun,
    after: evidence.after,
  }))
    if (digest !== null || phase !== "after-run")
      await print(`  ${phase.padEnd(9)} ${digest ?? paint("yellow", "missing")}`);
  for (const condition of matrix.bracket)
    if (!condition.holds)
      await print(`  ${paint("yellow", "bracket")}   ${condition.id}: ${plain(condition.detail)}`);
  await print("");
  for (const claim of matrix.claims) {
    const { word, style } = SHOWN[claim.verdict];
    const badges = claim.failOpen.map((code) => paint("red", `[${code} ${FAIL_OPEN[code].name}]`)).join(" ");
    await print(
      `${paint("bold", claim.id)}  ${paint(style, word.padEnd(13))}  ${CLAIMS[claim.id].title} ${badges}`.trimEnd(),
    );
    for (const check of claim.checks) {
      if (check.verdict === "PASS") continue;
      const figures =
        check.before === null && check.after === null
          ? ""
          : `${plain(check.before ?? "–")} → ${plain(check.after ?? "–")}${check.delta === null ? "" : ` (${plain(check.delta)})`}  `;
      await print(
        `      ${paint(SHOWN[check.verdict].style, check.verdict === "FAIL" ? "✗" : "?")} ${plain(check.id)}: ${figures}${plain(check.detail)}`,
      );
    }
  }
  if (matrix.caveats.length > 0) await print("");
  for (const caveat of matrix.caveats)
    await print(
      `${paint("yellow", "caveat")}  ${plain(caveat.code)}${caveat.table === null ? "" : ` ${plain(caveat.table)}`} (${caveat.count}): ${plain(caveat.detail)}`,
    );
  await print("");
  await print(`${paint("bold", "Engineering:")} ${sentenceOf(matrix)}`);
  await print(`matrix ${matrix.matrixDigest}`);
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
  return `${matrix.engineering === "NO_EVIDENCE" ? "NO EVIDENCE" : matrix.engineering}: ${parts.join(", ")}${open}.`;
}
