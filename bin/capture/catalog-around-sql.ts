import type { CatalogPart } from "@/lib/evidence/manifest";
import { CLASS, FUNCTION, grants, type PartSql, production, RELATION } from "./catalog-fragments";
import { NOT_SYSTEM } from "./session";

const DATABASE = "(SELECT oid FROM pg_database WHERE datname = current_database())";
/** Options may hold secrets: evidence keeps their digest. */
const digestOf = (text: string) => `encode(sha256(convert_to(coalesce(${text}, ''), 'UTF8')), 'hex')`;
const role = (oid: string) => `pg_get_userbyid(${oid})::text`;

/** Catalogues of objects that no other part lists: in a schema, or named by what they join. */
const OTHER_CLASSES: readonly string[] = [
  "pg_operator",
  "pg_opclass",
  "pg_opfamily",
  "pg_collation",
  "pg_conversion",
  "pg_ts_config",
  "pg_ts_dict",
  "pg_ts_parser",
  "pg_ts_template",
  "pg_statistic_ext",
  "pg_cast",
  "pg_language",
  "pg_transform",
  "pg_am",
];
/** Objects below this oid are PostgreSQL's own (FirstNormalObjectId). */
const FIRST_OID = 16384;

type AroundPart = "publications" | "foreign-servers" | "roles" | "settings" | "comments" | "other-objects";

/** What surrounds the relations and functions of production and can reach them. */
export const AROUND_SQL: Readonly<Record<AroundPart & CatalogPart, PartSql>> = {
  publications: (schema, pilot) => `
SELECT 'publication ' || p.pubname AS name, format('owner=%s all=%s insert=%s update=%s delete=%s truncate=%s root=%s tables=%s schemas=%s',
  ${role("p.pubowner")}, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot,
  (SELECT string_agg(format('%s(%s)%s', ${RELATION}, r.prattrs, pg_get_expr(r.prqual, r.prrelid)), ', ' ORDER BY ${RELATION} COLLATE "C")
   FROM pg_publication_rel r JOIN ${CLASS} ON c.oid = r.prrelid WHERE r.prpubid = p.oid AND n.nspname <> ${schema}),
  (SELECT string_agg(n.nspname, ', ' ORDER BY n.nspname) FROM pg_publication_namespace x JOIN pg_namespace n ON n.oid = x.pnnspid
   WHERE x.pnpubid = p.oid AND n.nspname <> ${schema})) AS definition
FROM pg_publication p WHERE pg_get_userbyid(p.pubowner) <> ${pilot}
UNION ALL
SELECT 'subscription ' || s.subname, format('owner=%s enabled=%s slot=%s publications=%s tables=%s', ${role("s.subowner")}, s.subenabled, s.subslotname, s.subpublications,
  (SELECT string_agg(${RELATION}, ', ' ORDER BY ${RELATION} COLLATE "C") FROM pg_subscription_rel r JOIN ${CLASS} ON c.oid = r.srrelid
   WHERE r.srsubid = s.oid AND n.nspname <> ${schema}))
FROM pg_subscription s WHERE s.subdbid = ${DATABASE} AND pg_get_userbyid(s.subowner) <> ${pilot}
UNION ALL
SELECT 'replication slot ' || slot_name, format('plugin=%s type=%s', plugin, slot_type)
FROM pg_replication_slots WHERE database = current_database() AND NOT temporary`,

  "foreign-servers": (schema, pilot) => `
SELECT 'wrapper ' || w.fdwname AS name, format('owner=%s handler=%s options=%s acl=%s', ${role("w.fdwowner")}, w.fdwhandler::regproc, ${digestOf("w.fdwoptions::text")}, ${grants("w.fdwacl", "F", "w.fdwowner", pilot)}) AS definition
FROM pg_foreign_data_wrapper w
UNION ALL
SELECT 'server ' || s.srvname, format('owner=%s wrapper=%s options=%s acl=%s', ${role("s.srvowner")}, w.fdwname, ${digestOf("s.srvoptions::text")}, ${grants("s.srvacl", "S", "s.srvowner", pilot)})
FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE pg_get_userbyid(s.srvowner) <> ${pilot}
UNION ALL
SELECT format('user mapping of %s on %s', m.usename, m.srvname), '' FROM pg_user_mappings m WHERE m.usename <> ${pilot}
UNION ALL
SELECT 'foreign table ' || ${RELATION}, format('server=%s options=%s', s.srvname, ${digestOf("f.ftoptions::text")})
FROM pg_foreign_table f JOIN ${CLASS} ON c.oid = f.ftrelid JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE ${production(schema)}`,

  // Roles that own or are granted something here or reach around grants, and whoever belongs to one of them.
  roles: (_, pilot) => `
WITH RECURSIVE touching (oid) AS (
    (SELECT d.refobjid FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass
       AND (d.dbid = ${DATABASE} OR (d.classid = 'pg_database'::regclass AND d.objid = ${DATABASE}))
     UNION SELECT r.oid FROM pg_roles r WHERE r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication
       OR r.rolname IN ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_create_subscription', 'pg_maintain'))
  UNION
    SELECT m.member FROM touching t JOIN pg_auth_members m ON m.roleid = t.oid
)
SELECT 'role ' || r.rolname AS name, format('oid=%s superuser=%s inherit=%s createrole=%s createdb=%s login=%s replication=%s bypassrls=%s',
  r.oid, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication, r.rolbypassrls) AS definition
FROM touching JOIN pg_roles r USING (oid) WHERE r.rolname <> ${pilot}
UNION ALL
SELECT format('membership of %s in %s by %s', ${role("m.member")}, ${role("m.roleid")}, ${role("m.grantor")}),
  format('admin=%s inherit=%s set=%s', m.admin_option, to_jsonb(m) ->> 'inherit_option', to_jsonb(m) ->> 'set_option')
FROM pg_auth_members m WHERE m.roleid IN (SELECT oid FROM touching) AND pg_get_userbyid(m.member) <> ${pilot} AND pg_get_userbyid(m.roleid) <> ${pilot}
UNION ALL
SELECT 'parameter ' || p.parname, ${grants("p.paracl", "p", "10", pilot)} FROM pg_parameter_acl p WHERE ${grants("p.paracl", "p", "10", pilot)} <> ''`,

  settings: (_, pilot) => `
SELECT format('settings of %s in %s', coalesce(r.rolname, 'every role'), CASE WHEN s.setdatabase = 0 THEN 'every database' ELSE 'this database' END) AS name,
  (SELECT string_agg(split_part(c, '=', 1) || '=' || ${digestOf("c")}, ' ' ORDER BY c COLLATE "C") FROM unnest(s.setconfig) c) AS definition
FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole
WHERE s.setdatabase IN (0, ${DATABASE}) AND r.rolname IS DISTINCT FROM ${pilot}`,

  comments: (schema) => `
SELECT format('%s of %s %s', d.kind, i.type, i.identity) AS name, ${digestOf("d.text")} AS definition
FROM (SELECT 'comment' AS kind, classoid, objoid, objsubid, description AS text FROM pg_description
      UNION ALL SELECT 'label ' || provider, classoid, objoid, objsubid, label FROM pg_seclabel) d
CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE (d.objoid >= ${FIRST_OID} OR d.classoid = 'pg_namespace'::regclass) AND i.identity IS NOT NULL
  AND coalesce(i.schema, '') ${NOT_SYSTEM} AND i.schema IS DISTINCT FROM quote_ident(${schema})
  AND NOT (d.classoid = 'pg_namespace'::regclass AND (i.name = quote_ident(${schema}) OR i.name ~ '^(pg_|information_schema)'))
UNION ALL
SELECT 'comment of database', ${digestOf("d.description")} FROM pg_shdescription d WHERE d.classoid = 'pg_database'::regclass AND d.objoid = ${DATABASE}`,

  "other-objects": (schema, pilot) => `
SELECT i.type || ' ' || i.identity AS name, format('%s oid=%s', o.class::regclass, o.oid) AS definition
FROM (${OTHER_CLASSES.map((c) => `SELECT '${c}'::regclass::oid AS class, oid FROM ${c} WHERE oid >= ${FIRST_OID}`).join(" UNION ALL ")}) o
CROSS JOIN LATERAL pg_identify_object(o.class, o.oid, 0) i
WHERE coalesce(i.schema, '') ${NOT_SYSTEM} AND i.schema IS DISTINCT FROM quote_ident(${schema})
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype = 'e')
  AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_namespace n ON d.refclassid = 'pg_namespace'::regclass AND n.oid = d.refobjid
    WHERE d.classid = o.class AND d.objid = o.oid AND n.nspname = ${schema})
UNION ALL
SELECT format('internal trigger %s of %s', t.tgname, ${RELATION}), format('enabled=%s', t.tgenabled)
FROM pg_trigger t JOIN ${CLASS} ON c.oid = t.tgrelid WHERE ${production(schema)} AND t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT 'system function ' || ${FUNCTION}, ${grants("p.proacl", "f", "p.proowner", pilot)}
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
LEFT JOIN pg_init_privs i ON i.classoid = 'pg_proc'::regclass AND i.objoid = p.oid AND i.objsubid = 0
WHERE n.nspname = 'pg_catalog' AND p.proacl IS DISTINCT FROM i.initprivs
  AND ${grants("p.proacl", "f", "p.proowner", pilot)} <> ${grants("i.initprivs", "f", "p.proowner", pilot)}
UNION ALL
SELECT 'system relation ' || ${RELATION}, ${grants("c.relacl", "r", "c.relowner", pilot)}
FROM ${CLASS} LEFT JOIN pg_init_privs i ON i.classoid = 'pg_class'::regclass AND i.objoid = c.oid AND i.objsubid = 0
WHERE n.nspname = 'pg_catalog' AND c.relkind IN ('r', 'v') AND c.relacl IS DISTINCT FROM i.initprivs
  AND ${grants("c.relacl", "r", "c.relowner", pilot)} <> ${grants("i.initprivs", "r", "c.relowner", pilot)}`,
};

/** More large objects than this are not listed one by one. */
export const MOST_LARGE_OBJECTS = 20_000;

/**
 * Every object of production with its oid, by which one that came out of the surface is recognized whatever it is
 * called now. Code that runs by itself carries the transaction that wrote it last, so that a trigger switched off
 * and on again shows. Plain functions and tables do not: a grant to the pilot's role is a write of their entry too.
 */
export const IDENTITIES: PartSql = (schema, pilot) => `
SELECT 'schema ' || n.nspname AS name, 'oid=' || n.oid AS definition FROM pg_namespace n WHERE ${production(schema)}
UNION ALL
SELECT 'relation ' || ${RELATION}, 'oid=' || c.oid FROM ${CLASS} WHERE ${production(schema)} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
UNION ALL
SELECT 'type ' || n.nspname || '.' || t.typname, 'oid=' || t.oid
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE ${production(schema)} AND t.typelem = 0 AND t.typtype <> 'm' AND (t.typrelid = 0 OR c.relkind = 'c')
UNION ALL
SELECT 'function ' || ${FUNCTION}, 'oid=' || p.oid || CASE WHEN p.prorettype IN ('trigger'::regtype, 'event_trigger'::regtype) THEN ' xmin=' || p.xmin ELSE '' END
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${production(schema)}
UNION ALL
SELECT 'trigger ' || ${RELATION} || '.' || t.tgname, 'oid=' || t.oid || ' xmin=' || t.xmin
FROM pg_trigger t JOIN ${CLASS} ON c.oid = t.tgrelid WHERE ${production(schema)}
UNION ALL
SELECT 'rule ' || ${RELATION} || '.' || r.rulename, 'oid=' || r.oid || ' xmin=' || r.xmin
FROM pg_rewrite r JOIN ${CLASS} ON c.oid = r.ev_class WHERE ${production(schema)}
UNION ALL
SELECT 'policy ' || ${RELATION} || '.' || p.polname, 'oid=' || p.oid || ' xmin=' || p.xmin
FROM pg_policy p JOIN ${CLASS} ON c.oid = p.polrelid WHERE ${production(schema)}
UNION ALL
SELECT 'event trigger ' || e.evtname, 'oid=' || e.oid || ' xmin=' || e.xmin FROM pg_event_trigger e
UNION ALL
SELECT 'role ' || r.rolname, 'oid=' || r.oid FROM pg_roles r WHERE r.rolname <> ${pilot}
UNION ALL
(SELECT 'large object ' || l.oid, 'oid=' || l.oid FROM pg_largeobject_metadata l
 WHERE (SELECT count(*) FROM (SELECT FROM pg_largeobject_metadata LIMIT ${MOST_LARGE_OBJECTS + 1}) x) <= ${MOST_LARGE_OBJECTS})
UNION ALL
SELECT 'large objects', 'not listed' WHERE (SELECT count(*) FROM (SELECT FROM pg_largeobject_metadata LIMIT ${MOST_LARGE_OBJECTS + 1}) x) > ${MOST_LARGE_OBJECTS}`;
