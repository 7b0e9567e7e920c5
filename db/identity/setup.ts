import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { sha256 } from "@/lib/base/hash";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { setupToken } from "../store/schema";
import { countAccounts, createAccount, type NewAccount } from "./accounts";

const VALID_HOURS = 24;

/** Makes the token of a set-up link the only one that works. Only its hash is stored. */
export async function openSetup(db: Db, token: string, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(setupToken).where(isNull(setupToken.usedAt));
    await tx
      .insert(setupToken)
      .values({ hash: sha256(token), expiresAt: new Date(now.getTime() + VALID_HOURS * 3_600_000) });
  });
}

/** Whether a set-up link still works: unused, not expired, and there is no account yet. */
async function setupIsOpen(db: Db, token: string, now = new Date()): Promise<boolean> {
  const [found] = await db.select({ hash: setupToken.hash }).from(setupToken).where(usable(token, now));
  return found !== undefined && (await countAccounts(db)) === 0;
}

/**
 * Uses the link once: makes the first accounts, or throws `setup-closed` and makes none. The ledger's lock is taken
 * first, so that of two people with the link exactly one is the first.
 */
export async function completeSetupWith(
  db: Db,
  token: string,
  accounts: readonly NewAccount[],
  now = new Date(),
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_ledger()`);
    if (!(await setupIsOpen(tx, token, now)))
      deny(
        "setup-closed",
        "token",
        "used, expired or unknown",
        "Start the server again for a new link, or sign in.",
      );
    await tx.update(setupToken).set({ usedAt: now }).where(usable(token, now));
    for (const wanted of accounts) await createAccount(tx, wanted, null, now);
  });
}

function usable(token: string, now: Date) {
  return and(eq(setupToken.hash, sha256(token)), isNull(setupToken.usedAt), gt(setupToken.expiresAt, now));
}
