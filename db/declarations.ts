import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Db } from "./client";
import { type Actor, actorName, append, type Receipt } from "./ledger";
import { requireRight } from "./people";
import { requireRun } from "./runs";
import { declaration } from "./schema";

/** Records what the engineer says the result is. The verdict compares it (NT-8); it never replaces it. */
export async function declare(
  db: Db,
  slug: string,
  result: "PASS" | "FAIL",
  actor: Actor,
  now = new Date(),
): Promise<Receipt> {
  const run = await requireRun(db, slug);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    await requireRight(tx, actor, "contributes");
    const receipt = await append(tx, {
      kind: "declared",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: { result },
    });
    await tx.insert(declaration).values({
      id: randomUUID(),
      runId: run.id,
      result,
      declaredAt: now,
      declaredBy: actor.id,
      viaKey: actor.keyId,
      ledgerIndex: receipt.index,
    });
    return receipt;
  });
}
