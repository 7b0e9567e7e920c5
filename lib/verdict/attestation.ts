import { canonicalJson } from "../base/canonical";
import { parseDigest } from "../base/hash";
import { invariant } from "../base/refusal";
import type { Matrix } from "./matrix";

/** What the payload of the envelope is (in-toto Attestation Framework 1.0). */
export const STATEMENT_PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
/** Names the shape of the predicate below. The host leads nowhere (RFC 2606), and nothing is fetched from it. */
export const MATRIX_PREDICATE = "https://notouch.invalid/attestation/matrix/1";

/** Where the verdict stands in the ledger. */
export interface VerdictPlace {
  readonly origin: string;
  readonly index: number;
  /** Leaf hash of the entry. */
  readonly hash: string;
}

/**
 * The engineering result as an in-toto statement, canonical JSON:
 *
 *   subject    the evidence of each phase that is there, and the matrix itself, by SHA-256
 *   predicate  { matrix, verdict, ledger }; `verdict` is PASS, FAIL or NO_EVIDENCE
 *
 * A policy gates on `verdict == "PASS"` for a subject it knows. There is no authority in it: a PASS is no permission.
 */
export function formatStatement(matrix: Matrix, ledger: VerdictPlace): string {
  const digestOf = (digest: string) => {
    const sha256 = parseDigest(digest);
    invariant(sha256 !== null, "a matrix names digests");
    return { sha256 };
  };
  const { before, staging, afterRun, after } = matrix.evidence;
  const phases = { before, staging, "after-run": afterRun, after };
  return canonicalJson({
    _type: STATEMENT_TYPE,
    subject: [
      { name: `${matrix.run}/matrix`, digest: digestOf(matrix.matrixDigest) },
      ...Object.entries(phases).flatMap(([phase, digest]) =>
        digest === null ? [] : [{ name: `${matrix.run}/${phase}`, digest: digestOf(digest) }],
      ),
    ],
    predicateType: MATRIX_PREDICATE,
    predicate: { verdict: matrix.engineering, matrix, ledger },
  });
}
