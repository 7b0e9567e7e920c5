import { randomUUID } from "node:crypto";
import { desc, inArray } from "drizzle-orm";
import { type OwnerPass, ownerPass } from "@/lib/authority/owner-pass";
import { requireRight } from "../identity/people";
import { type Actor, actorName, append, type Receipt } from "../ledger/ledger";
import { requireRun } from "../runs/runs";
import type { EvidenceView } from "../runs/views";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { runGate } from "../store/schema";
import { currentRegister, registerHistory } from "./register";

/**
 * Says under which gate the captures of a run were taken. Whoever contributes may; whether an Owner had given that gate
 * by then is read from the register and never from this.
 */
export async function nameGate(
  db: Db,
  slug: string,
  code: string,
  actor: Actor,
  now = new Date(),
): Promise<Receipt> {
  const run = await requireRun(db, slug);
  return db.transaction(async (tx) => {
    await requireRight(tx, actor, "contributes");
    if (!(await currentRegister(tx)).some((item) => item.kind === "gate" && item.code === code))
      deny("invalid-input", "gate", `the register has no gate ${code}`, "Name a gate of the register.");
    const receipt = await append(tx, {
      kind: "gate-named",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: { gate: code },
    });
    await tx.insert(runGate).values({
      id: randomUUID(),
      runId: run.id,
      code,
      namedAt: now,
      namedBy: actor.id,
      viaKey: actor.keyId,
      ledgerIndex: receipt.index,
    });
    return receipt;
  });
}

/** The gate that each of these runs names; the newest naming counts. */
export async function gatesOf(db: Db, runIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectDistinctOn([runGate.runId])
    .from(runGate)
    .where(inArray(runGate.runId, [...runIds]))
    .orderBy(runGate.runId, desc(runGate.ledgerIndex));
  return new Map(rows.map((row) => [row.runId, row.code]));
}

/** Whether the captures of a run stand under an Owner's pass. */
export async function ownerPassOf(
  db: Db,
  run: { readonly id: string; readonly evidence: readonly EvidenceView[] },
): Promise<OwnerPass> {
  const gate = (await gatesOf(db, [run.id])).get(run.id) ?? null;
  const states = gate === null ? [] : await registerHistory(db, gate);
  return ownerPass(gate, states, run.evidence);
}
