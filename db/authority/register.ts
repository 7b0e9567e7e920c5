import { randomUUID } from "node:crypto";
import { asc, desc, eq, sql } from "drizzle-orm";
import { requireRight } from "../identity/people";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { person, registerEntry } from "../store/schema";
import { INITIAL_REGISTER } from "./register-seed";
import type { RegisterItem } from "./views";

/** Gates and blockers as they stand: per code the newest state, gates first. */
export async function currentRegister(db: Db): Promise<RegisterItem[]> {
  const rows = await db
    .selectDistinctOn([registerEntry.code])
    .from(registerEntry)
    .orderBy(registerEntry.code, desc(registerEntry.ledgerIndex));
  const place = new Map(INITIAL_REGISTER.map((item, i) => [item.code, i]));
  return rows
    .map(viewOf)
    .sort((a, b) => (place.get(a.code) ?? 1e6) - (place.get(b.code) ?? 1e6) || (a.code < b.code ? -1 : 1));
}

export interface RegisterState extends RegisterItem {
  readonly by: string | null;
  readonly ledgerIndex: number;
}

/** Every state that a gate or blocker ever had, oldest first. */
export async function registerHistory(db: Db, code: string): Promise<RegisterState[]> {
  const rows = await db
    .select({ row: registerEntry, by: person.username })
    .from(registerEntry)
    .leftJoin(person, eq(person.id, registerEntry.by))
    .where(eq(registerEntry.code, code))
    .orderBy(asc(registerEntry.ledgerIndex));
  return rows.map(({ row, by }) => ({ ...viewOf(row), by, ledgerIndex: row.ledgerIndex }));
}

/** Codes of the blockers that are open now: an Owner acknowledges each by name. */
export async function openBlockers(db: Db): Promise<string[]> {
  return (await currentRegister(db))
    .filter((i) => i.kind === "blocker" && i.state === "OPEN")
    .map((i) => i.code);
}

/** Appends a new state of a gate or blocker. Only an Owner; no engineering result ever does. */
export async function changeRegister(
  db: Db,
  code: string,
  change: {
    readonly state: "OPEN" | "CLOSED";
    readonly reason: string;
    /** Address of what it rests on. */
    readonly evidence?: string | null;
    /** Who answers for it from now on; left out: as before. */
    readonly owner?: string | null;
  },
  actor: Actor,
  now = new Date(),
): Promise<RegisterItem> {
  const reason = change.reason.trim();
  if (reason === "" || reason.length > 2000)
    deny("invalid-input", "reason", "1 to 2,000 characters", "Write why.");
  const evidence = change.evidence?.trim() || null;
  if (evidence !== null && (evidence.length > 500 || !/^(https?:\/\/|\/)\S+$/.test(evidence)))
    deny(
      "invalid-input",
      "evidence",
      "no address",
      "Give an address that begins with https:// or, on this server, with /.",
    );
  const owner = change.owner?.trim() || null;
  if (owner !== null && owner.length > 100)
    deny("invalid-input", "owner", "longer than 100 characters", "Shorten the name.");
  return db.transaction(async (tx) => {
    await requireRight(tx, actor, "decides");
    await tx.execute(sql`select notouch_lock_ledger()`);
    const current = (await currentRegister(tx)).find((item) => item.code === code);
    if (!current) deny("not-found", "code", `there is no ${code} in the register`, "Reload the register.");
    if (current.state === change.state)
      deny("invalid-input", "state", `${code} is ${change.state} already`, "Nothing needs to change.");
    const item = {
      ...current,
      state: change.state,
      reason,
      evidence,
      owner: change.owner === undefined ? current.owner : owner,
      since: now.toISOString(),
    };
    await insert(tx, item, actor, now);
    return item;
  });
}

/** Writes the register as the programme keeps it, where there is none yet. */
export async function seedRegister(db: Db, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_ledger()`);
    const [any] = await tx.select({ id: registerEntry.id }).from(registerEntry).limit(1);
    if (any) return;
    for (const item of INITIAL_REGISTER)
      await insert(tx, { ...item, state: "OPEN", evidence: null, since: now.toISOString() }, null, now);
  });
}

async function insert(tx: Db, item: RegisterItem, actor: Actor | null, now: Date): Promise<void> {
  const { code, kind, title, state, owner, reason, evidence } = item;
  const receipt = await append(tx, {
    kind: "register-changed",
    actor: actorName(actor),
    run: null,
    at: now,
    body: { code, kind, title, state, owner, reason, evidence },
  });
  await tx.insert(registerEntry).values({
    id: randomUUID(),
    code,
    kind,
    title,
    state,
    owner,
    reason,
    evidence,
    at: now,
    by: actor?.id ?? null,
    ledgerIndex: receipt.index,
  });
}

function viewOf(row: typeof registerEntry.$inferSelect): RegisterItem {
  const { code, kind, title, state, owner, reason, evidence } = row;
  return { code, kind, title, state, owner, reason, evidence, since: row.at.toISOString() };
}
