import { count, min } from "drizzle-orm";
import { formatDigest } from "@/lib/base/hash";
import type { Db } from "../store/client";
import { run } from "../store/schema";

export interface ProfileUse {
  readonly runs: number;
  /** When the first of them was created. */
  readonly first: string;
}

/** How many runs were created with each profile, by the profile's digest; one that no run names is not there. */
export async function profileUses(db: Db): Promise<ReadonlyMap<string, ProfileUse>> {
  const rows = await db
    .select({ digest: run.profileDigest, runs: count(), first: min(run.createdAt) })
    .from(run)
    .groupBy(run.profileDigest);
  return new Map(
    rows.flatMap(({ digest, runs, first }) =>
      first === null ? [] : [[formatDigest(digest), { runs, first: first.toISOString() }] as const],
    ),
  );
}
