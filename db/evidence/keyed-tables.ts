import { desc, inArray } from "drizzle-orm";
import type { Db } from "../store/client";
import { evidence } from "../store/schema";

export interface KeyedTable {
  readonly name: string;
  /** Key columns in their order. */
  readonly key: readonly string[];
}

/** Manifests that are looked through: production's tables are those of its newest snapshots. */
const NEWEST = 12;

/** Tables of production that have a key, by name, as the newest snapshots show them. */
export async function keyedTables(db: Db): Promise<KeyedTable[]> {
  const rows = await db
    .select({ manifest: evidence.manifest })
    .from(evidence)
    .where(inArray(evidence.phase, ["before", "after"]))
    .orderBy(desc(evidence.ledgerIndex))
    .limit(NEWEST);
  const known = new Map<string, KeyedTable>();
  for (const { manifest } of rows)
    for (const { name, key } of tablesOf(manifest))
      if (key && key.length > 0 && !known.has(name)) known.set(name, { name, key });
  return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The manifest was parsed whole when it was recorded. */
function tablesOf(manifest: string): readonly { readonly name: string; readonly key?: readonly string[] }[] {
  return (JSON.parse(manifest) as { tables: { name: string; key?: string[] }[] }).tables;
}
