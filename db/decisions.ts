import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Decision, DecisionKind } from "@/lib/authority/authority";
import { BLOCKS, type Block, decisionBlocks } from "@/lib/authority/eligibility";
import type { Db } from "./client";
import { type Actor, actorName, append, type Receipt } from "./ledger";
import { roleOf } from "./people";
import { RecordRefusal } from "./record-refusal";
import { openBlockers } from "./register";
import { viewRuns } from "./run-views";
import { requireRun } from "./runs";
import { decision } from "./schema";
import { ensureVerdict } from "./verdicts";

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
}

/**
 * Records a decision, or throws `digest-moved` (412) or `decision-refused` (403) with every reason. The caller has
 * verified the Owner's password in this very request (`presence`). Everything else is derived again here, under the
 * run's lock, from the records: what the form or the session said about role, verdict or contributors is not asked.
 * Of two decisions sent at once, the second sees the first.
 */
export async function recordDecision(
  db: Db,
  slug: string,
  wanted: NewDecision,
  actor: Actor,
  presence: "password",
  now = new Date(),
): Promise<{ decision: Decision; receipt: Receipt }> {
  const run = await requireRun(db, slug);
  await ensureVerdict(db, slug);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    const [detail] = await viewRuns(tx, [run], now);
    if (!detail) throw new Error("invariant broken: a locked run has a view");
    const blocks = decisionBlocks(wanted, {
      person: { id: actor.id, role: await roleOf(tx, actor), viaKey: actor.keyId !== null },
      contributors: new Set(detail.contributors.map((c) => c.id)),
      judged: detail.matrix,
      openBlockers: await openBlockers(tx),
      authorized: detail.authority.state === "AUTHORIZED",
      now,
    });
    if (blocks.length > 0)
      throw new RecordRefusal(
        refusalOf(blocks),
        blocks.map((block) => ({ at: block, problem: BLOCKS[block].says })),
        blocks.map((block) => BLOCKS[block].cure).join(" "),
      );
    const authorize = wanted.kind === "AUTHORIZE";
    const stored = {
      id: randomUUID(),
      kind: wanted.kind,
      matrixDigest: wanted.matrixDigest,
      reason: wanted.reason.trim(),
      scope: authorize ? (wanted.scope ?? "").trim() : null,
      expiresAt: authorize ? wanted.expiresAt : null,
      revisitAt: wanted.kind === "HOLD" ? wanted.revisitAt : null,
      acknowledgedCaveats: [...wanted.acknowledgedCaveats],
      acknowledgedBlockers: [...wanted.acknowledgedBlockers],
      presence,
    };
    const { id, ...said } = stored;
    const receipt = await append(tx, {
      kind: "decided",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: {
        ...said,
        decision: id,
        expiresAt: stored.expiresAt?.toISOString() ?? null,
        revisitAt: stored.revisitAt?.toISOString() ?? null,
      },
    });
    await tx
      .insert(decision)
      .values({ ...stored, runId: run.id, decidedBy: actor.id, decidedAt: now, ledgerIndex: receipt.index });
    const recorded: Decision = {
      ...stored,
      expiresAt: stored.expiresAt?.toISOString() ?? null,
      revisitAt: stored.revisitAt?.toISOString() ?? null,
      decidedBy: actor.username,
      decidedAt: now.toISOString(),
      ledgerIndex: receipt.index,
    };
    return { decision: recorded, receipt };
  });
}

/** Who may not decide at all learns that first; whoever may and read an old matrix is told to read the new one. */
function refusalOf(blocks: readonly Block[]): "decision-refused" | "digest-moved" {
  const never: readonly Block[] = ["not-owner", "api-key", "contributor"];
  return blocks.includes("digest-moved") && !blocks.some((b) => never.includes(b))
    ? "digest-moved"
    : "decision-refused";
}
