import type { Surface } from "@/lib/evidence/manifest";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { clip, qualified } from "./quote";
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

/** Things that belong to the pilot's role without lying in its schema, as far as this role may see them. */
const OTHERS = `
SELECT 'large object' AS kind, oid::text AS name FROM pg_largeobject_metadata WHERE pg_get_userbyid(lomowner) = $2
UNION ALL
SELECT 'replication slot', slot_name::text FROM pg_replication_slots s
WHERE starts_with(slot_name::text, $1) OR starts_with(slot_name::text, $2)
  OR active_pid IN (SELECT pid FROM pg_stat_activity WHERE usename = $2)
UNION ALL
SELECT 'prepared transaction', gid FROM pg_prepared_xacts WHERE owner = $2
UNION ALL
SELECT 'connection', 'process ' || pid FROM pg_stat_activity WHERE usename = $2
ORDER BY 1, 2`;

/** What exists of the staging surface of a run: by name, with the oids by which a moved object is recognized. */
export async function surfaceInventory(session: Session, profile: Profile, run: string): Promise<Surface> {
  const { schema, role } = surfaceOf(profile, run);
  const named = async (part: keyof typeof NAMED): Promise<Named[]> =>
    (await session.rows<{ name: string; oid: string }>(NAMED[part], [schema])).map((r) => ({
      name: clip(r.name),
      oid: r.oid,
    }));
  const others = await session.rows<{ kind: string; name: string }>(OTHERS, [schema, role]);
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
    others: others.map((o) => ({ kind: o.kind, name: clip(o.name) })),
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
