import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import * as schemas from "./api-schemas";
import * as factors from "./factor-schemas";
import { PROBLEMS, type ProblemSlug } from "./problem";

interface Operation {
  readonly method: "get" | "post" | "put";
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | "archive" | "evidence" | "brotli";
  readonly answers: Readonly<Record<number, z.ZodType | "archive" | "binary" | null>>;
  readonly refusals?: readonly ProblemSlug[];
  readonly access: "public" | "read" | "own" | "contribute" | "decide";
}

const UPLOAD: readonly ProblemSlug[] = ["bad-compression", "too-large", "digest-mismatch", "storage-full"];
const PROOF: readonly ProblemSlug[] = [
  "step-up-required",
  "step-up-refused",
  "invalid-input",
  "too-many-requests",
];
const DECIDING: readonly ProblemSlug[] = [
  "not-found",
  "decision-refused",
  "step-up-required",
  "decided-meanwhile",
  "digest-required",
  "digest-moved",
];
const DECISIONS = z.object({
  decisions: z.array(schemas.decisionView),
  authority: schemas.runView.shape.authority,
});

/** Every operation of the interface, in the order of the contract. */
const OPERATIONS: readonly Operation[] = [
  {
    method: "get",
    path: "/runs",
    summary: "Runs, newest first",
    query: schemas.runsQuery,
    answers: { 200: schemas.runPage },
    access: "read",
  },
  {
    method: "post",
    path: "/runs",
    summary: "Create a run",
    body: schemas.newRunBody,
    answers: { 201: schemas.runDetail.extend({ receipt: schemas.receipt }) },
    refusals: ["run-exists", "invalid-input"],
    access: "contribute",
  },
  {
    method: "get",
    path: "/runs/{run}",
    summary: "One run",
    answers: { 200: schemas.runDetail.extend({ ownerPass: schemas.ownerPassView }) },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "post",
    path: "/runs/{run}/gate",
    summary: "Name the gate under which the run's captures were taken",
    body: schemas.gateBody,
    answers: {
      201: z.object({ gate: z.string(), ownerPass: schemas.ownerPassView, receipt: schemas.receipt }),
    },
    refusals: ["not-found", "invalid-input"],
    access: "contribute",
  },
  {
    method: "post",
    path: "/chunks/missing",
    summary: "Which content is not stored yet",
    body: schemas.missingBody,
    answers: { 200: schemas.missingView },
    access: "contribute",
  },
  {
    method: "put",
    path: "/chunks/{digest}",
    summary: "Store one page or chunk",
    body: "brotli",
    answers: { 204: null },
    refusals: UPLOAD,
    access: "contribute",
  },
  {
    method: "get",
    path: "/chunks/{digest}",
    summary: "One page or chunk: its uncompressed bytes",
    answers: { 200: "binary", 304: null },
    refusals: ["not-found", "integrity-broken"],
    access: "read",
  },
  {
    method: "post",
    path: "/chunks",
    summary: "Store many pages and chunks",
    body: "archive",
    answers: { 200: schemas.storedView },
    refusals: ["bad-archive", ...UPLOAD],
    access: "contribute",
  },
  {
    method: "get",
    path: "/runs/{run}/evidence",
    summary: "Evidence of a run",
    answers: { 200: z.object({ evidence: z.array(schemas.evidenceView) }) },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "post",
    path: "/runs/{run}/evidence",
    summary: "Record evidence: the manifest, or the whole file",
    query: schemas.evidenceQuery,
    body: "evidence",
    answers: { 200: schemas.recordedView, 201: schemas.recordedView },
    refusals: [
      "not-found",
      "phase-already-recorded",
      "wrong-context",
      "count-mismatch",
      "duplicate-key",
      "unsupported-version",
      "malformed-json",
      "bad-encoding",
      "bad-archive",
      ...UPLOAD,
    ],
    access: "contribute",
  },
  {
    method: "get",
    path: "/runs/{run}/evidence/{phase}",
    summary: "The manifest of a phase, byte for byte: its SHA-256 is the evidence digest",
    answers: { 200: z.record(z.string(), z.unknown()) },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "get",
    path: "/runs/{run}/matrix",
    summary: "The matrix in force",
    answers: { 200: schemas.matrixView },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "get",
    path: "/runs/{run}/attestation",
    summary: "The matrix as an in-toto statement in a DSSE envelope",
    answers: { 200: schemas.envelopeView },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "get",
    path: "/runs/{run}/diffs",
    summary: "Rows that differ",
    query: schemas.diffsQuery,
    answers: { 200: schemas.diffView },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "get",
    path: "/runs/{run}/diffs/export",
    summary: "Rows that differ, all of them, as one JSON or CSV file",
    query: schemas.diffsExportQuery,
    answers: { 200: schemas.diffExportView },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "post",
    path: "/runs/{run}/declaration",
    summary: "Declare a result",
    body: schemas.declarationBody,
    answers: { 201: schemas.recordedView.pick({ receipt: true, engineering: true, matrixDigest: true }) },
    refusals: ["not-found"],
    access: "contribute",
  },
  {
    method: "get",
    path: "/runs/{run}/decisions",
    summary: "Decisions on a run",
    answers: { 200: DECISIONS },
    refusals: ["not-found"],
    access: "read",
  },
  {
    method: "post",
    path: "/runs/{run}/decisions",
    summary: "Record a decision, with the step-up: a passkey, or the password with the app's code",
    body: schemas.decisionBody,
    answers: { 201: z.object({ decision: schemas.decisionView, receipt: schemas.receipt }) },
    refusals: [...DECIDING, "step-up-refused", "too-many-requests"],
    access: "decide",
  },
  {
    method: "post",
    path: "/runs/{run}/decisions/challenge",
    summary: "What a passkey signs for one decision: good once, for two minutes",
    body: schemas.askedDecisionBody,
    answers: { 201: schemas.challengeView },
    refusals: [...DECIDING, "invalid-input"],
    access: "decide",
  },
  {
    method: "get",
    path: "/runs/{run}/bundle",
    summary: "One file with which anybody re-verifies the run offline",
    query: schemas.bundleQuery,
    answers: { 200: "archive" },
    refusals: ["not-found", "integrity-broken"],
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/entries",
    summary: "Entries of the ledger",
    query: schemas.entriesQuery,
    answers: { 200: schemas.entryPage },
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/export",
    summary: "A selection of entries, whole, as a file; CSV (RFC 4180) or JSON",
    query: schemas.exportQuery,
    answers: { 200: schemas.exportView },
    access: "read",
  },
  {
    method: "get",
    path: "/search",
    summary: "Runs, touched rows, evidence and entries by anything",
    query: schemas.searchQuery,
    answers: { 200: schemas.searchView },
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/checkpoint",
    summary: "The signed checkpoint; as a C2SP note where text/plain is asked for",
    answers: { 200: schemas.checkpointView },
    refusals: ["integrity-broken"],
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/proof/inclusion",
    summary: "Proof that an entry is in the tree (RFC 6962)",
    query: schemas.inclusionQuery,
    answers: { 200: schemas.inclusionView },
    refusals: ["not-found", "invalid-input", "integrity-broken"],
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/proof/consistency",
    summary: "Proof that the tree continues an earlier one (RFC 6962)",
    query: schemas.consistencyQuery,
    answers: { 200: schemas.consistencyView },
    refusals: ["invalid-input", "integrity-broken"],
    access: "read",
  },
  {
    method: "get",
    path: "/ledger/cosignatures",
    summary: "What witnesses signed last",
    answers: { 200: schemas.witnessesView },
    access: "read",
  },
  {
    method: "post",
    path: "/ledger/cosignatures",
    summary: "Hand in a checkpoint that a witness signed (C2SP tlog-cosignature)",
    body: schemas.cosignaturesBody,
    answers: { 201: schemas.witnessesView },
    refusals: ["bad-signature", "invalid-input"],
    access: "contribute",
  },
  {
    method: "get",
    path: "/register",
    summary: "Gates and blockers",
    answers: { 200: schemas.registerView },
    access: "read",
  },
  {
    method: "get",
    path: "/profiles",
    summary: "Profiles",
    answers: { 200: schemas.profilesView },
    access: "read",
  },
  { method: "get", path: "/me", summary: "Who is calling", answers: { 200: schemas.meView }, access: "read" },
  {
    method: "get",
    path: "/me/factors",
    summary: "Your second factors",
    answers: { 200: factors.factorsView },
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/challenge",
    summary: "A challenge for one of your passkeys, to prove presence before factors change",
    body: factors.emptyBody,
    answers: { 201: factors.assertionOptionsView },
    refusals: ["invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys/options",
    summary: "Options for `navigator.credentials.create()`, once presence is proven",
    body: factors.proofBody,
    answers: { 201: factors.enrolmentOptionsView },
    refusals: PROOF,
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys",
    summary: "Enrol a passkey",
    body: factors.enrolmentBody,
    answers: { 201: factors.enrolledView },
    refusals: ["step-up-refused", "invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys/{passkey}/removal",
    summary: "Remove a passkey; an Owner's last factor stays",
    body: factors.proofBody,
    answers: { 200: factors.factorsView },
    refusals: ["not-found", ...PROOF],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp",
    summary: "A secret for an authenticator app",
    body: factors.proofBody,
    answers: { 201: factors.totpView },
    refusals: PROOF,
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp/confirmation",
    summary: "Confirm the app by its first code",
    body: factors.codeBody,
    answers: { 201: factors.enrolledView },
    refusals: ["invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp/removal",
    summary: "Remove the app; an Owner's last factor stays",
    body: factors.proofBody,
    answers: { 200: factors.factorsView },
    refusals: ["not-found", ...PROOF],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/recovery-codes",
    summary: "Ten new recovery codes; the former ones stop working",
    body: factors.proofBody,
    answers: { 201: factors.enrolledView },
    refusals: PROOF,
    access: "own",
  },
  {
    method: "get",
    path: "/openapi.json",
    summary: "This document",
    answers: { 200: z.record(z.string(), z.unknown()) },
    access: "public",
  },
];

const SECURITY = {
  read: [{ session: [] }, { key: [] }],
  contribute: [{ session: [] }, { key: [] }],
  decide: [{ session: [] }],
  own: [{ session: [] }],
  public: [],
};
const BINARY = { type: "string", format: "binary" } as const;

let made: ReturnType<typeof build> | undefined;

/** OpenAPI 3.1 of `/api/v1`, from the schemas that validate. */
export function openApiDocument() {
  made ??= build();
  return made;
}

function build() {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "notouch.session_token",
  });
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "nt_…; never signs off",
  });
  for (const operation of OPERATIONS) register(registry, operation);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "notouch",
      version: "1.0.0",
      description:
        "Proves that a staging pilot never touched production. Verdict and authority are never one field.",
    },
    servers: [{ url: "/api/v1" }],
  });
}

function register(
  registry: OpenAPIRegistry,
  { method, path, summary, query, body, answers, refusals = [], access }: Operation,
): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const headers = headersOf(method, path);
  const common: readonly ProblemSlug[] =
    access === "public" ? [] : ["unauthenticated", "forbidden", "database-unavailable"];
  registry.registerPath({
    method,
    path,
    summary,
    security: SECURITY[access],
    request: {
      ...(names.length > 0 && {
        params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      }),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(body && { body: { required: true, content: contentOf(body) } }),
    },
    responses: { ...answersOf(answers), ...problemsOf([...common, ...refusals]) },
  });
}

function headersOf(method: string, path: string): z.ZodObject | undefined {
  if (method !== "post") return undefined;
  const key = { "idempotency-key": z.string().optional() };
  return z.object(path.includes("/decisions") ? { ...key, "if-match": z.string() } : key);
}

function contentOf(body: NonNullable<Operation["body"]>) {
  switch (body) {
    case "archive":
      return { "application/x-tar": { schema: BINARY } };
    case "brotli":
      return { "application/octet-stream": { schema: BINARY } };
    case "evidence":
      return {
        "application/json": { schema: { type: "object" as const } },
        "application/x-tar": { schema: BINARY },
      };
    default:
      return { "application/json": { schema: body } };
  }
}

function answersOf(answers: Operation["answers"]) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: status === "201" ? "Recorded" : "Done",
        ...(schema === "archive" && {
          content: { "application/x-tar": { schema: BINARY }, "text/html": { schema: BINARY } },
        }),
        ...(schema === "binary" && { content: { "application/octet-stream": { schema: BINARY } } }),
        ...(schema &&
          schema !== "archive" &&
          schema !== "binary" && { content: { "application/json": { schema } } }),
      },
    ]),
  );
}

function problemsOf(slugs: readonly ProblemSlug[]) {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of new Set(slugs))
    byStatus.set(PROBLEMS[slug].status, [...(byStatus.get(PROBLEMS[slug].status) ?? []), slug]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((slug) => `/problems/${slug}`).join(", "),
        content: { "application/problem+json": { schema: schemas.problemView } },
      },
    ]),
  );
}
