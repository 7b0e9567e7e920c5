import { and, eq, gt, lt } from "drizzle-orm";
import type { Db } from "../store/client";
import { ceremony } from "../store/schema";

export type Ceremony = typeof ceremony.$inferSelect;

/** Remembers a challenge for as long as it may be answered; forgets those whose time is over. */
export async function openCeremony(db: Db, wanted: Ceremony, now = new Date()): Promise<void> {
  await db.delete(ceremony).where(lt(ceremony.expiresAt, now));
  await db.insert(ceremony).values(wanted);
}

/**
 * Takes a challenge away and hands it out, once: of two answers the second finds nothing. null where it is unknown,
 * over, or was made for another purpose. The caller holds the person against who is calling.
 */
export async function takeCeremony(
  db: Db,
  challenge: string,
  purpose: Ceremony["purpose"],
  now = new Date(),
): Promise<Ceremony | null> {
  const [taken] = await db
    .delete(ceremony)
    .where(and(eq(ceremony.challenge, challenge), eq(ceremony.purpose, purpose), gt(ceremony.expiresAt, now)))
    .returning();
  return taken ?? null;
}
