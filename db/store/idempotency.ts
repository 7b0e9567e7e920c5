import { and, eq, isNull, lt } from "drizzle-orm";
import type { Db } from "./client";
import { idempotencyKey } from "./schema";

export interface Claim {
  /** Who sent it: the same key of two people is two keys. */
  readonly actor: string;
  readonly key: string;
  /** Keyed digest over the request; a password may be in it. */
  readonly request: string;
}

export type ClaimResult =
  | { readonly state: "claimed" }
  | { readonly state: "other-request" }
  | { readonly state: "in-progress" }
  | { readonly state: "answered"; readonly status: number; readonly body: string };

const KEEP_MS = 24 * 3_600_000;

/**
 * Claims a key for a request, once. A claim whose server died before answering stays "in progress" until it
 * expires: whether the change was made is then to be read, not guessed by doing it twice.
 */
export async function claim(db: Db, { actor, key, request }: Claim, now = new Date()): Promise<ClaimResult> {
  await db.delete(idempotencyKey).where(lt(idempotencyKey.createdAt, new Date(now.getTime() - KEEP_MS)));
  const mine = await db
    .insert(idempotencyKey)
    .values({ actor, key, request, createdAt: now })
    .onConflictDoNothing()
    .returning();
  if (mine.length > 0) return { state: "claimed" };
  const [there] = await db
    .select()
    .from(idempotencyKey)
    .where(and(eq(idempotencyKey.actor, actor), eq(idempotencyKey.key, key)));
  if (!there) return { state: "in-progress" };
  if (there.request !== request) return { state: "other-request" };
  if (there.status === null || there.body === null) return { state: "in-progress" };
  return { state: "answered", status: there.status, body: there.body };
}

/** Keeps the answer of a change that was made. */
export async function answer(db: Db, { actor, key }: Claim, status: number, body: string): Promise<void> {
  await db
    .update(idempotencyKey)
    .set({ status, body })
    .where(and(eq(idempotencyKey.actor, actor), eq(idempotencyKey.key, key)));
}

/** Gives a key back after a refusal: nothing was recorded, so the corrected request may use it. */
export async function release(db: Db, { actor, key }: Claim): Promise<void> {
  await db
    .delete(idempotencyKey)
    .where(and(eq(idempotencyKey.actor, actor), eq(idempotencyKey.key, key), isNull(idempotencyKey.status)));
}
