import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { PRESENCE_NAMES } from "../../lib/authority/presences";
import { person } from "./auth-schema";
import { bytea, instant } from "./columns";
import { passkey } from "./factor-schema";

export * from "./auth-schema";
export * from "./factor-schema";
export * from "./notice-schema";

/**
 * Records. Everything in RECORD_TABLES is append-only: the database refuses UPDATE, DELETE and TRUNCATE
 * (see migrations/*_guards.sql), so a correction is always a new row. Documents whose bytes are hashed
 * are kept as text: jsonb would reorder them.
 */
export const RECORD_TABLES = [
  "entry",
  "tree_node",
  "cosignature",
  "run",
  "content",
  "page_totals",
  "evidence",
  "declaration",
  "verdict",
  "row_change",
  "decision",
  "register_entry",
  "api_key",
  "api_key_revocation",
  "passkey",
  "passkey_removal",
  "run_gate",
] as const;

/** One ledger entry: `text` is the canonical JSON that is hashed; the other columns repeat it for searching. */
export const entry = pgTable(
  "entry",
  {
    index: bigint("index", { mode: "number" }).primaryKey(),
    hash: text("hash").notNull().unique(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
    kind: text("kind").notNull(),
    actor: text("actor").notNull(),
    run: text("run"),
  },
  (t) => [index("entry_run").on(t.run, t.index), index("entry_kind").on(t.kind, t.index)],
);

/**
 * Complete subtrees of the Merkle tree over the entries' hashes, above the leaves (which are `entry.hash`). A trigger
 * on `entry` writes them in the entry's own transaction; see `lib/ledger/tree.ts` for what level and index mean.
 */
export const treeNode = pgTable(
  "tree_node",
  {
    level: smallint("level").notNull(),
    index: bigint("index", { mode: "number" }).notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.level, t.index] })],
);

/** What witnesses signed: the tree of `size` entries has this root. The signature's bytes prove it, not this row. */
export const cosignature = pgTable(
  "cosignature",
  {
    size: bigint("size", { mode: "number" }).notNull(),
    root: text("root").notNull(),
    witness: text("witness").notNull(),
    keyId: text("key_id").notNull(),
    /** The witness's clock. */
    signedAt: instant("signed_at").notNull(),
    /** Time and signature as they stand in the note. */
    signature: bytea("signature").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.size, t.witness, t.keyId, t.signedAt] }),
    index("cosignature_newest").on(t.witness, t.size),
  ],
);

/** The entry that was written in the same transaction. */
const ledgerIndex = () =>
  bigint("ledger_index", { mode: "number" })
    .notNull()
    .references(() => entry.index);

export const apiKey = pgTable("api_key", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  scope: text("scope", { enum: ["upload", "read"] }).notNull(),
  /** SHA-256 of the whole key: 256 random bits need no slow hash. */
  hash: text("hash").notNull().unique(),
  prefix: text("prefix").notNull(),
  mintedBy: text("minted_by")
    .notNull()
    .references(() => person.id),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at"),
  ledgerIndex: ledgerIndex(),
});

export const apiKeyRevocation = pgTable("api_key_revocation", {
  keyId: uuid("key_id")
    .primaryKey()
    .references(() => apiKey.id),
  revokedAt: instant("revoked_at").notNull(),
  revokedBy: text("revoked_by")
    .notNull()
    .references(() => person.id),
  ledgerIndex: ledgerIndex(),
});

/** When a key was last seen. State, not a record. */
export const apiKeyUse = pgTable("api_key_use", {
  keyId: uuid("key_id")
    .primaryKey()
    .references(() => apiKey.id),
  lastUsedAt: instant("last_used_at").notNull(),
});

export const run = pgTable("run", {
  id: uuid("id").primaryKey(),
  slug: text("slug").notNull().unique(),
  name: text("name").notNull(),
  profileName: text("profile_name").notNull(),
  profileVersion: integer("profile_version").notNull(),
  profileDigest: text("profile_digest").notNull(),
  /** Canonical JSON of the profile with every default written out. */
  profileDocument: text("profile_document").notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by")
    .notNull()
    .references(() => person.id),
  viaKey: uuid("via_key").references(() => apiKey.id),
  ledgerIndex: ledgerIndex(),
});

/** Chunks, pages and catalogue parts by the SHA-256 of their uncompressed bytes; stored as brotli. */
export const content = pgTable("content", {
  digest: bytea("digest").primaryKey(),
  size: integer("size").notNull(),
  stored: bytea("stored").notNull(),
});

/** Pages whose chunks were all re-read and agreed: an unchanged page is not measured twice. */
export const pageTotals = pgTable(
  "page_totals",
  {
    page: text("page").notNull(),
    layout: text("layout").notNull(),
    totals: text("totals").notNull(),
  },
  (t) => [primaryKey({ columns: [t.page, t.layout] })],
);

export const evidence = pgTable(
  "evidence",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id),
    phase: text("phase", { enum: ["before", "staging", "after-run", "after"] }).notNull(),
    digest: text("digest").notNull(),
    /** The manifest's bytes: canonical JSON whose SHA-256 is `digest`. */
    manifest: text("manifest").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    contributor: text("contributor")
      .notNull()
      .references(() => person.id),
    viaKey: uuid("via_key").references(() => apiKey.id),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull(),
    database: text("database").notNull(),
    serverVersion: text("server_version").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
    tables: integer("tables").notNull(),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [unique("evidence_phase_once").on(t.runId, t.phase)],
);

/** The engineer's declared result; the newest counts. */
export const declaration = pgTable(
  "declaration",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id),
    result: text("result", { enum: ["PASS", "FAIL"] }).notNull(),
    declaredAt: instant("declared_at").notNull(),
    declaredBy: text("declared_by")
      .notNull()
      .references(() => person.id),
    viaKey: uuid("via_key").references(() => apiKey.id),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [index("declaration_run").on(t.runId, t.ledgerIndex)],
);

/**
 * A judged matrix. It is in force while it is the run's newest, `basis` is what `notouch_basis(run)` says now,
 * and `evaluator` is the present one. The columns beside `matrix` repeat it for listing and for the guards.
 */
export const verdict = pgTable(
  "verdict",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id),
    matrixDigest: text("matrix_digest").notNull(),
    matrix: text("matrix").notNull(),
    engineering: text("engineering", { enum: ["PASS", "FAIL", "NO_EVIDENCE"] }).notNull(),
    evaluator: text("evaluator").notNull(),
    /** Evidence digests by phase and the declaration that were judged; see `notouch_basis`. */
    basis: text("basis").notNull(),
    /** Rows compared on both sides; null where there was nothing to compare. */
    compared: bigint("compared", { mode: "number" }),
    changes: bigint("changes", { mode: "number" }).notNull(),
    /** JSON of the diff's figures, counted once over all of it; see facets.ts. */
    facets: text("facets").notNull(),
    /** Tables whose rows were held against each other; null in a verdict from before this was kept. */
    comparedTables: text("compared_tables").array(),
    evaluatedAt: instant("evaluated_at").notNull(),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [
    unique("verdict_once").on(t.runId, t.basis, t.evaluator),
    index("verdict_newest").on(t.runId, t.ledgerIndex),
    index("verdict_search").on(t.engineering),
  ],
);

/** The rows of a verdict's diff in their order. `change` is the RowChange as JSON. */
export const rowChange = pgTable(
  "row_change",
  {
    verdictId: uuid("verdict_id")
      .notNull()
      .references(() => verdict.id),
    position: integer("position").notNull(),
    table: text("table_name").notNull(),
    kind: text("kind", { enum: ["changed", "inserted", "deleted"] }).notNull(),
    key: text("key").notNull(),
    claims: text("claims").array().notNull(),
    columns: text("columns").array().notNull(),
    /** Which of the verdict's facet groups the row belongs to; null where there were too many groups to keep. */
    group: integer("group_no"),
    /** Position of the row that may be this one under another key: one is deleted, the other inserted. */
    pair: integer("pair"),
    change: text("change").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.verdictId, t.position] }),
    index("row_change_group").on(t.verdictId, t.group, t.position),
    // "In which runs was this row ever touched?" A key may be longer than an index entry can be, so its beginning stands in.
    index("row_change_key").on(sql`left(${t.key}, 200) text_pattern_ops`, t.verdictId),
  ],
);

export const decision = pgTable(
  "decision",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id),
    kind: text("kind", { enum: ["HOLD", "AUTHORIZE", "REVOKE"] }).notNull(),
    matrixDigest: text("matrix_digest").notNull(),
    reason: text("reason").notNull(),
    scope: text("scope"),
    expiresAt: instant("expires_at"),
    revisitAt: instant("revisit_at"),
    acknowledgedCaveats: text("acknowledged_caveats").array().notNull(),
    acknowledgedBlockers: text("acknowledged_blockers").array().notNull(),
    presence: text("presence", { enum: PRESENCE_NAMES }).notNull(),
    /** What the passkey signed the SHA-256 of; null where presence was shown otherwise. */
    statement: text("statement"),
    /** The whole signature as canonical JSON: lib/authority/presence.ts, SignedPresence. */
    assertion: text("assertion"),
    passkeyId: uuid("passkey_id").references(() => passkey.id),
    /** Of the statement: no signature stands behind two decisions. */
    nonce: text("nonce").unique(),
    /** How many different Owners the instance asked for. */
    owners: smallint("owners").notNull().default(1),
    decidedBy: text("decided_by")
      .notNull()
      .references(() => person.id),
    decidedAt: instant("decided_at").notNull(),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [index("decision_run").on(t.runId, t.ledgerIndex)],
);

/** States of gates and blockers; per code the newest counts. */
export const registerEntry = pgTable(
  "register_entry",
  {
    id: uuid("id").primaryKey(),
    code: text("code").notNull(),
    kind: text("kind", { enum: ["gate", "blocker"] }).notNull(),
    title: text("title").notNull(),
    state: text("state", { enum: ["OPEN", "CLOSED"] }).notNull(),
    owner: text("owner"),
    reason: text("reason").notNull(),
    /** Address of what the state rests on; null for none. */
    evidence: text("evidence"),
    at: instant("at").notNull(),
    /** null: part of the register as it came with the product. */
    by: text("by").references(() => person.id),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [index("register_code").on(t.code, t.ledgerIndex)],
);

/** The gate under which a run's captures were taken, as somebody named it; the newest counts. */
export const runGate = pgTable(
  "run_gate",
  {
    id: uuid("id").primaryKey(),
    runId: uuid("run_id")
      .notNull()
      .references(() => run.id),
    code: text("code").notNull(),
    namedAt: instant("named_at").notNull(),
    namedBy: text("named_by")
      .notNull()
      .references(() => person.id),
    viaKey: uuid("via_key").references(() => apiKey.id),
    ledgerIndex: ledgerIndex(),
  },
  (t) => [index("run_gate_run").on(t.runId, t.ledgerIndex)],
);

/** Answers to POST requests by the sender's key, so that a retry is the same request. State with an expiry. */
export const idempotencyKey = pgTable(
  "idempotency_key",
  {
    actor: text("actor").notNull(),
    key: text("key").notNull(),
    /** SHA-256 over method, path, body and preconditions. */
    request: text("request").notNull(),
    status: smallint("status"),
    body: text("body"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.actor, t.key] }),
    check("idempotency_whole", sql`(status is null) = (body is null)`),
  ],
);
