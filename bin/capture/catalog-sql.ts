import type { CatalogPart } from "@/lib/evidence/manifest";
import { AROUND_SQL } from "./catalog-around-sql";
import { CLASS, FUNCTION, grants, type PartSql, production, RELATION } from "./catalog-fragments";

/** Scheduled jobs lie in a table of an extension, which not every role may read: jobs.ts. */
export const CATALOG_SQL: Readonly<Record<Exclude<CatalogPart, "scheduled-jobs">, PartSql>> = {
  ...AROUND_SQL,

  schemas: (schema, role) => `
SELECT n.nspname::text AS name, format('oid=%s owner=%s acl=%s', n.oid, pg_get_userbyid(n.nspowner), ${grants("n.nspacl", "n", "n.nspowner", role)}) AS definition
FROM pg_namespace n WHERE ${production(schema)}
UNION ALL
SELECT 'database ' || d.datname, format('owner=%s acl=%s', pg_get_userbyid(d.datdba), ${grants("d.datacl", "d", "d.datdba", role)})
FROM pg_database d WHERE d.datname = current_database()
UNION ALL
SELECT format('default privileges of %s in %s for %s', pg_get_userbyid(d.defaclrole), coalesce(n.nspname, 'every schema'), d.defaclobjtype), d.defaclacl::text
FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
WHERE pg_get_userbyid(d.defaclrole) <> ${role} AND n.nspname IS DISTINCT FROM ${schema}`,

  relations: (schema, role) => `
SELECT ${RELATION} AS name, format('kind=%s persistence=%s owner=%s oid=%s rls=%s force=%s replica=%s options=%s parents=%s bound=%s acl=%s',
  c.relkind, c.relpersistence, pg_get_userbyid(c.relowner), c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions,
  (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = c.oid),
  pg_get_expr(c.relpartbound, c.oid), ${grants("c.relacl", "r", "c.relowner", role)}) AS definition
FROM ${CLASS} WHERE ${production(schema)} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,

  columns: (schema, role) => `
SELECT ${RELATION} || '.' || a.attname AS name, format('%s type=%s collation=%s notnull=%s default=%s generated=%s identity=%s storage=%s compression=%s acl=%s',
  a.attnum, format_type(a.atttypid, a.atttypmod), (SELECT n2.nspname || '.' || o.collname FROM pg_collation o JOIN pg_namespace n2 ON n2.oid = o.collnamespace WHERE o.oid = a.attcollation),
  a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, a.attstorage, a.attcompression,
  CASE WHEN a.attacl IS NULL THEN '' ELSE ${grants("a.attacl", "c", "c.relowner", role)} END) AS definition
FROM ${CLASS} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE ${production(schema)} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')`,

  // A NOT NULL constraint has a row of its own since PostgreSQL 18; the column says it on every version.
  constraints: (schema) => `
SELECT coalesce(${RELATION}, 'domain ' || dn.nspname || '.' || t.typname) || '.' || k.conname AS name,
  format('%s validated=%s', pg_get_constraintdef(k.oid), k.convalidated) AS definition
FROM pg_constraint k
LEFT JOIN (${CLASS}) ON c.oid = k.conrelid
LEFT JOIN (pg_type t JOIN pg_namespace dn ON dn.oid = t.typnamespace) ON t.oid = k.contypid
WHERE k.contype <> 'n' AND ((k.conrelid <> 0 AND ${production(schema)}) OR (k.contypid <> 0 AND ${production(schema, "dn")}))`,

  indexes: (schema) => `
SELECT ${RELATION} AS name, format('%s valid=%s ready=%s clustered=%s replica=%s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready, i.indisclustered, i.indisreplident) AS definition
FROM pg_index i JOIN ${CLASS} ON c.oid = i.indexrelid WHERE ${production(schema)}`,

  triggers: (schema) => `
SELECT ${RELATION} || '.' || t.tgname AS name, format('%s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled) AS definition
FROM pg_trigger t JOIN ${CLASS} ON c.oid = t.tgrelid WHERE ${production(schema)} AND NOT t.tgisinternal`,

  rules: (schema) => `
SELECT ${RELATION} || '.' || r.rulename AS name, format('%s enabled=%s', pg_get_ruledef(r.oid), r.ev_enabled) AS definition
FROM pg_rewrite r JOIN ${CLASS} ON c.oid = r.ev_class WHERE ${production(schema)}`,

  policies: (schema, role) => `
SELECT ${RELATION} || '.' || p.polname AS name, format('command=%s permissive=%s roles=%s using=%s check=%s', p.polcmd, p.polpermissive,
  (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r)::text END, ',' ORDER BY 1) FROM unnest(p.polroles) r WHERE r = 0 OR pg_get_userbyid(r) <> ${role}),
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) AS definition
FROM pg_policy p JOIN ${CLASS} ON c.oid = p.polrelid WHERE ${production(schema)}`,

  functions: (schema, role) => `
SELECT ${FUNCTION} AS name, format('kind=%s sha256=%s owner=%s definer=%s leakproof=%s config=%s acl=%s', p.prokind,
  encode(sha256(convert_to(CASE WHEN p.prokind = 'a' THEN (SELECT (to_jsonb(g) - 'aggfnoid')::text FROM pg_aggregate g WHERE g.aggfnoid = p.oid) ELSE pg_get_functiondef(p.oid) END, 'UTF8')), 'hex'),
  pg_get_userbyid(p.proowner), p.prosecdef, p.proleakproof, p.proconfig, ${grants("p.proacl", "f", "p.proowner", role)}) AS definition
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${production(schema)}`,

  types: (schema, role) => `
SELECT n.nspname || '.' || t.typname AS name, format('type=%s owner=%s labels=%s base=%s notnull=%s default=%s attributes=%s range=%s acl=%s',
  t.typtype, pg_get_userbyid(t.typowner),
  (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
  CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END, t.typnotnull, t.typdefault,
  (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ',' ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
  (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.oid), ${grants("t.typacl", "T", "t.typowner", role)}) AS definition
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE ${production(schema)} AND (t.typtype IN ('e', 'd', 'r', 'b') AND t.typelem = 0 OR t.typtype = 'c' AND c.relkind = 'c')`,

  extensions: () => `
SELECT e.extname::text AS name, format('version=%s schema=%s owner=%s', e.extversion, n.nspname, pg_get_userbyid(e.extowner)) AS definition
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace`,

  // Definitions only: where a sequence stands is told by the rows that took its numbers.
  sequences: (schema, role) => `
SELECT ${RELATION} AS name, format('type=%s start=%s increment=%s min=%s max=%s cache=%s cycle=%s owner=%s oid=%s owned-by=%s acl=%s',
  format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, pg_get_userbyid(c.relowner), c.oid,
  (SELECT string_agg(d.refobjid::regclass || '.' || a.attname, ',') FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')),
  ${grants("c.relacl", "s", "c.relowner", role)}) AS definition
FROM pg_sequence s JOIN ${CLASS} ON c.oid = s.seqrelid WHERE ${production(schema)}`,

  "event-triggers": (schema) => `
SELECT e.evtname::text AS name, format('event=%s enabled=%s tags=%s owner=%s function=%s', e.evtevent, e.evtenabled, e.evttags, pg_get_userbyid(e.evtowner), ${FUNCTION}) AS definition
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname <> ${schema}`,
};
