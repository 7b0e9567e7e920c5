import { randomUUID } from "node:crypto";
import { and, asc, count, desc, eq, inArray, lte } from "drizzle-orm";
import { TEST_NOTICE } from "@/lib/authority/notice";
import { requireRight } from "../identity/people";
import type { Actor } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { delivery, deliveryAttempt, mailbox, notice, person, preference, webhook } from "../store/schema";
import type { DeliveryView } from "./views";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long to wait after the first, second, … attempt that failed; after the last one it has failed for good. */
const BACK_OFF_MS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR];
export const MOST_ATTEMPTS = BACK_OFF_MS.length + 1;
/** Longer than any attempt may take. A server that dies in one leaves the delivery to the next after this. */
const LEASE_MS = 2 * MINUTE;

/** One attempt that has to be made, and where. */
export interface Due {
  readonly id: string;
  readonly attempt: number;
  readonly kind: string;
  readonly run: string | null;
  readonly data: string;
  readonly createdAt: Date;
  readonly to:
    | {
        readonly channel: "webhook";
        readonly webhookId: string;
        readonly url: string;
        readonly secret: string;
      }
    | {
        readonly channel: "email";
        readonly address: string;
        /** The one that the person chose; null where they never did. */
        readonly language: string | null;
      }
    /** The webhook was removed, or the person took the address away. */
    | { readonly channel: "gone" };
}

/**
 * Claims deliveries that are due, each for exactly one server. The claim is committed before anything is sent, and no
 * transaction is open while it is: a receiver that hangs holds up nobody.
 */
export async function claimDue(db: Db, most: number, now = new Date()): Promise<Due[]> {
  const claimed = await db.transaction(async (tx) => {
    const due = await tx
      .select({ id: delivery.id, attempts: delivery.attempts })
      .from(delivery)
      .where(and(eq(delivery.state, "waiting"), lte(delivery.nextAt, now)))
      .orderBy(asc(delivery.nextAt))
      .limit(most)
      .for("update", { skipLocked: true });
    for (const { id, attempts } of due)
      await tx
        .update(delivery)
        .set({ attempts: attempts + 1, nextAt: new Date(now.getTime() + LEASE_MS) })
        .where(eq(delivery.id, id));
    return due.map((row) => row.id);
  });
  if (claimed.length === 0) return [];
  const rows = await db
    .select({
      delivery,
      notice,
      webhook,
      address: mailbox.address,
      disabled: person.disabled,
      language: preference.language,
    })
    .from(delivery)
    .innerJoin(notice, eq(notice.id, delivery.noticeId))
    .leftJoin(webhook, eq(webhook.id, delivery.webhookId))
    .leftJoin(mailbox, eq(mailbox.personId, delivery.personId))
    .leftJoin(person, eq(person.id, delivery.personId))
    .leftJoin(preference, eq(preference.personId, delivery.personId))
    .where(inArray(delivery.id, claimed))
    .orderBy(asc(delivery.createdAt));
  return rows.map((row) => ({
    id: row.delivery.id,
    attempt: row.delivery.attempts,
    kind: row.notice.kind,
    run: row.notice.run,
    data: row.notice.data,
    createdAt: row.notice.createdAt,
    to: targetOf(row),
  }));
}

function targetOf(row: {
  readonly webhook: typeof webhook.$inferSelect | null;
  readonly address: string | null;
  readonly disabled: boolean | null;
  readonly language: string | null;
}): Due["to"] {
  if (row.webhook && row.webhook.removedAt === null)
    return {
      channel: "webhook",
      webhookId: row.webhook.id,
      url: row.webhook.url,
      secret: row.webhook.secret,
    };
  if (row.address !== null && row.disabled === false)
    return { channel: "email", address: row.address, language: row.language };
  return { channel: "gone" };
}

/** How an attempt went: `failed` is worth another one, `refused` is not. */
export interface Outcome {
  readonly state: "delivered" | "failed" | "refused";
  readonly detail: string;
}

/** Writes an attempt down and says when the next one is, if there is one. */
export async function settleDelivery(db: Db, due: Due, outcome: Outcome, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await tx
      .insert(deliveryAttempt)
      .values({
        deliveryId: due.id,
        number: due.attempt,
        at: now,
        delivered: outcome.state === "delivered" ? "yes" : "no",
        detail: outcome.detail.slice(0, 300),
      })
      .onConflictDoNothing();
    const wait = outcome.state === "failed" ? BACK_OFF_MS[due.attempt - 1] : undefined;
    await tx
      .update(delivery)
      .set(
        outcome.state === "delivered"
          ? { state: "delivered" }
          : wait === undefined
            ? { state: "failed" }
            : { nextAt: new Date(now.getTime() + wait) },
      )
      // A delivery whose lease ran out may be another server's by now; the later attempt counts.
      .where(and(eq(delivery.id, due.id), eq(delivery.attempts, due.attempt)));
  });
}

/** The newest deliveries; with `personId`, those to that person. */
export async function listDeliveries(db: Db, personId?: string, limit = 50): Promise<DeliveryView[]> {
  const rows = await db
    .select({ delivery, notice, webhookName: webhook.name, username: person.username })
    .from(delivery)
    .innerJoin(notice, eq(notice.id, delivery.noticeId))
    .leftJoin(webhook, eq(webhook.id, delivery.webhookId))
    .leftJoin(person, eq(person.id, delivery.personId))
    .where(personId === undefined ? undefined : eq(delivery.personId, personId))
    .orderBy(desc(delivery.createdAt), desc(delivery.id))
    .limit(limit);
  const ids = rows.map((row) => row.delivery.id);
  const attempts =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(deliveryAttempt)
          .where(inArray(deliveryAttempt.deliveryId, ids))
          .orderBy(asc(deliveryAttempt.number));
  return rows.map(({ delivery: row, notice: told, webhookName, username }) => ({
    id: row.id,
    kind: told.kind,
    run: told.run,
    to: webhookName ?? username ?? "",
    channel: row.webhookId === null ? "email" : "webhook",
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    nextAt: row.state === "waiting" ? row.nextAt.toISOString() : null,
    attempts: attempts
      .filter((a) => a.deliveryId === row.id)
      .map((a) => ({ at: a.at.toISOString(), delivered: a.delivered === "yes", detail: a.detail })),
  }));
}

/** Begins a failed delivery anew. */
export async function redeliver(db: Db, id: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await requireRight(tx, actor, "administers");
    await tx.delete(deliveryAttempt).where(eq(deliveryAttempt.deliveryId, id));
    const begun = await tx
      .update(delivery)
      .set({ state: "waiting", attempts: 0, nextAt: now })
      .where(and(eq(delivery.id, id), eq(delivery.state, "failed")))
      .returning({ id: delivery.id });
    if (begun.length === 0)
      deny("not-found", "delivery", "there is no such failed delivery", "Reload the list.");
  });
}

/** A notice that says nothing, to see whether a receiver works. */
export async function sendTest(db: Db, webhookId: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await requireRight(tx, actor, "administers");
    const [hook] = await tx.select().from(webhook).where(eq(webhook.id, webhookId));
    if (!hook || hook.removedAt !== null)
      deny("not-found", "webhook", "there is no such webhook", "Reload the list.");
    const id = randomUUID();
    await tx.insert(notice).values({
      id,
      subject: `${TEST_NOTICE} ${id}`,
      kind: TEST_NOTICE,
      run: null,
      data: JSON.stringify({ askedBy: actor.username }),
      createdAt: now,
    });
    await tx.insert(delivery).values({
      id: randomUUID(),
      noticeId: id,
      webhookId,
      state: "waiting",
      nextAt: now,
      createdAt: now,
    });
  });
}

/** How many deliveries stand in each state. */
export async function countDeliveries(db: Db): Promise<{ of: string; n: number }[]> {
  return db.select({ of: delivery.state, n: count() }).from(delivery).groupBy(delivery.state);
}
