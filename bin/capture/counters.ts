import type { Counters } from "@/lib/evidence/manifest";
import type { Session } from "./session";
import { isoTime } from "./source";

/** A partitioned table has no rows and no storage of its own: its leaves count. */
const LEAVES = `SELECT t.relid AS oid FROM pg_partition_tree($1::oid) t WHERE t.isleaf UNION SELECT $1::oid`;

/** Write counters since the last reset; null where the server does not count. */
export async function countersOf(session: Session, oid: string): Promise<Counters | null> {
  const row = await session.row<{
    counts: string;
    inserted: string;
    updated: string;
    deleted: string;
    resetAt: string | null;
  }>(
    `SELECT current_setting('track_counts') AS counts,
       sum(pg_stat_get_tuples_inserted(l.oid))::text AS inserted, sum(pg_stat_get_tuples_updated(l.oid))::text AS updated,
       sum(pg_stat_get_tuples_deleted(l.oid))::text AS deleted,
       (SELECT ${isoTime("stats_reset")} FROM pg_stat_database WHERE datname = current_database()) AS "resetAt"
     FROM (${LEAVES}) l`,
    [oid],
  );
  if (row.counts !== "on") return null;
  return { inserted: row.inserted, updated: row.updated, deleted: row.deleted, resetAt: row.resetAt };
}

/** Identifies the table's storage; for a partitioned table, a number made of all its leaves' storages. */
export async function filenodeOf(session: Session, oid: string): Promise<string> {
  const { filenode } = await session.row<{ filenode: string }>(
    `SELECT CASE WHEN count(*) = 1 THEN coalesce(min(pg_relation_filenode(l.oid)), 0)::text
       ELSE (('x' || substr(md5(string_agg(l.oid || ':' || coalesce(pg_relation_filenode(l.oid), 0), ',' ORDER BY l.oid)), 1, 15))::bit(60)::bigint)::text END AS filenode
     FROM (${LEAVES}) l`,
    [oid],
  );
  return filenode;
}
