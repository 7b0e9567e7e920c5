import { randomBytes } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import type { Json } from "@/lib/base/canonical";
import { sha256 } from "@/lib/base/hash";
import type { Db } from "../store/client";
import { oneTime } from "../store/schema";

/** What a token may be good for; a token of one purpose opens no other. */
export type OneTimePurpose = "second-factor" | "sso";

/** Keeps a value for whoever brings the token (256 random bits, base64url) back in time. Only its hash is stored. */
export async function keepOneTime(
  db: Db,
  purpose: OneTimePurpose,
  value: Json,
  minutes: number,
  now = new Date(),
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.insert(oneTime).values({
    hash: sha256(token),
    purpose,
    value: JSON.stringify(value),
    expiresAt: new Date(now.getTime() + minutes * 60_000),
  });
  return token;
}

/** The kept value, which is gone afterwards: of two who bring the same token, one gets it. null: unknown or late. */
export async function takeOneTime(
  db: Db,
  purpose: OneTimePurpose,
  token: string,
  now = new Date(),
): Promise<unknown> {
  const [row] = await db
    .delete(oneTime)
    .where(usable(purpose, token, now))
    .returning();
  return row ? JSON.parse(row.value) : null;
}

/** The kept value without using the token up, for a step that may be tried again. */
export async function readOneTime(
  db: Db,
  purpose: OneTimePurpose,
  token: string,
  now = new Date(),
): Promise<unknown> {
  const [row] = await db
    .select()
    .from(oneTime)
    .where(usable(purpose, token, now));
  return row ? JSON.parse(row.value) : null;
}

/** Removes what nobody brought back in time. */
export async function sweepOneTime(db: Db, now = new Date()): Promise<void> {
  await db.delete(oneTime).where(lt(oneTime.expiresAt, now));
}

function usable(purpose: OneTimePurpose, token: string, now: Date) {
  return and(eq(oneTime.hash, sha256(token)), eq(oneTime.purpose, purpose), gt(oneTime.expiresAt, now));
}
