import { count } from "drizzle-orm";
import type { Db } from "./client";
import { entry } from "./schema";

/** How many entries of each kind the ledger holds. */
export async function countEntries(db: Db): Promise<{ of: string; n: number }[]> {
  return db.select({ of: entry.kind, n: count() }).from(entry).groupBy(entry.kind);
}
