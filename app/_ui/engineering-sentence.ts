import type { DiffSlice } from "@/db/views";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import type { Matrix } from "@/lib/verdict/matrix";
import { countOf, grouped } from "./figures";

export const VERDICT_WORD: Readonly<Record<Verdict, string>> = {
  PASS: "PASS",
  FAIL: "FAIL",
  NO_EVIDENCE: "NO EVIDENCE",
};

type Changes = Pick<DiffSlice, "facets" | "compared">;

/**
 * The engineering outcome as one sentence that can be said aloud: the verdict, what was found in rows, and how many
 * of the eight claims stand. Made from the matrix and the figures of its row diff, never from authority.
 */
export function engineeringSentence(matrix: Matrix, changes: Changes | null): string {
  return `${VERDICT_WORD[matrix.engineering]}: ${finding(matrix, changes)}; ${tally(matrix)}.`;
}

function finding(matrix: Matrix, changes: Changes | null): string {
  if (matrix.engineering === "NO_EVIDENCE") return gap(matrix);
  const born = bornRows(matrix);
  const rows = rowWords(changes, born);
  const failing = matrix.claims.find((c) => c.verdict === "FAIL");
  if (failing && rows !== null) return rows;
  if (failing)
    return changes === null || changes.compared === null
      ? `${failing.id} does not hold`
      : `no production row differs, but ${failing.id} does not hold`;
  const compared = changes?.compared ?? null;
  const births = born === 0 ? "" : `, ${countOf(born, "live birth")} explained`;
  return compared === null
    ? "every figure agrees"
    : `${countOf(compared, "production row")} compared, none changed${births}`;
}

/** Why the verdict is open: missing captures first, then captures that do not belong together, then the claim itself. */
function gap(matrix: Matrix): string {
  const { before, staging, after } = matrix.evidence;
  const missing = [
    before === null && "before",
    staging === null && "staging",
    after === null && "after",
  ].filter((p) => p !== false);
  if (missing.length > 0)
    return `the ${listOf(missing)} ${missing.length === 1 ? "capture is" : "captures are"} missing`;
  const broken = matrix.bracket.filter((c) => !c.holds);
  if (broken.length > 0) return `the captures do not bracket the pilot (${listOf(broken.map((c) => c.id))})`;
  const open = matrix.claims.filter((c) => c.verdict === "NO_EVIDENCE").map((c) => c.id);
  return `${listOf(open)} could not be established`;
}

function bornRows(matrix: Matrix): number {
  return matrix.caveats.filter((c) => c.code === "live-births").reduce((sum, c) => sum + c.count, 0);
}

function rowWords(changes: Changes | null, born: number): string | null {
  if (changes === null) return null;
  const { changed, deleted } = changes.facets.kinds;
  const inserted = Math.max(0, changes.facets.kinds.inserted - born);
  const parts = [
    changed > 0 && `${grouped(changed)} changed`,
    inserted > 0 && `${grouped(inserted)} inserted`,
    deleted > 0 && `${grouped(deleted)} deleted`,
  ].filter((p) => p !== false);
  const [first, ...more] = parts;
  if (first === undefined) return null;
  const n = Number(first.split(" ")[0]?.replaceAll(",", ""));
  const subject = first.replace(/^(\S+)/, `$1 production ${n === 1 ? "row" : "rows"}`);
  const tables = changes.facets.tables.length;
  const where = born > 0 ? "" : ` in ${countOf(tables, "table")}`;
  return `${listOf([subject, ...more])}${where}`;
}

export function tally(matrix: Pick<Matrix, "claims">): string {
  const n = (verdict: Verdict) => matrix.claims.filter((c) => c.verdict === verdict).length;
  const [pass, fail, none] = [n("PASS"), n("FAIL"), n("NO_EVIDENCE")];
  if (pass === matrix.claims.length) return `all ${pass} claims pass`;
  const parts = [`${pass} of ${matrix.claims.length} pass`];
  if (fail > 0) parts.push(`${fail} ${fail === 1 ? "fails" : "fail"}`);
  if (none > 0) parts.push(`${none} ${none === 1 ? "has" : "have"} no evidence`);
  return parts.join(", ");
}

export function listOf(words: readonly (string | ClaimId)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
