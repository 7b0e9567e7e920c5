import { eq, lt, sql } from "drizzle-orm";
import type { Db } from "../store/client";
import { attempt } from "../store/schema";

/** So many attempts within a window that begins with the first of them. */
export interface AttemptLimit {
  readonly most: number;
  readonly windowMs: number;
}

/**
 * Counts one attempt and answers how many there were in its window, this one included. Whoever limits something counts
 * before looking at it: a hundred attempts sent at once, at any number of servers, then count as a hundred.
 */
export async function countAttempt(
  db: Db,
  key: string,
  { windowMs }: AttemptLimit,
  now = new Date(),
): Promise<number> {
  const until = new Date(now.getTime() + windowMs);
  const over = sql`${attempt.until} <= ${now.toISOString()}::timestamptz`;
  const [row] = await db
    .insert(attempt)
    .values({ key, count: 1, until })
    .onConflictDoUpdate({
      target: attempt.key,
      set: {
        count: sql`case when ${over} then 1 else ${attempt.count} + 1 end`,
        until: sql`case when ${over} then ${until.toISOString()}::timestamptz else ${attempt.until} end`,
      },
    })
    .returning({ count: attempt.count });
  if (!row) throw new Error("invariant broken: a counted attempt has a row");
  return row.count;
}

/** Opens a limit again, as the right password does. */
export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.delete(attempt).where(eq(attempt.key, key));
}

/** Removes windows that have ended. */
export async function sweepAttempts(db: Db, now = new Date()): Promise<void> {
  await db.delete(attempt).where(lt(attempt.until, now));
}
