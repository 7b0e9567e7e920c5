import { z } from "zod";
import { SEARCH_PLACES } from "@/db/search/search";
import { DECISION_KINDS } from "@/lib/authority/authority";
import { OWNER_PASS_CODES } from "@/lib/authority/owner-pass";
import { PRESENCE_NAMES } from "@/lib/authority/presences";
import { isDigest, parseDigest } from "@/lib/base/hash";
import { EXTENTS } from "@/lib/bundle/document";
import { CLAIM_IDS, VERDICTS } from "@/lib/claims/catalog";
import { reportSchema } from "@/lib/claims/report";
import { PHASES, runName } from "@/lib/evidence/manifest";
import { ENTRY_KIND_NAMES } from "@/lib/ledger/entry";
import { assertionOptionsView, assertionResponse, code } from "./factor-schemas";

/** What the interface takes and gives: requests are validated by these, and the OpenAPI document is made of them. */
const instant = z.iso.datetime({ offset: true });
const when = instant.transform((text) => new Date(text));
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");
const anyDigest = z
  .string()
  .refine((text) => parseDigest(text) !== null, "64 hexadecimal digits, with or without sha256:");
const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "a whole number")
    .transform(Number)
    .refine((n) => n <= most, `at most ${most}`);
const cursor = whole(Number.MAX_SAFE_INTEGER).optional();

export const newRunBody = z.strictObject({
  slug: runName,
  name: z.string().max(200).default(""),
  /** Name of a built-in profile, or a whole profile document (read by the profile's own parser). */
  profile: z.union([z.string().min(1).max(60), z.record(z.string(), z.unknown())]).default("birth-registry"),
  /** Code of the gate under which the captures are taken; it can be named later too. */
  gate: z.string().min(1).max(60).optional(),
});
export const gateBody = z.strictObject({ gate: z.string().min(1).max(60) });
export const runsQuery = z.strictObject({
  q: z.string().max(500).optional(),
  cursor,
  limit: whole(100).optional(),
});
export const missingBody = z.strictObject({ digests: z.array(anyDigest).max(10_000) });
export const evidenceQuery = z.strictObject({ phase: z.enum(PHASES).optional() });
const diffFilter = z.strictObject({
  claim: z.enum(CLAIM_IDS).optional(),
  table: z.string().max(200).optional(),
  kind: z.enum(["changed", "inserted", "deleted"]).optional(),
  column: z.string().max(200).optional(),
  key: z.string().max(500).optional(),
  explained: z.enum(["yes", "no"]).optional(),
});
export const diffsQuery = diffFilter.extend({ cursor, limit: whole(200).optional() });
export const diffsExportQuery = diffFilter.extend({ format: z.enum(["csv", "json"]) });
export const declarationBody = z.strictObject({
  result: z.enum(["PASS", "FAIL"]),
  /** A report made elsewhere that the result rests on; its claims are held against the computed ones. */
  report: reportSchema.optional(),
});
const decisionWords = {
  kind: z.enum(DECISION_KINDS),
  reason: z.string().max(4000),
  scope: z.string().max(4000).nullable().default(null),
  expiresAt: when.nullable().default(null),
  revisitAt: when.nullable().default(null),
  acknowledgedCaveats: z.array(z.string().max(300)).max(200).default([]),
  acknowledgedBlockers: z.array(z.string().max(100)).max(200).default([]),
  /** Ledger index of the newest decision that was read, null for none; left out: any. */
  after: z.int().min(0).nullable().optional(),
};
/** A decision that a passkey is asked to sign. */
export const askedDecisionBody = z.strictObject(decisionWords);
/**
 * A decision with the step-up. `passkey` answers the challenge that was made for exactly this decision; `password`,
 * with the app's `code` where a factor is enrolled, is verified now. Neither is stored, but for the signature.
 */
export const decisionBody = z.strictObject({
  ...decisionWords,
  password: z.string().min(1).max(200).optional(),
  code: code.optional(),
  passkey: assertionResponse.optional(),
});
const day = z.iso.date();
/** Which entries of the ledger: every member narrows. */
export const entryFilter = z.strictObject({
  q: z.string().max(500).optional(),
  run: z.string().max(60).optional(),
  /** A kind, or `audit` for the whole audit trail. */
  kind: z.enum(["audit", ...ENTRY_KIND_NAMES]).optional(),
  actor: z.string().max(200).optional(),
  digest: z
    .string()
    .regex(/^(sha256:)?[0-9a-f]{8,64}$/, "8 to 64 hexadecimal digits")
    .optional(),
  /** Days of UTC; both are included. */
  since: day.optional(),
  until: day.optional(),
});
export const bundleQuery = z.strictObject({
  /** The bundle alone, or the page that carries it and verifies it in a browser. */
  format: z.enum(["archive", "page"]).default("archive"),
  /** What judging opens, or every chunk of every table. */
  chunks: z.enum(EXTENTS).default("opened"),
});
export const exportQuery = entryFilter.extend({ format: z.enum(["csv", "json"]) });
export const searchQuery = z.strictObject({
  q: z.string().max(500),
  in: z.enum(SEARCH_PLACES).default("runs"),
  cursor: z
    .string()
    .regex(/^\d{1,15}(\.\d{1,15})?$/, "the `next` of the page before")
    .optional(),
  limit: whole(200).optional(),
});
export const entriesQuery = entryFilter.extend({
  order: z.enum(["oldest", "newest"]).optional(),
  cursor,
  limit: whole(1000).optional(),
});
const whole53 = whole(Number.MAX_SAFE_INTEGER);
export const inclusionQuery = z
  .strictObject({
    index: whole53.optional(),
    hash: z.string().refine(isDigest, "64 lowercase hexadecimal digits").optional(),
    size: whole53.optional(),
  })
  .refine(({ index, hash }) => (index === undefined) !== (hash === undefined), {
    message: "an index or a hash, one of them",
    path: ["index"],
  });
export const consistencyQuery = z.strictObject({ from: whole53, to: whole53.optional() });
export const cosignaturesBody = z.strictObject({ note: z.string().min(1).max(100_000) });
export const noQuery = z.strictObject({});

const count = z.int().min(0);
const verdict = z.enum(VERDICTS);
const profileRef = z.object({ name: z.string(), version: z.int(), digest });

export const receipt = z.object({ index: count, hash: z.string(), previous: z.string(), at: instant });
export const evidenceView = z.object({
  phase: z.enum(PHASES),
  digest,
  recordedAt: instant,
  recordedBy: z.string(),
  ledgerIndex: count,
  startedAt: instant,
  endedAt: instant,
  database: z.string(),
  serverVersion: z.string(),
  rows: count,
  tables: count,
});
export const decisionView = z.object({
  id: z.string(),
  kind: z.enum(DECISION_KINDS),
  matrixDigest: digest,
  reason: z.string(),
  scope: z.string().nullable(),
  expiresAt: instant.nullable(),
  revisitAt: instant.nullable(),
  acknowledgedCaveats: z.array(z.string()),
  acknowledgedBlockers: z.array(z.string()),
  presence: z.enum(PRESENCE_NAMES),
  assertion: z
    .object({
      statement: z.string(),
      credentialId: z.string(),
      publicKey: z.string(),
      enrolledAt: count,
      authenticatorData: z.string(),
      clientDataJSON: z.string(),
      signature: z.string(),
    })
    .nullable(),
  owners: z.int(),
  decidedBy: z.string(),
  decidedAt: instant,
  ledgerIndex: count,
});
/** What a passkey is asked to sign, and until when: see lib/authority/presence.ts. */
export const challengeView = z.object({
  statement: z.string(),
  until: instant,
  options: assertionOptionsView,
});
/** Engineering and authority are two members of a run and never one. */
export const runView = z.object({
  id: z.string(),
  slug: runName,
  name: z.string(),
  profile: profileRef,
  createdAt: instant,
  createdBy: z.string(),
  evidence: z.array(evidenceView),
  engineering: z.object({
    verdict,
    matrixDigest: digest.nullable(),
    evaluatedAt: instant.nullable(),
    claims: z.array(z.object({ id: z.enum(CLAIM_IDS), verdict })),
    failOpen: z.array(z.string()),
  }),
  authority: z.object({
    state: z.enum(["HOLD", "AUTHORIZED"]),
    basis: z.enum(["default", "recorded", "superseded", "expired", "revoked"]),
    decision: decisionView.nullable(),
    /** Where two Owners are needed: the AUTHORIZE of the first. */
    awaiting: decisionView.optional(),
  }),
});
const declarationView = z.object({
  result: z.enum(["PASS", "FAIL"]),
  declaredAt: instant,
  declaredBy: z.string(),
  ledgerIndex: count,
});
export const runDetail = runView.extend({
  declarations: z.array(declarationView),
  contributors: z.array(z.object({ id: z.string(), username: z.string() })),
});
/** Whether the captures were taken under an Owner's recorded pass; where not, F-OPEN-5 stands on the run. */
export const ownerPassView = z.object({
  holds: z.boolean(),
  gate: z.string().nullable(),
  code: z.enum(OWNER_PASS_CODES),
  /** Phase of the first capture that the pass does not cover. */
  phase: z.string().nullable(),
  detail: z.string(),
});
export const runPage = z.object({ runs: z.array(runView), total: count, next: count.nullable() });
export const matrixView = z.object({
  format: z.literal("notouch.matrix/1"),
  run: z.string(),
  evaluator: z.string(),
  profile: profileRef.nullable(),
  evidence: z.object({
    before: digest.nullable(),
    staging: digest.nullable(),
    afterRun: digest.nullable(),
    after: digest.nullable(),
  }),
  engineering: verdict,
  bracket: z.array(z.object({ id: z.string(), holds: z.boolean(), detail: z.string() })),
  claims: z
    .array(
      z.object({
        id: z.enum(CLAIM_IDS),
        verdict,
        failOpen: z.array(z.string()),
        checks: z.array(
          z.object({
            id: z.string(),
            verdict,
            before: z.string().nullable(),
            after: z.string().nullable(),
            delta: z.string().nullable(),
            detail: z.string(),
          }),
        ),
        rows: z.object({ changed: count, inserted: count, deleted: count }),
      }),
    )
    .length(CLAIM_IDS.length),
  failOpen: z.array(z.string()),
  caveats: z.array(z.object({ code: z.string(), table: z.string().nullable(), count, detail: z.string() })),
  matrixDigest: digest,
});
const values = z.record(z.string(), z.string().nullable()).nullable();
const rowView = z.object({
  position: count,
  table: z.string(),
  kind: z.enum(["changed", "inserted", "deleted"]),
  key: z.array(z.string()),
  columns: z.array(z.string()),
  before: values,
  after: values,
  claims: z.array(z.enum(CLAIM_IDS)),
  explained: z.boolean(),
  stagingKey: z.string().nullable(),
});
export const diffView = z.object({
  rows: z.array(rowView.extend({ pair: count.nullable() })),
  total: count,
  next: count.nullable(),
  facets: z.object({
    kinds: z.object({ changed: count, inserted: count, deleted: count }),
    tables: z.array(z.object({ table: z.string(), count })),
    claims: z.array(z.object({ claim: z.enum(CLAIM_IDS), count })),
    columns: z.array(z.object({ column: z.string(), count })),
  }),
  compared: count.nullable(),
});
export const diffExportView = z.object({
  run: z.string(),
  matrixDigest: digest,
  filter: diffFilter,
  total: count,
  compared: count.nullable(),
  rows: diffView.shape.rows,
});
const entryView = z.object({
  index: count,
  at: instant,
  kind: z.enum(ENTRY_KIND_NAMES),
  actor: z.string(),
  run: z.string().nullable(),
  body: z.string(),
  hash: z.string(),
  previous: z.string(),
  text: z.string(),
});
export const entryPage = z.object({ entries: z.array(entryView), total: count, next: count.nullable() });
export const exportView = z.object({
  format: z.literal("notouch.entries/1"),
  filter: entryFilter,
  entries: z.array(entryView),
});
export const searchView = z.object({
  totals: z.object({ runs: count, rows: count, evidence: count, entries: count }),
  runs: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      createdAt: instant,
      createdBy: z.string(),
      profile: z.string(),
    }),
  ),
  rows: z.array(rowView.extend({ run: z.string(), from: instant.nullable(), until: instant.nullable() })),
  evidence: z.array(evidenceView.omit({ serverVersion: true, tables: true }).extend({ run: z.string() })),
  entries: z.array(entryView),
  next: z.string().nullable(),
});
const treeHead = z.object({ size: count, root: z.string() });
export const witnessesView = z.object({
  witnesses: z.array(z.object({ witness: z.string(), keyId: z.string(), size: count, signedAt: instant })),
});
export const checkpointView = treeHead.extend({
  origin: z.string(),
  note: z.string(),
  keys: z.array(z.string()),
  witnesses: witnessesView.shape.witnesses,
});
export const inclusionView = treeHead.extend({ index: count, hash: z.string(), proof: z.array(z.string()) });
export const consistencyView = z.object({ from: treeHead, to: treeHead, proof: z.array(z.string()) });
export const envelopeView = z.object({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })),
});
export const registerView = z.object({
  items: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(["gate", "blocker"]),
      title: z.string(),
      state: z.enum(["OPEN", "CLOSED"]),
      owner: z.string().nullable(),
      reason: z.string(),
      evidence: z.string().nullable(),
      since: instant,
    }),
  ),
});
export const profilesView = z.object({
  profiles: z.array(profileRef.extend({ builtIn: z.boolean(), document: z.record(z.string(), z.unknown()) })),
});
export const meView = z.object({
  id: z.string(),
  username: z.string(),
  role: z.string(),
  via: z.enum(["session", "key"]),
  scope: z.enum(["upload", "read"]).nullable(),
});
export const recordedView = z.object({
  phase: z.enum(PHASES),
  digest,
  recorded: z.boolean(),
  receipt,
  engineering: verdict,
  matrixDigest: digest,
});
export const missingView = z.object({ missing: z.array(z.string()) });
export const storedView = z.object({ stored: count });
export const problemView = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ at: z.string(), problem: z.string() })),
  traceId: z.string(),
});
