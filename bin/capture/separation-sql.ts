import { NOT_SYSTEM } from "./session";

/**
 * Objects of the staging schema ($1), as the catalogue's dependencies name them: a view by its rule, a default or a
 * trigger by its own entry, everything else by itself.
 */
const SURFACE_OBJECTS = `
s (oid) AS (SELECT oid FROM pg_namespace WHERE nspname = $1),
inside (classid, objid) AS (
  SELECT 'pg_class'::regclass::oid, c.oid FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type t WHERE t.typnamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k WHERE k.connamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_rewrite'::regclass, r.oid FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_trigger'::regclass, t.oid FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_attrdef'::regclass, d.oid FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid WHERE c.relnamespace IN (SELECT oid FROM s)
  UNION ALL SELECT 'pg_policy'::regclass, p.oid FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace IN (SELECT oid FROM s)
)`;

/**
 * Every dependency that crosses the border, in both directions. What an extension or PostgreSQL itself brings (a
 * uuid generator, a text function) is no path into production.
 */
export const CROSSING = `WITH ${SURFACE_OBJECTS},
crossing AS (
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d JOIN inside i ON i.classid = d.classid AND i.objid = d.objid
  WHERE d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
    AND NOT EXISTS (SELECT FROM inside o WHERE o.classid = d.refclassid AND o.objid = d.refobjid)
  UNION
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d JOIN inside i ON i.classid = d.refclassid AND i.objid = d.refobjid
  WHERE d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)
    AND d.classid NOT IN ('pg_publication_rel'::regclass, 'pg_event_trigger'::regclass)
    AND NOT EXISTS (SELECT FROM inside o WHERE o.classid = d.classid AND o.objid = d.objid)
)
SELECT DISTINCT a.type AS "fromType", a.identity AS "from", b.type AS "toType", b.identity AS "to", c.classid::regclass::text AS class,
  (SELECT r.rulename = '_RETURN' FROM pg_rewrite r WHERE c.classid = 'pg_rewrite'::regclass AND r.oid = c.objid) AS view,
  (SELECT k.contype FROM pg_constraint k WHERE c.classid = 'pg_constraint'::regclass AND k.oid = c.objid) AS contype
FROM crossing c
CROSS JOIN LATERAL pg_identify_object(c.classid, c.objid, 0) a
CROSS JOIN LATERAL pg_identify_object(c.refclassid, c.refobjid, 0) b
WHERE coalesce(a.schema, 'x') ${NOT_SYSTEM} AND coalesce(b.schema, 'x') ${NOT_SYSTEM}
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = c.refclassid AND e.objid = c.refobjid AND e.deptype = 'e')
  AND a.identity IS NOT NULL AND b.identity IS NOT NULL AND b.type <> 'index'
  AND NOT coalesce(a.schema = quote_ident($1) AND b.schema = quote_ident($1), false)
ORDER BY 1, 2, 3, 4`;

/** An SQL expression: a name as part of a regular expression, perhaps quoted. */
const word = (name: string) => `'"?' || regexp_replace(${name}, '([^A-Za-z0-9_])', '\\\\\\1', 'g') || '"?'`;
const START = `'(^|[^A-Za-z0-9_$."])'`;
const END = `'($|[^A-Za-z0-9_$])'`;

/**
 * Paths that no dependency tells of. $1 schema, $2 pattern of its name as a whole word, $3 and $4 the certifier,
 * $5 the pilot's role, $6 tables that the profile names.
 */
export const OTHERS = `WITH ${SURFACE_OBJECTS},
functions AS (
  SELECT p.oid, n.oid AS nsp, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, n.nspname, p.proname, p.prosrc, p.proconfig
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname ${NOT_SYSTEM}
),
own AS MATERIALIZED (SELECT * FROM functions WHERE nsp IN (SELECT oid FROM s)),
certifier AS (SELECT f.*, split_part($3::text, '(', 1) AS bare FROM functions f WHERE f.oid = to_regprocedure($3::text))
SELECT 'function' AS kind, f.name AS "from", $1 AS "to", 'its body names the staging schema' AS detail
FROM functions f WHERE f.nsp NOT IN (SELECT oid FROM s) AND f.prosrc ~* $2 AND f.oid NOT IN (SELECT oid FROM certifier)
UNION ALL
SELECT 'function', f.name, n.nspname || '.' || c.relname, 'the body of a staging function names this production relation'
FROM own f JOIN pg_class c ON c.relkind IN ('r', 'p', 'v', 'm', 'f') JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname ${NOT_SYSTEM} AND n.oid NOT IN (SELECT oid FROM s)
WHERE position(lower(c.relname) IN lower(f.prosrc)) > 0 AND (f.prosrc ~* (${START} || ${word("n.nspname")} || '\\s*\\.\\s*' || ${word("c.relname")} || ${END})
  OR (n.nspname || '.' || c.relname = ANY ($6::text[]) AND f.prosrc ~* (${START} || ${word("c.relname")} || ${END})))
UNION ALL
SELECT 'function', f.name, p.name, 'the body of a staging function calls this production function'
FROM own f JOIN functions p ON p.nsp NOT IN (SELECT oid FROM s) AND p.oid NOT IN (SELECT oid FROM certifier)
WHERE position(lower(p.proname) IN lower(f.prosrc)) > 0 AND f.prosrc ~* (${START} || ${word("p.nspname")} || '\\s*\\.\\s*' || ${word("p.proname")} || '\\s*\\(')
UNION ALL
SELECT 'foreign-server', f.name, 'dblink', 'the body of a staging function opens a connection of its own' FROM own f WHERE f.prosrc ~* '\\mdblink'
UNION ALL
SELECT 'certifier', c.name, $1, 'the certifier names the staging schema' FROM certifier c WHERE c.prosrc ~* $2
UNION ALL
SELECT 'certifier', f.name, c.name, 'a staging function names the certifier'
FROM own f, certifier c WHERE position(split_part(c.bare, '.', 2) IN f.prosrc) > 0
UNION ALL
SELECT 'certifier', t.tgrelid::regclass::text, coalesce(c.name, t.tgname), 'the certifier is attached to a staging relation'
FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid LEFT JOIN certifier c ON c.oid = t.tgfoid
WHERE r.relnamespace IN (SELECT oid FROM s) AND NOT t.tgisinternal AND (c.oid IS NOT NULL OR t.tgname = $4::text)
UNION ALL
SELECT 'publication', p.pubname, c.oid::regclass::text, CASE WHEN p.puballtables THEN 'the publication holds all tables' ELSE 'the publication holds this table' END
FROM pg_publication p JOIN pg_class c ON c.relnamespace IN (SELECT oid FROM s) AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
WHERE p.puballtables OR EXISTS (SELECT FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = c.oid)
UNION ALL
SELECT 'publication', p.pubname, $1, 'the publication holds the whole schema'
FROM pg_publication p JOIN pg_publication_namespace x ON x.pnpubid = p.oid WHERE x.pnnspid IN (SELECT oid FROM s)
UNION ALL
SELECT 'subscription', u.subname, c.oid::regclass::text, 'the subscription writes this staging table'
FROM pg_subscription u JOIN pg_subscription_rel r ON r.srsubid = u.oid JOIN pg_class c ON c.oid = r.srrelid WHERE c.relnamespace IN (SELECT oid FROM s)
UNION ALL
SELECT 'subscription', u.subname, $5, 'the subscription writes tables as the pilot''s role'
FROM pg_subscription u WHERE u.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pg_get_userbyid(u.subowner) = $5
UNION ALL
SELECT 'foreign-server', f.ftrelid::regclass::text, v.srvname, 'a staging table lies on a foreign server'
FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE c.relnamespace IN (SELECT oid FROM s)
UNION ALL
SELECT 'foreign-server', f.ftrelid::regclass::text, $1, 'a foreign table of production points at the staging schema'
FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid WHERE c.relnamespace NOT IN (SELECT oid FROM s) AND f.ftoptions @> ARRAY['schema_name=' || $1]
UNION ALL
SELECT 'foreign-server', 'user mapping of ' || m.usename, m.srvname, 'the pilot''s role signs in on a foreign server' FROM pg_user_mappings m WHERE m.usename = $5
UNION ALL
SELECT 'event-trigger', e.evtname, p.proname, 'an event trigger of the whole database runs a staging function'
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid WHERE p.pronamespace IN (SELECT oid FROM s)
UNION ALL
SELECT 'search-path', f.name, $1, 'its search path leads through the staging schema'
FROM functions f CROSS JOIN LATERAL unnest(f.proconfig) c WHERE f.nsp NOT IN (SELECT oid FROM s) AND c ~* '^search_path=' AND c ~* $2
UNION ALL
SELECT 'search-path', coalesce('role ' || r.rolname, CASE WHEN g.setdatabase = 0 THEN 'every database' ELSE 'the database' END), $1, 'the search path leads through the staging schema'
FROM pg_db_role_setting g LEFT JOIN pg_roles r ON r.oid = g.setrole CROSS JOIN LATERAL unnest(g.setconfig) c
WHERE g.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) AND r.rolname IS DISTINCT FROM $5 AND c ~* '^search_path=' AND c ~* $2
ORDER BY 1, 2, 3`;

/** Functions and tables that a body ($1) names, and the functions that the triggers of those tables run. */
export const MENTIONED = `
WITH tables AS (
  SELECT c.oid, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname ${NOT_SYSTEM} AND n.nspname <> $3
    AND (position(lower(c.relname) IN lower($1)) > 0 AND $1 ~* (${START} || ${word("n.nspname")} || '\\s*\\.\\s*' || ${word("c.relname")} || ${END})
      OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = $2::oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid))
), called (oid, via) AS (
  SELECT p.oid, '' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname ${NOT_SYSTEM} AND p.oid <> $2::oid
    AND (position(lower(p.proname) IN lower($1)) > 0 AND $1 ~* (${START.replace(".", "")} || ${word("p.proname")} || '\\s*\\(')
      OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = $2::oid AND d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid))
  UNION ALL
  SELECT t.tgfoid, ' by a trigger of ' || b.name FROM tables b JOIN pg_trigger t ON t.tgrelid = b.oid WHERE NOT t.tgisinternal AND t.tgfoid <> $2::oid
)
SELECT DISTINCT ON (p.oid) p.oid::text AS oid, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' || c.via AS name, p.prosrc AS body
FROM called c JOIN pg_proc p USING (oid) JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY p.oid, 2`;
