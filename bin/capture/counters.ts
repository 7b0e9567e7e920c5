import type { Counters } from "@/lib/evidence/manifest";
import { entryFor, type Profile } from "@/lib/profile/profile";
import type { Session } from "./session";
import { isoTime } from "./source";

/** The asked tables ($1) and, as a partitioned table has neither rows nor storage of its own, the leaves under each. */
const LEAVES = `
asked AS (SELECT a.oid FROM unnest($1::oid[]) a (oid)),
leaves AS (
  SELECT a.oid AS root, t.relid AS oid FROM asked a CROSS JOIN LATERAL pg_partition_tree(a.oid) t WHERE t.isleaf
  UNION SELECT oid, oid FROM asked)`;

type Reading = Omit<Counters, "earlier">;

/** Write counters of many tables by oid, since the last reset; null where the server does not count. */
export async function readCounters(
  session: Session,
  tables: readonly { readonly oid: string }[],
): Promise<Map<string, Reading | null>> {
  const rows = await session.rows<Reading & { oid: string; counts: string }>(
    `WITH ${LEAVES}
     SELECT root::text AS oid, current_setting('track_counts') AS counts,
       sum(pg_stat_get_tuples_inserted(oid))::text AS inserted, sum(pg_stat_get_tuples_updated(oid))::text AS updated,
       sum(pg_stat_get_tuples_deleted(oid))::text AS deleted,
       (SELECT ${isoTime("stats_reset")} FROM pg_stat_database WHERE datname = current_database()) AS "resetAt"
     FROM leaves GROUP BY root`,
    [tables.map((t) => t.oid)],
  );
  return new Map(rows.map(({ oid, counts, ...reading }) => [oid, counts === "on" ? reading : null]));
}

/** The counters after the snapshot together with those before it. */
export function bothCounters(earlier: Reading | null, later: Reading | null): Counters | null {
  if (earlier === null || later === null) return null;
  const { inserted, updated, deleted } = earlier;
  return { ...later, earlier: { inserted, updated, deleted } };
}

/**
 * Whether something was counted around the snapshot that is no live birth: written just before it and counted late,
 * or written while the rows were read. Another snapshot tells the two apart, for by now all is counted.
 */
export function movedAround(profile: Profile, name: string, counters: Counters | null): boolean {
  if (!counters?.earlier) return false;
  const { earlier } = counters;
  const lives = entryFor(profile, name)?.liveInserts === "tolerate";
  return (
    (!lives && counters.inserted !== earlier.inserted) ||
    counters.updated !== earlier.updated ||
    counters.deleted !== earlier.deleted
  );
}

/** What identifies each table's storage; for a partitioned table, a number made of all its leaves' storages. */
export async function filenodesOf(
  session: Session,
  tables: readonly { readonly oid: string }[],
): Promise<Map<string, string>> {
  const rows = await session.rows<{ oid: string; filenode: string }>(
    `WITH ${LEAVES}
     SELECT root::text AS oid, CASE WHEN count(*) = 1 THEN coalesce(min(pg_relation_filenode(oid)), 0)::text
       ELSE (('x' || substr(md5(string_agg(oid || ':' || coalesce(pg_relation_filenode(oid), 0), ',' ORDER BY oid)), 1, 15))::bit(60)::bigint)::text END AS filenode
     FROM leaves GROUP BY root`,
    [tables.map((t) => t.oid)],
  );
  return new Map(rows.map((r) => [r.oid, r.filenode]));
}
