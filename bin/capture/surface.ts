import type { Surface } from "@/lib/evidence/manifest";
import { MEMBER, ORPHANED } from "@/lib/evidence/pilot-schema";
import { SCOPES } from "@/lib/evidence/scope";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { isPilotsJob, type Jobs } from "./jobs";
import { clip, qualified, wholeWord } from "./quote";
import type { Session } from "./session";

type Named = Surface["schemas"][number];

const KINDS: Readonly<Record<string, string>> = {
  r: "table",
  p: "partitioned table",
  v: "view",
  m: "materialized view",
  f: "foreign table",
};

const NAMED: Readonly<Record<"schemas" | "sequences" | "functions" | "types", string>> = {
  schemas: "SELECT nspname::text AS name, oid::text AS oid FROM pg_namespace WHERE nspname = $1",
  sequences: `SELECT n.nspname || '.' || c.relname AS name, c.oid::text AS oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1 AND c.relkind = 'S' ORDER BY 1`,
  functions: `SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, p.oid::text AS oid
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1 ORDER BY 1`,
  // Row types of tables and array types come and go with what they belong to.
  types: `SELECT n.nspname || '.' || t.typname AS name, t.oid::text AS oid FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE n.nspname = $1 AND t.typelem = 0 AND t.typtype <> 'm' AND (t.typrelid = 0 OR c.relkind = 'c') ORDER BY 1`,
};

/** A session of a role that was dropped while it was connected: its name is gone, its number is not. */
const ORPHAN = `a.usesysid IS NOT NULL AND a.datname = current_database() AND NOT EXISTS (SELECT FROM pg_roles r WHERE r.oid = a.usesysid)`;

/**
 * Things that belong to the pilot without lying in its schema, as far as this role may see them. $1 schema, $2 role,
 * $3 and $4 patterns of their names as whole words. Objects of PostgreSQL itself have oids below 16384.
 */
const OTHERS = `
SELECT 'large object' AS kind, oid::text AS name FROM pg_largeobject_metadata WHERE pg_get_userbyid(lomowner) = $2
UNION ALL
SELECT 'replication slot', slot_name::text FROM pg_replication_slots s
WHERE slot_name IN ($1, $2) OR starts_with(slot_name::text, $1 || '_') OR starts_with(slot_name::text, $2 || '_')
  OR active_pid IN (SELECT pid FROM pg_stat_activity WHERE usename = $2)
UNION ALL
SELECT 'prepared transaction', gid FROM pg_prepared_xacts WHERE owner = $2 OR (owner IS NULL AND database = current_database())
UNION ALL
SELECT 'connection', 'process ' || pid FROM pg_stat_activity WHERE usename = $2
UNION ALL
SELECT '${ORPHANED}', format('process %s, role %s', a.pid, a.usesysid) FROM pg_stat_activity a WHERE ${ORPHAN}
UNION ALL
SELECT 'advisory lock', format('%s %s %s of process %s', l.classid, l.objid, l.objsubid, l.pid)
FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND (a.usename = $2 OR ${ORPHAN})
UNION ALL
SELECT 'comment', 'on ' || i.type || ' ' || i.identity FROM pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass) AND (d.description ~* $3 OR d.description ~* $4)
  AND i.schema IS DISTINCT FROM quote_ident($1) AND NOT (d.classoid = 'pg_namespace'::regclass AND i.name = quote_ident($1))
UNION ALL
SELECT 'comment', format('on %s %s', d.classoid::regclass, d.objoid) FROM pg_shdescription d
WHERE (d.description ~* $3 OR d.description ~* $4) AND NOT EXISTS (SELECT FROM pg_roles r WHERE d.classoid = 'pg_authid'::regclass AND r.oid = d.objoid AND r.rolname = $2)
UNION ALL
SELECT 'setting', format('%s of %s', split_part(c, '=', 1), coalesce(r.rolname, 'every role'))
FROM pg_db_role_setting g LEFT JOIN pg_roles r ON r.oid = g.setrole CROSS JOIN LATERAL unnest(g.setconfig) c
WHERE r.rolname IS DISTINCT FROM $2 AND (c ~* $3 OR c ~* $4)
UNION ALL
SELECT '${MEMBER}', m.member::regrole::text FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE r.rolname = $2
ORDER BY 1, 2`;

/** What exists of the staging surface of a run: by name, with the oids by which a moved object is recognized. */
export async function surfaceInventory(
  session: Session,
  profile: Profile,
  run: string,
  jobs: Jobs,
): Promise<Surface> {
  const { schema, role } = surfaceOf(profile, run);
  const named = async (part: keyof typeof NAMED): Promise<Named[]> =>
    (await session.rows<{ name: string; oid: string }>(NAMED[part], [schema])).map((r) => ({
      name: clip(r.name),
      oid: r.oid,
    }));
  const others = await session.rows<{ kind: string; name: string }>(OTHERS, [
    schema,
    role,
    wholeWord(schema),
    wholeWord(role),
  ]);
  const unseen = jobs.unseen === null ? [] : [{ what: "scheduled jobs", why: jobs.unseen }];
  const scheduled = (jobs.seen ?? []).filter((job) => isPilotsJob(job, schema, role));
  return {
    schema,
    role,
    schemas: await named("schemas"),
    relations: await relationsOf(session, schema),
    sequences: await named("sequences"),
    functions: await named("functions"),
    types: await named("types"),
    roles: await session.rows<{ name: string; oid: string }>(
      "SELECT rolname::text AS name, oid::text AS oid FROM pg_roles WHERE rolname = $1",
      [role],
    ),
    others: [
      ...others.map((o) => ({ kind: o.kind, name: clip(o.name) })),
      ...scheduled.map((job) => ({ kind: "scheduled job", name: `${job.id} (${job.schedule})` })),
    ],
    looked: SCOPES.surface.filter((what) => !unseen.some((u) => u.what === what)),
    unseen,
  };
}

async function relationsOf(session: Session, schema: string): Promise<Surface["relations"]> {
  const found = await session.rows<{ name: string; oid: string; kind: string; countable: boolean }>(
    `SELECT c.relname AS name, c.oid::text AS oid, c.relkind AS kind,
       c.relkind IN ('r', 'p', 'm') AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE') AS countable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1`,
    [schema],
  );
  const relations: Surface["relations"] = [];
  for (const r of found)
    relations.push({
      name: clip(`${schema}.${r.name}`),
      oid: r.oid,
      kind: KINDS[r.kind] ?? r.kind,
      rows: r.countable ? await countRows(session, qualified(schema, r.name)) : null,
    });
  return relations;
}

/** Null where the count could not be had in time: unknown, and said so. */
async function countRows(session: Session, sql: string): Promise<number | null> {
  await session.client.query("SAVEPOINT count");
  try {
    const { n } = await session.row<{ n: string }>(`SELECT count(*)::text AS n FROM ${sql}`);
    return Number(n);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    await session.client.query("ROLLBACK TO SAVEPOINT count");
    return null;
  } finally {
    await session.client.query("RELEASE SAVEPOINT count").catch(() => undefined);
  }
}
