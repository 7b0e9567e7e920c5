import { randomUUID } from "node:crypto";
import { RECORD_REFUSALS, RecordRefusal, type RecordRefusalCode } from "@/db/store/record-refusal";
import { type Fault, REFUSAL_CODES, Refusal, type RefusalCode } from "@/lib/base/refusal";

/** Every problem type of the HTTP interface (RFC 9457). `/problems/<slug>` explains each to a person. */
export const PROBLEMS = {
  "malformed-json": { status: 400, title: "The JSON cannot be read" },
  "bad-archive": { status: 400, title: "The archive is not in the expected format" },
  "bad-compression": { status: 400, title: "The compressed data cannot be read" },
  "bad-encoding": { status: 400, title: "The text is not clean UTF-8" },
  unauthenticated: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  "foreign-origin": { status: 403, title: "The request comes from another site" },
  "step-up-required": { status: 403, title: "A second factor is needed" },
  "step-up-refused": { status: 403, title: "The passkey was not accepted" },
  "decision-refused": { status: 403, title: "The decision was not recorded" },
  "not-found": { status: 404, title: "Not found" },
  "method-not-allowed": { status: 405, title: "Not possible here" },
  timeout: { status: 408, title: "The request took too long to arrive" },
  "run-exists": { status: 409, title: "There is a run of this name" },
  "phase-already-recorded": { status: 409, title: "The phase holds other evidence" },
  "account-exists": { status: 409, title: "The username is taken" },
  "request-in-progress": { status: 409, title: "The same request is being answered" },
  "decided-meanwhile": { status: 409, title: "Another decision came first" },
  "setup-closed": { status: 410, title: "The set-up link is no longer good" },
  "link-closed": { status: 410, title: "The link is no longer good" },
  "length-required": { status: 411, title: "The length must be declared" },
  "digest-moved": { status: 412, title: "The matrix is no longer the one on the screen" },
  "too-large": { status: 413, title: "More bytes than allowed" },
  "unsupported-media": { status: 415, title: "Not a media type for this request" },
  "invalid-input": { status: 422, title: "A field is wrong" },
  "idempotency-key-reused": { status: 422, title: "The idempotency key belongs to another request" },
  "digest-mismatch": { status: 422, title: "Bytes do not hash to their name" },
  "count-mismatch": { status: 422, title: "Figures do not agree with the rows" },
  "duplicate-key": { status: 422, title: "Something stands twice" },
  "unsupported-version": { status: 422, title: "Another version of the format" },
  "wrong-context": { status: 422, title: "The evidence does not belong here" },
  "bad-signature": { status: 422, title: "The signature is missing or wrong" },
  "digest-required": { status: 428, title: "The digest of the matrix is missing" },
  "too-many-requests": { status: 429, title: "Too many attempts" },
  internal: { status: 500, title: "Something went wrong on the server" },
  "integrity-broken": { status: 500, title: "A record is not what it was" },
  "database-unavailable": { status: 503, title: "The database cannot be reached" },
  "storage-full": { status: 507, title: "The disk is full" },
} as const satisfies Record<RefusalCode | RecordRefusalCode, { status: number; title: string }> &
  Record<string, { status: number; title: string }>;

export type ProblemSlug = keyof typeof PROBLEMS;

/** A problem on its way to the client; thrown by the edge's own checks. */
export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly slug: ProblemSlug,
    /** The remedy. */
    readonly detail: string,
    readonly faults: readonly Fault[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${slug}: ${detail}`);
  }
}

interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly Fault[];
  /** Also in the server's log where the fault is ours. */
  readonly traceId: string;
}

/** The answer to whatever was thrown. What is not understood is `internal` and says nothing of its inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // By name too: the bundler may hold two copies of a class.
  if (error instanceof Refusal || named<Refusal>(error, "Refusal", REFUSAL_CODES))
    return new Problem(error.code, error.remedy, error.faults);
  if (error instanceof RecordRefusal || named<RecordRefusal>(error, "RecordRefusal", RECORD_REFUSALS))
    return new Problem(error.code, error.remedy, error.faults);
  const database = databaseProblem(error);
  if (database === "storage-full")
    return new Problem(
      database,
      "Nothing was recorded. Free some space on the server, then send the same request again.",
    );
  if (database === "database-unavailable")
    return new Problem(database, "Nothing is lost. Wait a moment, then send the same request again.", [], {
      "retry-after": "5",
    });
  if (error instanceof Error && error.message.startsWith("integrity broken"))
    return new Problem(
      "integrity-broken",
      "Verdict and authority are withheld. Restore the database from a backup and compare the ledger.",
    );
  return new Problem("internal", "Try again. If it stays, give the trace id to whoever runs this server.");
}

function named<T extends Error & { code: string }>(
  error: unknown,
  name: string,
  codes: readonly string[],
): error is T {
  return (
    error instanceof Error && error.name === name && "code" in error && codes.includes(String(error.code))
  );
}

const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|08...|57P0[123]|53300|55P03|40001|40P01)$/;
const UNREACHABLE_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection ended|PGlite is closed|Cannot use a pool after/i;
const FULL = /^(53100|ENOSPC)$/;

/** Drizzle hides the driver's error in `cause`, so the whole chain is asked. */
function databaseProblem(error: unknown): "storage-full" | "database-unavailable" | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    const code = "code" in at ? String(at.code) : "";
    if (FULL.test(code) || /No space left on device/i.test(at.message)) return "storage-full";
    if (UNREACHABLE.test(code) || UNREACHABLE_WORDS.test(at.message) || at.name === "FolderInUse")
      return "database-unavailable";
  }
  return null;
}

/** `application/problem+json`. Faults of ours are logged under the trace id that the client sees. */
export function problemResponse(error: unknown): Response {
  const problem = problemOf(error);
  const { status, title } = PROBLEMS[problem.slug];
  const traceId = randomUUID();
  if (status >= 500) console.error(`[${traceId}] ${problem.slug}`, error);
  const document: ProblemDocument = {
    type: `/problems/${problem.slug}`,
    title,
    status,
    detail: problem.detail,
    errors: problem.faults,
    traceId,
  };
  return new Response(JSON.stringify(document), {
    status,
    headers: { ...problem.headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
