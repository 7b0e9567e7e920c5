import { and, eq, gte, lt } from "drizzle-orm";
import { alias, type PgColumn } from "drizzle-orm/pg-core";
import { type Json, parseJson } from "@/lib/base/canonical";
import { formatDigest } from "@/lib/base/hash";
import { SERVER_ACTOR } from "@/lib/ledger/entry";
import { parseProfile, profileDigest } from "@/lib/profile/profile";
import type { Db } from "../store/client";
import {
  apiKey,
  apiKeyRevocation,
  decision,
  declaration,
  evidence,
  passkey,
  passkeyRemoval,
  person,
  registerEntry,
  run,
  runGate,
  verdict,
} from "../store/schema";

/** What a row says, in the words of the entry that it was written with. */
export interface Told {
  readonly ledgerIndex: number;
  readonly actor: string | null;
  /** null: the row does not say when. */
  readonly at: Date | null;
  readonly run: string | null;
  readonly body: { readonly [member: string]: Json };
  /** Members of the entry that a foreign clock gave, in microseconds; the row keeps their milliseconds. */
  readonly instants?: { readonly [member: string]: Date };
  /** What the row contradicts in itself. */
  readonly faults?: readonly string[];
}

/** Rows of a table whose entries lie in [from, to). */
export interface RowSource {
  readonly table: string;
  read(db: Db, from: number, to: number): Promise<readonly Told[]>;
}

const keyActor = (username: string, key: string | null) => (key === null ? username : `${username}#${key}`);
const between = (column: PgColumn, from: number, to: number) => and(gte(column, from), lt(column, to));

export const runs: RowSource = {
  table: "run",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: run, by: person.username })
        .from(run)
        .innerJoin(person, eq(person.id, run.createdBy))
        .where(between(run.ledgerIndex, from, to))
    ).map(({ row, by }) => {
      const document = parseProfile(parseJson(row.profileDocument, "profile"));
      return {
        ledgerIndex: row.ledgerIndex,
        actor: keyActor(by, row.viaKey),
        at: row.createdAt,
        run: row.slug,
        body: {
          name: row.name,
          profile: {
            name: row.profileName,
            version: row.profileVersion,
            digest: formatDigest(row.profileDigest),
          },
        },
        faults:
          profileDigest(document) === row.profileDigest ? [] : ["its profile does not hash to its digest"],
      };
    }),
};

export const evidences: RowSource = {
  table: "evidence",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: evidence, by: person.username, slug: run.slug })
        .from(evidence)
        .innerJoin(person, eq(person.id, evidence.contributor))
        .innerJoin(run, eq(run.id, evidence.runId))
        .where(between(evidence.ledgerIndex, from, to))
    ).map(({ row, by, slug }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: keyActor(by, row.viaKey),
      at: row.recordedAt,
      run: slug,
      body: {
        phase: row.phase,
        digest: formatDigest(row.digest),
        database: row.database,
        rows: row.rows,
      },
      instants: { startedAt: row.startedAt, endedAt: row.endedAt },
    })),
};

export const declarations: RowSource = {
  table: "declaration",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: declaration, by: person.username, slug: run.slug })
        .from(declaration)
        .innerJoin(person, eq(person.id, declaration.declaredBy))
        .innerJoin(run, eq(run.id, declaration.runId))
        .where(between(declaration.ledgerIndex, from, to))
    ).map(({ row, by, slug }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: keyActor(by, row.viaKey),
      at: row.declaredAt,
      run: slug,
      body: { result: row.result },
    })),
};

export const verdicts: RowSource = {
  table: "verdict",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: verdict, slug: run.slug })
        .from(verdict)
        .innerJoin(run, eq(run.id, verdict.runId))
        .where(between(verdict.ledgerIndex, from, to))
    ).map(({ row, slug }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: SERVER_ACTOR,
      at: row.evaluatedAt,
      run: slug,
      body: {
        engineering: row.engineering,
        matrixDigest: row.matrixDigest,
        evaluator: row.evaluator,
        changes: row.changes,
      },
    })),
};

export const decisions: RowSource = {
  table: "decision",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: decision, by: person.username, slug: run.slug })
        .from(decision)
        .innerJoin(person, eq(person.id, decision.decidedBy))
        .innerJoin(run, eq(run.id, decision.runId))
        .where(between(decision.ledgerIndex, from, to))
    ).map(({ row, by, slug }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by,
      at: row.decidedAt,
      run: slug,
      body: {
        decision: row.id,
        kind: row.kind,
        matrixDigest: row.matrixDigest,
        reason: row.reason,
        scope: row.scope,
        expiresAt: row.expiresAt?.toISOString() ?? null,
        revisitAt: row.revisitAt?.toISOString() ?? null,
        acknowledgedCaveats: row.acknowledgedCaveats,
        acknowledgedBlockers: row.acknowledgedBlockers,
        presence: row.presence,
        owners: row.owners,
        assertion: row.assertion === null ? null : parseJson(row.assertion, "assertion"),
      },
    })),
};

export const register: RowSource = {
  table: "register_entry",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: registerEntry, by: person.username })
        .from(registerEntry)
        .leftJoin(person, eq(person.id, registerEntry.by))
        .where(between(registerEntry.ledgerIndex, from, to))
    ).map(({ row, by }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by ?? SERVER_ACTOR,
      at: row.at,
      run: null,
      body: {
        code: row.code,
        kind: row.kind,
        title: row.title,
        state: row.state,
        owner: row.owner,
        reason: row.reason,
      },
    })),
};

export const gates: RowSource = {
  table: "run_gate",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: runGate, by: person.username, slug: run.slug })
        .from(runGate)
        .innerJoin(person, eq(person.id, runGate.namedBy))
        .innerJoin(run, eq(run.id, runGate.runId))
        .where(between(runGate.ledgerIndex, from, to))
    ).map(({ row, by, slug }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: keyActor(by, row.viaKey),
      at: row.namedAt,
      run: slug,
      body: { gate: row.code },
    })),
};

export const keys: RowSource = {
  table: "api_key",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: apiKey, by: person.username })
        .from(apiKey)
        .innerJoin(person, eq(person.id, apiKey.mintedBy))
        .where(between(apiKey.ledgerIndex, from, to))
    ).map(({ row, by }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by,
      at: row.createdAt,
      run: null,
      body: {
        key: row.id,
        name: row.name,
        scope: row.scope,
        expiresAt: row.expiresAt?.toISOString() ?? null,
        secretDigest: formatDigest(row.hash),
      },
    })),
};

export const revocations: RowSource = {
  table: "api_key_revocation",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: apiKeyRevocation, by: person.username, name: apiKey.name })
        .from(apiKeyRevocation)
        .innerJoin(person, eq(person.id, apiKeyRevocation.revokedBy))
        .innerJoin(apiKey, eq(apiKey.id, apiKeyRevocation.keyId))
        .where(between(apiKeyRevocation.ledgerIndex, from, to))
    ).map(({ row, by, name }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by,
      at: row.revokedAt,
      run: null,
      body: { key: row.keyId, name },
    })),
};

export const passkeys: RowSource = {
  table: "passkey",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: passkey, by: person.username })
        .from(passkey)
        .innerJoin(person, eq(person.id, passkey.personId))
        .where(between(passkey.ledgerIndex, from, to))
    ).map(({ row, by }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by,
      at: row.createdAt,
      run: null,
      body: {
        username: by,
        factor: "passkey",
        passkey: row.id,
        name: row.name,
        credentialId: row.credentialId,
        publicKey: row.publicKey,
        rpId: row.rpId,
      },
    })),
};

const owner = alias(person, "owner");
export const removals: RowSource = {
  table: "passkey_removal",
  read: async (db, from, to) =>
    (
      await db
        .select({ row: passkeyRemoval, by: owner.username, name: passkey.name })
        .from(passkeyRemoval)
        .innerJoin(passkey, eq(passkey.id, passkeyRemoval.passkeyId))
        .innerJoin(owner, eq(owner.id, passkey.personId))
        .where(between(passkeyRemoval.ledgerIndex, from, to))
    ).map(({ row, by, name }) => ({
      ledgerIndex: row.ledgerIndex,
      actor: by,
      at: row.removedAt,
      run: null,
      body: { username: by, factor: "passkey", passkey: row.passkeyId, name },
    })),
};
