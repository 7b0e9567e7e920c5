import { asc, desc, eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Decision, deriveAuthority } from "@/lib/authority/authority";
import type { SignedPresence } from "@/lib/authority/presence";
import { formatDigest } from "@/lib/base/hash";
import { EVALUATOR, isSealed, type Matrix } from "@/lib/verdict/matrix";
import type { Db } from "../store/client";
import { apiKey, decision, declaration, evidence, person, type run, verdict } from "../store/schema";
import { basisOf } from "./basis";
import type { DeclarationView, EngineeringView, EvidenceView, RunDetail } from "./views";

export type RunRow = typeof run.$inferSelect & { readonly creator: string };

/** The verdict in force: the newest, over exactly the evidence that is there now, by the present evaluator. */
export interface InForce {
  readonly id: string;
  readonly matrix: Matrix;
  readonly evaluatedAt: Date;
}

/** Everything that the views of some runs are made of, in four queries whatever their number. */
export async function viewRuns(db: Db, runs: readonly RunRow[], now: Date): Promise<RunDetail[]> {
  if (runs.length === 0) return [];
  const ids = runs.map((r) => r.id);
  const evidences = await evidenceOf(db, ids);
  const declarations = await declarationsOf(db, ids);
  const verdicts = await db
    .selectDistinctOn([verdict.runId])
    .from(verdict)
    .where(inArray(verdict.runId, ids))
    .orderBy(verdict.runId, desc(verdict.ledgerIndex));
  const decisions = await decisionsOf(db, ids);
  return runs.map((row) => {
    const own = evidences.filter((e) => e.runId === row.id);
    const declared = declarations.filter((d) => d.runId === row.id);
    const judged = inForce(
      verdicts.find((v) => v.runId === row.id),
      basisOf(own, declared.at(-1)),
    );
    const recorded = decisions.filter((d) => d.runId === row.id).map((d) => d.decision);
    return {
      id: row.id,
      slug: row.slug,
      name: row.name,
      profile: {
        name: row.profileName,
        version: row.profileVersion,
        digest: formatDigest(row.profileDigest),
      },
      createdAt: row.createdAt.toISOString(),
      createdBy: row.creator,
      evidence: own.map(evidenceView),
      engineering: engineeringView(judged),
      authority: deriveAuthority(recorded, judged?.matrix ?? null, now),
      matrix: judged?.matrix ?? null,
      declarations: declared.map(declarationView),
      decisions: recorded,
      contributors: contributorsOf([...own, ...declared]),
    };
  });
}

/** Nothing in force reads as NO_EVIDENCE without a digest: what was judged before no longer speaks. */
function engineeringView(judged: InForce | null): EngineeringView {
  if (judged === null)
    return { verdict: "NO_EVIDENCE", matrixDigest: null, evaluatedAt: null, claims: [], failOpen: [] };
  const { matrix, evaluatedAt } = judged;
  return {
    verdict: matrix.engineering,
    matrixDigest: matrix.matrixDigest,
    evaluatedAt: evaluatedAt.toISOString(),
    claims: matrix.claims.map((c) => ({ id: c.id, verdict: c.verdict })),
    failOpen: matrix.failOpen,
  };
}

/** A stored matrix that does not carry its own digest any more was altered behind the database's back: it is not in force. */
export function inForce(row: typeof verdict.$inferSelect | undefined, basis: string): InForce | null {
  if (!row || row.basis !== basis || row.evaluator !== EVALUATOR) return null;
  const matrix = JSON.parse(row.matrix) as Matrix;
  if (!isSealed(matrix) || matrix.matrixDigest !== row.matrixDigest) return null;
  return { id: row.id, matrix, evaluatedAt: row.evaluatedAt };
}

const minter = alias(person, "minter");

type Contribution = {
  readonly contributor: { readonly id: string; readonly username: string };
  readonly minter: { readonly id: string; readonly username: string } | null;
};

function contributorsOf(rows: readonly Contribution[]): { id: string; username: string }[] {
  const people = rows.flatMap((r) => (r.minter ? [r.contributor, r.minter] : [r.contributor]));
  return [...new Map(people.map((p) => [p.id, { id: p.id, username: p.username }])).values()];
}

async function evidenceOf(db: Db, runIds: readonly string[]) {
  return db
    .select({
      id: evidence.id,
      runId: evidence.runId,
      phase: evidence.phase,
      digest: evidence.digest,
      recordedAt: evidence.recordedAt,
      ledgerIndex: evidence.ledgerIndex,
      startedAt: evidence.startedAt,
      endedAt: evidence.endedAt,
      database: evidence.database,
      serverVersion: evidence.serverVersion,
      rows: evidence.rows,
      tables: evidence.tables,
      contributor: { id: person.id, username: person.username },
      minter: { id: minter.id, username: minter.username },
    })
    .from(evidence)
    .innerJoin(person, eq(person.id, evidence.contributor))
    .leftJoin(apiKey, eq(apiKey.id, evidence.viaKey))
    .leftJoin(minter, eq(minter.id, apiKey.mintedBy))
    .where(inArray(evidence.runId, [...runIds]))
    .orderBy(asc(evidence.ledgerIndex));
}

async function declarationsOf(db: Db, runIds: readonly string[]) {
  return db
    .select({
      runId: declaration.runId,
      result: declaration.result,
      declaredAt: declaration.declaredAt,
      ledgerIndex: declaration.ledgerIndex,
      contributor: { id: person.id, username: person.username },
      minter: { id: minter.id, username: minter.username },
    })
    .from(declaration)
    .innerJoin(person, eq(person.id, declaration.declaredBy))
    .leftJoin(apiKey, eq(apiKey.id, declaration.viaKey))
    .leftJoin(minter, eq(minter.id, apiKey.mintedBy))
    .where(inArray(declaration.runId, [...runIds]))
    .orderBy(asc(declaration.ledgerIndex));
}

async function decisionsOf(
  db: Db,
  runIds: readonly string[],
): Promise<{ runId: string; decision: Decision }[]> {
  const rows = await db
    .select({ row: decision, username: person.username })
    .from(decision)
    .innerJoin(person, eq(person.id, decision.decidedBy))
    .where(inArray(decision.runId, [...runIds]))
    .orderBy(asc(decision.ledgerIndex));
  return rows.map(({ row, username }) => ({ runId: row.runId, decision: decisionView(row, username) }));
}

function decisionView(row: typeof decision.$inferSelect, username: string): Decision {
  return {
    id: row.id,
    kind: row.kind,
    matrixDigest: row.matrixDigest,
    reason: row.reason,
    scope: row.scope,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revisitAt: row.revisitAt?.toISOString() ?? null,
    acknowledgedCaveats: row.acknowledgedCaveats,
    acknowledgedBlockers: row.acknowledgedBlockers,
    presence: row.presence,
    assertion: row.assertion === null ? null : (JSON.parse(row.assertion) as SignedPresence),
    owners: row.owners,
    decidedBy: username,
    decidedAt: row.decidedAt.toISOString(),
    ledgerIndex: row.ledgerIndex,
  };
}

function evidenceView(row: Awaited<ReturnType<typeof evidenceOf>>[number]): EvidenceView {
  return {
    phase: row.phase,
    digest: formatDigest(row.digest),
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: row.contributor.username,
    ledgerIndex: row.ledgerIndex,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt.toISOString(),
    database: row.database,
    serverVersion: row.serverVersion,
    rows: row.rows,
    tables: row.tables,
  };
}

function declarationView(row: Awaited<ReturnType<typeof declarationsOf>>[number]): DeclarationView {
  return {
    result: row.result,
    declaredAt: row.declaredAt.toISOString(),
    declaredBy: row.contributor.username,
    ledgerIndex: row.ledgerIndex,
  };
}
