import { count } from "drizzle-orm";
import type { Db } from "../store/client";
import { entry } from "../store/schema";

/** How many entries of each kind the ledger holds. */
export async function countEntries(db: Db): Promise<{ of: string; n: number }[]> {
  return db.select({ of: entry.kind, n: count() }).from(entry).groupBy(entry.kind);
}
