import { NOT_SYSTEM } from "./session";

/**
 * Since PostgreSQL 16 a membership may give neither the rights (INHERIT) nor the role itself (SET). With ADMIN its
 * holder can grant itself both. Before, every membership gave everything.
 */
const USABLE = `(m.admin_option OR coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true) OR coalesce((to_jsonb(m) ->> 'set_option')::boolean, true))`;

/**
 * Everyone whose rights a role can use: itself, every role that it is a member of (by inheritance, by SET ROLE, or
 * by a grant that it may make to itself), and PUBLIC as oid 0. Whoever owns the database is a member of
 * pg_database_owner, which no membership row says.
 */
export const REACHED = `
WITH RECURSIVE member (oid) AS (
    SELECT oid FROM pg_roles WHERE rolname = $1
  UNION
    SELECT r.oid FROM member JOIN LATERAL (
      SELECT m.roleid AS oid FROM pg_auth_members m WHERE m.member = member.oid AND ${USABLE}
      UNION ALL
      SELECT o.oid FROM pg_roles o, pg_database d
      WHERE o.rolname = 'pg_database_owner' AND d.datname = current_database() AND d.datdba = member.oid
    ) r ON true
), reached (oid, name) AS (
    SELECT m.oid, r.rolname::text FROM member m JOIN pg_roles r USING (oid)
  UNION ALL
    SELECT 0::oid, 'PUBLIC'
)`;

/** Predefined roles that reach around every grant (PostgreSQL manual, "Predefined Roles"). */
export const REACH_AROUND: Readonly<Record<string, string>> = {
  pg_write_all_data: "INSERT, UPDATE, DELETE",
  pg_write_server_files: "WRITE SERVER FILES",
  pg_execute_server_program: "EXECUTE SERVER PROGRAM",
  pg_create_subscription: "CREATE SUBSCRIPTION",
  pg_maintain: "MAINTAIN",
};

/** Privileges by which production can be written. SELECT, REFERENCES and TEMPORARY write nothing there. */
const WRITING = "('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN')";

/** Settings under which writes fire no trigger, are not counted, or reach the catalogue itself. */
const HIDING_PARAMETERS =
  "('session_replication_role', 'track_counts', 'allow_system_table_mods', 'lo_compat_privileges')";

/** Functions that write the server or its files and that nobody but a superuser may run until it is granted. */
const SERVER_FUNCTIONS = `'^(lo_import|lo_export|pg_stat_reset.*|pg_file_.*|pg_replication_origin_.*|pg_promote|pg_switch_wal|pg_create_restore_point|pg_wal_replay_.*|dblink_connect_u)$'`;

/** $2: the schema that is not production (the staging surface), or null. */
export const RIGHTS = `${REACHED}, own_schema (oid) AS (SELECT oid FROM pg_namespace WHERE nspname = $2::text),
production (oid, name, acl, owner, kind) AS (
  SELECT c.oid, n.nspname || '.' || c.relname, c.relacl, c.relowner, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname ${NOT_SYSTEM} AND n.oid NOT IN (SELECT oid FROM own_schema)
)
SELECT DISTINCT object, privilege, via FROM (
  SELECT p.name AS object, a.privilege_type AS privilege, r.name AS via
  FROM production p CROSS JOIN LATERAL aclexplode(coalesce(p.acl, acldefault('r', p.owner))) a JOIN reached r ON r.oid = a.grantee
  WHERE p.kind <> 'S' AND a.privilege_type IN ${WRITING}
  UNION ALL
  SELECT 'sequence ' || p.name, a.privilege_type, r.name
  FROM production p CROSS JOIN LATERAL aclexplode(coalesce(p.acl, acldefault('s', p.owner))) a JOIN reached r ON r.oid = a.grantee
  WHERE p.kind = 'S' AND a.privilege_type IN ('USAGE', 'UPDATE')
  UNION ALL
  SELECT 'column ' || p.name || '.' || t.attname, a.privilege_type, r.name
  FROM production p JOIN pg_attribute t ON t.attrelid = p.oid AND t.attacl IS NOT NULL AND t.attnum > 0 AND NOT t.attisdropped
  CROSS JOIN LATERAL aclexplode(t.attacl) a JOIN reached r ON r.oid = a.grantee
  WHERE a.privilege_type IN ('INSERT', 'UPDATE')
  UNION ALL
  SELECT 'schema ' || n.nspname, a.privilege_type, r.name
  FROM pg_namespace n CROSS JOIN LATERAL aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a JOIN reached r ON r.oid = a.grantee
  WHERE n.nspname ${NOT_SYSTEM} AND n.oid NOT IN (SELECT oid FROM own_schema) AND a.privilege_type = 'CREATE'
  UNION ALL
  SELECT 'database ' || d.datname, a.privilege_type, r.name
  FROM pg_database d CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a JOIN reached r ON r.oid = a.grantee
  WHERE d.datname = current_database() AND a.privilege_type = 'CREATE'
  UNION ALL
  SELECT 'foreign server ' || s.srvname, a.privilege_type, r.name
  FROM pg_foreign_server s CROSS JOIN LATERAL aclexplode(coalesce(s.srvacl, acldefault('S', s.srvowner))) a JOIN reached r ON r.oid = a.grantee
  WHERE a.privilege_type = 'USAGE'
  UNION ALL
  SELECT 'foreign data wrapper ' || w.fdwname, a.privilege_type, r.name
  FROM pg_foreign_data_wrapper w CROSS JOIN LATERAL aclexplode(coalesce(w.fdwacl, acldefault('F', w.fdwowner))) a JOIN reached r ON r.oid = a.grantee
  WHERE a.privilege_type = 'USAGE'
  UNION ALL
  SELECT format('future %s of %s%s', CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'n' THEN 'schemas' ELSE 'large objects' END,
    pg_get_userbyid(d.defaclrole), ' in ' || n.nspname), a.privilege_type, r.name
  FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
  CROSS JOIN LATERAL aclexplode(d.defaclacl) a JOIN reached r ON r.oid = a.grantee
  WHERE d.defaclrole NOT IN (SELECT oid FROM reached) AND (n.oid IS NULL OR n.oid NOT IN (SELECT oid FROM own_schema))
    AND (d.defaclobjtype = 'r' AND a.privilege_type IN ${WRITING} OR d.defaclobjtype = 'S' AND a.privilege_type IN ('USAGE', 'UPDATE')
      OR d.defaclobjtype = 'n' AND a.privilege_type = 'CREATE' OR d.defaclobjtype = 'L' AND a.privilege_type = 'UPDATE')
  UNION ALL
  SELECT count(*) || ' large objects', a.privilege_type, r.name
  FROM pg_largeobject_metadata l CROSS JOIN LATERAL aclexplode(l.lomacl) a JOIN reached r ON r.oid = a.grantee
  WHERE l.lomacl IS NOT NULL AND a.privilege_type = 'UPDATE' AND pg_get_userbyid(l.lomowner) <> $1 GROUP BY 2, 3
  UNION ALL
  SELECT count(*) || ' large objects', 'OWNER', r.name FROM pg_largeobject_metadata l JOIN reached r ON r.oid = l.lomowner WHERE r.name <> $1 GROUP BY 3
  UNION ALL
  SELECT 'every large object', 'UPDATE', 'lo_compat_privileges' WHERE current_setting('lo_compat_privileges') = 'on' AND EXISTS (SELECT FROM pg_largeobject_metadata)
  UNION ALL
  SELECT 'parameter ' || p.parname, a.privilege_type, r.name
  FROM pg_parameter_acl p CROSS JOIN LATERAL aclexplode(p.paracl) a JOIN reached r ON r.oid = a.grantee
  WHERE a.privilege_type = 'ALTER SYSTEM' OR p.parname IN ${HIDING_PARAMETERS}
  UNION ALL
  SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', a.privilege_type, r.name
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a JOIN reached r ON r.oid = a.grantee
  WHERE p.proname ~ ${SERVER_FUNCTIONS} AND a.privilege_type = 'EXECUTE'
    AND (n.nspname = 'pg_catalog' OR EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'))
  UNION ALL
  SELECT i.type || ' ' || i.identity, 'OWNER', r.name
  FROM pg_shdepend s JOIN reached r ON r.oid = s.refobjid
  CROSS JOIN LATERAL pg_identify_object(s.classid, s.objid, s.objsubid) i
  WHERE s.deptype = 'o' AND s.refclassid = 'pg_authid'::regclass AND r.oid <> 0
    AND (s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      OR (s.dbid = 0 AND s.classid = 'pg_database'::regclass AND s.objid = (SELECT oid FROM pg_database WHERE datname = current_database()))
      OR (s.dbid = 0 AND s.classid = 'pg_subscription'::regclass AND s.objid IN (SELECT oid FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()))))
    AND s.classid NOT IN ('pg_default_acl'::regclass, 'pg_largeobject'::regclass)
    AND coalesce(i.schema, '') ${NOT_SYSTEM}
    AND i.schema IS DISTINCT FROM quote_ident($2::text)
    AND NOT (s.classid = 'pg_namespace'::regclass AND (s.objid IN (SELECT oid FROM own_schema) OR i.name ~ '^pg_'))
) found ORDER BY 1, 2, 3`;

/** Functions that run with their owner's rights; the surface's own, owned by its own role, give nothing new. */
export const DEFINERS = `${REACHED}
SELECT DISTINCT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS function,
  (pg_identify_object('pg_proc'::regclass, p.oid, 0)).identity AS identity, pg_get_userbyid(p.proowner)::text AS owner, r.name AS via
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a JOIN reached r ON r.oid = a.grantee
WHERE p.prosecdef AND n.nspname ${NOT_SYSTEM} AND a.privilege_type = 'EXECUTE'
  AND NOT (n.nspname IS NOT DISTINCT FROM $2::text AND pg_get_userbyid(p.proowner) = $1)
  AND EXISTS (
    SELECT FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) u JOIN reached v ON v.oid = u.grantee WHERE u.privilege_type = 'USAGE')
ORDER BY 1, 3, 4`;

export const ATTRIBUTES = `${REACHED}
SELECT x.name AS attribute, r.rolname::text AS role FROM reached m JOIN pg_roles r USING (oid)
CROSS JOIN LATERAL (VALUES ('superuser', r.rolsuper), ('bypassrls', r.rolbypassrls), ('createrole', r.rolcreaterole), ('replication', r.rolreplication)) x (name, has)
WHERE x.has ORDER BY r.rolname <> $1, 1, 2`;
