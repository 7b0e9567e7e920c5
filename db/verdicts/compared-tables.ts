import type { Evidence } from "@/lib/evidence/manifest";
import { entryFor } from "@/lib/profile/profile";
import { shapeOf } from "@/lib/verdict/bracket";

export interface Compared {
  /** Names of the tables whose rows were held against each other. */
  readonly tables: readonly string[];
  /** Rows of `before` in them, the deleted ones included. */
  readonly rows: number;
}

/**
 * What was compared, by the conditions under which `measureTable` compares: the table is on both sides, with the same
 * key and columns, and the profile knows it. Anything else was not compared, whatever its row counts are.
 */
export function comparedTables(before: Evidence | undefined, after: Evidence | undefined): Compared {
  if (!before || !after) return { tables: [], rows: 0 };
  const both = before.manifest.tables.flatMap((old) => {
    const now = after.manifest.tables.find((t) => t.name === old.name);
    if (!old.present || !now?.present || shapeOf(old) !== shapeOf(now)) return [];
    return entryFor(before.profile, old.name) ? [old] : [];
  });
  return { tables: both.map((t) => t.name), rows: both.reduce((n, t) => n + t.rows, 0) };
}
