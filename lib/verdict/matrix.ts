import { canonicalJson } from "../base/canonical";
import { type Digest, formatDigest, sha256 } from "../base/hash";
import type { Verdict } from "../claims/catalog";
import { CLAIM_IDS, type ClaimId } from "../claims/catalog";
import type { Caveat, ClaimResult } from "../claims/check";
import type { FailOpenCode } from "../claims/fail-open";

export const MATRIX_FORMAT = "notouch.matrix/1";
/** Part of every matrix and so of every digest that a decision is bound to. Raise it when a verdict could differ. */
export const EVALUATOR = "2.0.0";

export interface BracketCondition {
  readonly id: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** The document of `notouch evaluate --json` and `GET /runs/{run}/matrix`. There is no field in it for authority. */
export interface Matrix {
  readonly format: typeof MATRIX_FORMAT;
  readonly run: string;
  readonly evaluator: string;
  readonly profile: { readonly name: string; readonly version: number; readonly digest: string } | null;
  /** `sha256:…` of each phase's manifest, null where it is missing. */
  readonly evidence: {
    readonly before: string | null;
    readonly staging: string | null;
    readonly afterRun: string | null;
    readonly after: string | null;
  };
  readonly engineering: Verdict;
  readonly bracket: readonly BracketCondition[];
  readonly claims: readonly ClaimResult[];
  readonly failOpen: readonly FailOpenCode[];
  readonly caveats: readonly Caveat[];
  readonly matrixDigest: string;
}

/** Seals a matrix: its digest is SHA-256 over the canonical JSON of everything else in it. */
export function sealMatrix(content: Omit<Matrix, "matrixDigest">): Matrix {
  return { ...content, matrixDigest: formatDigest(matrixDigestOf(content)) };
}

export function matrixDigestOf(content: Omit<Matrix, "matrixDigest">): Digest {
  const { matrixDigest: _, ...rest } = content as Matrix;
  return sha256(canonicalJson(rest));
}

/** Whether a matrix is complete and carries the digest of what it says. */
export function isSealed(matrix: Matrix): boolean {
  const ids: ClaimId[] = matrix.claims.map((c) => c.id);
  return (
    ids.length === CLAIM_IDS.length &&
    CLAIM_IDS.every((id, i) => ids[i] === id) &&
    matrix.matrixDigest === formatDigest(matrixDigestOf(matrix))
  );
}
