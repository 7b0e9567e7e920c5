import type { DiffSlice } from "@/db/verdicts/views";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import type { Matrix } from "@/lib/verdict/matrix";
import { grouped } from "../figures";
import type { Language } from "./language";
import { SENTENCE } from "./sentence-words";

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
export function engineeringSentence(
  matrix: Matrix,
  changes: Changes | null,
  language: Language = "en",
): string {
  return `${VERDICT_WORD[matrix.engineering]}: ${finding(matrix, changes, language)}; ${tally(matrix, language)}.`;
}

function finding(matrix: Matrix, changes: Changes | null, language: Language): string {
  const say = SENTENCE[language];
  if (matrix.engineering === "NO_EVIDENCE") return gap(matrix, language);
  const born = bornRows(matrix);
  const rows = rowWords(changes, born, language);
  const failing = matrix.claims.find((c) => c.verdict === "FAIL");
  if (failing && rows !== null) return rows;
  const compared = changes?.compared ?? null;
  if (failing) return compared === null ? say.fails(failing.id) : say.failsWithoutRow(failing.id);
  return compared === null ? say.agrees : say.compared(compared, born);
}

/** Why the verdict is open: missing captures first, then captures that do not belong together, then the claim itself. */
function gap(matrix: Matrix, language: Language): string {
  const say = SENTENCE[language];
  const { before, staging, after } = matrix.evidence;
  const missing = [
    before === null && "before",
    staging === null && "staging",
    after === null && "after",
  ].filter((p) => p !== false);
  if (missing.length > 0) return say.missing(listOf(missing, language), missing.length);
  const broken = matrix.bracket.filter((c) => !c.holds).map((c) => c.id);
  if (broken.length > 0) return say.bracket(listOf(broken, language));
  const open = matrix.claims.filter((c) => c.verdict === "NO_EVIDENCE").map((c) => c.id);
  return say.open(listOf(open, language));
}

export function bornRows(matrix: Pick<Matrix, "caveats">): number {
  return matrix.caveats.filter((c) => c.code === "live-births").reduce((sum, c) => sum + c.count, 0);
}

function rowWords(changes: Changes | null, born: number, language: Language): string | null {
  if (changes === null) return null;
  const say = SENTENCE[language];
  const { changed, deleted } = changes.facets.kinds;
  const inserted = Math.max(0, changes.facets.kinds.inserted - born);
  const parts = (
    [
      [changed, say.changed],
      [inserted, say.inserted],
      [deleted, say.deleted],
    ] as const
  ).filter(([n]) => n > 0);
  const [first, ...more] = parts;
  if (first === undefined) return null;
  const words = [
    say.rows(first[0], first[1]),
    ...more.map(([n, what]) => say.moreRows(grouped(n, language), what)),
  ];
  // Among the tables that differ, some may hold live births alone: then their number would say too much.
  const where = born > 0 ? "" : say.tables(changes.facets.tables.length);
  return `${listOf(words, language)}${where}`;
}

export function tally(matrix: Pick<Matrix, "claims">, language: Language = "en"): string {
  const say = SENTENCE[language];
  const n = (verdict: Verdict) => matrix.claims.filter((c) => c.verdict === verdict).length;
  const [pass, fail, none] = [n("PASS"), n("FAIL"), n("NO_EVIDENCE")];
  if (pass === matrix.claims.length) return say.allPass(pass);
  const parts = [say.pass(pass, matrix.claims.length)];
  if (fail > 0) parts.push(say.fail(fail));
  if (none > 0) parts.push(say.none(none));
  return parts.join(", ");
}

export function listOf(words: readonly (string | ClaimId)[], language: Language = "en"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${SENTENCE[language].and} ${words.at(-1)}`;
}
