import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Decision, DecisionKind } from "@/lib/authority/authority";
import {
  BLOCKS,
  type Block,
  caveatNames,
  type DecisionPolicy,
  decisionBlocks,
} from "@/lib/authority/eligibility";
import { askedIn, type Decided, type SignedPresence } from "@/lib/authority/presence";
import type { Presence } from "@/lib/authority/presences";
import { canonicalJson } from "@/lib/base/canonical";
import { factorsOf, hasFactor } from "../identity/factors";
import { roleOf } from "../identity/people";
import { type Actor, actorName, append, type Receipt } from "../ledger/ledger";
import { type RunRow, viewRuns } from "../runs/run-views";
import { requireRun } from "../runs/runs";
import type { Db } from "../store/client";
import { RecordRefusal, type RecordRefusalCode } from "../store/record-refusal";
import { decision } from "../store/schema";
import { ensureVerdict } from "../verdicts/verdicts";
import { openBlockers } from "./register";

export interface NewDecision {
  readonly kind: DecisionKind;
  /** `sha256:…` of the matrix that the Owner read. */
  readonly matrixDigest: string;
  readonly reason: string;
  readonly scope: string | null;
  readonly expiresAt: Date | null;
  readonly revisitAt: Date | null;
  readonly acknowledgedCaveats: readonly string[];
  readonly acknowledgedBlockers: readonly string[];
  /** Ledger index of the newest decision that the Owner read, null for none; left out by whoever does not say. */
  readonly after?: number | null | undefined;
}

/** Presence as the edge verified it in this very request. */
export type ShownPresence =
  | Exclude<Presence, "passkey">
  | { readonly passkeyId: string; readonly signed: SignedPresence };

/** What an instance asks where nothing else was said. */
const PLAIN_POLICY: DecisionPolicy = { stepUp: "password", owners: 1 };

/** A decision as it will be recorded, and as a passkey signs it: nothing that its kind has no use for. */
export function decidedAs(run: string, wanted: NewDecision, actor: Actor): Decided {
  const authorize = wanted.kind === "AUTHORIZE";
  return {
    run,
    kind: wanted.kind,
    matrixDigest: wanted.matrixDigest,
    reason: wanted.reason.trim(),
    scope: authorize ? (wanted.scope ?? "").trim() : null,
    expiresAt: authorize ? (wanted.expiresAt?.toISOString() ?? null) : null,
    revisitAt: wanted.kind === "HOLD" ? (wanted.revisitAt?.toISOString() ?? null) : null,
    acknowledgedCaveats: [...wanted.acknowledgedCaveats],
    acknowledgedBlockers: [...wanted.acknowledgedBlockers],
    decidedBy: actor.username,
  };
}

/**
 * Refuses what could not be recorded now, with every reason; records nothing. So that no passkey is touched in vain.
 */
export async function checkDecision(
  db: Db,
  slug: string,
  wanted: NewDecision,
  actor: Actor,
  presence: Presence,
  policy: DecisionPolicy = PLAIN_POLICY,
  now = new Date(),
): Promise<void> {
  const run = await requireRun(db, slug);
  await ensureVerdict(db, slug);
  await requireEligible(db, run, wanted, actor, presence, policy, now);
}

/**
 * Records a decision, or throws with every reason: `digest-moved` (412), `decided-meanwhile` (409), `decision-refused`
 * (403). Everything is derived again here, under the run's lock, from the records: what the form or the session said
 * about role, verdict or contributors is not asked. Of two decisions sent at once, the second sees the first. The
 * person's row is held until the end, so that no role changes inside.
 */
export async function recordDecision(
  db: Db,
  slug: string,
  wanted: NewDecision,
  actor: Actor,
  shown: ShownPresence,
  now = new Date(),
  policy: DecisionPolicy = PLAIN_POLICY,
): Promise<{ decision: Decision; receipt: Receipt }> {
  const run = await requireRun(db, slug);
  await ensureVerdict(db, slug);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    await tx.execute(sql`select from person where id = ${actor.id} for share`);
    const passkey = typeof shown === "string" ? null : shown;
    const presence = typeof shown === "string" ? shown : "passkey";
    await requireEligible(tx, run, wanted, actor, presence, policy, now);
    const id = randomUUID();
    const { run: _, decidedBy, ...said } = decidedAs(run.slug, wanted, actor);
    const assertion = passkey?.signed ?? null;
    const { owners } = policy;
    const receipt = await append(tx, {
      kind: "decided",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: { ...said, decision: id, presence, owners, assertion: assertion && { ...assertion } },
    });
    const instant = (text: string | null) => (text === null ? null : new Date(text));
    await tx.insert(decision).values({
      ...said,
      id,
      runId: run.id,
      kind: wanted.kind,
      acknowledgedCaveats: [...said.acknowledgedCaveats],
      acknowledgedBlockers: [...said.acknowledgedBlockers],
      expiresAt: instant(said.expiresAt),
      revisitAt: instant(said.revisitAt),
      presence,
      statement: assertion?.statement ?? null,
      assertion: assertion && canonicalJson(assertion),
      passkeyId: passkey?.passkeyId ?? null,
      nonce: assertion && (askedIn(assertion.statement)?.nonce ?? null),
      owners,
      decidedBy: actor.id,
      decidedAt: now,
      ledgerIndex: receipt.index,
    });
    const recorded: Decision = {
      ...said,
      id,
      kind: wanted.kind,
      presence,
      assertion,
      owners,
      decidedBy,
      decidedAt: now.toISOString(),
      ledgerIndex: receipt.index,
    };
    return { decision: recorded, receipt };
  });
}

/** Throws every reason why this decision may not be recorded as the records stand now. */
async function requireEligible(
  db: Db,
  run: RunRow,
  wanted: NewDecision,
  actor: Actor,
  presence: Presence,
  policy: DecisionPolicy,
  now: Date,
): Promise<void> {
  const [detail] = await viewRuns(db, [run], now);
  if (!detail) throw new Error("invariant broken: a run that was found has a view");
  const blockers = await openBlockers(db);
  const { authority, matrix, decisions } = detail;
  const awaiting = authority.basis === "default" ? authority.awaiting : undefined;
  const blocks = decisionBlocks(wanted, {
    person: { id: actor.id, role: await roleOf(db, actor), viaKey: actor.keyId !== null },
    contributors: new Set(detail.contributors.map((c) => c.id)),
    judged: matrix,
    openBlockers: blockers,
    authorized: authority.state === "AUTHORIZED",
    awaiting: awaiting ? { byThisPerson: awaiting.decidedBy === actor.username } : null,
    newest: decisions.at(-1)?.ledgerIndex ?? null,
    presence,
    hasFactor: hasFactor(await factorsOf(db, actor.id)),
    policy,
    now,
  });
  if (blocks.length === 0) return;
  const unread: Partial<Record<Block, readonly string[]>> = {
    "caveat-unacknowledged": matrix === null ? [] : except(caveatNames(matrix), wanted.acknowledgedCaveats),
    "blocker-unacknowledged": except(blockers, wanted.acknowledgedBlockers),
  };
  throw new RecordRefusal(
    refusalOf(blocks),
    blocks.map((block) => ({ at: block, problem: [BLOCKS[block].says, ...(unread[block] ?? [])].join(" ") })),
    blocks.map((block) => BLOCKS[block].cure).join(" "),
  );
}

function except(all: readonly string[], read: readonly string[]): string[] {
  return all.filter((name) => !read.includes(name));
}

/**
 * Who may not decide at all learns that first; whoever may and read an old matrix is told to read the new one, and
 * whoever was not the first is told who was.
 */
function refusalOf(blocks: readonly Block[]): RecordRefusalCode {
  const any = (...of: readonly Block[]) => blocks.some((block) => of.includes(block));
  if (any("not-owner", "api-key", "contributor")) return "decision-refused";
  if (any("digest-moved")) return "digest-moved";
  return any("decided-meanwhile", "already-authorized", "second-owner")
    ? "decided-meanwhile"
    : "decision-refused";
}
