import type { LINK_KINDS, Manifest } from "@/lib/evidence/manifest";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { clip } from "./quote";
import { NOT_SYSTEM, type Session } from "./session";

type Link = Manifest["separation"]["links"][number];
type LinkKind = (typeof LINK_KINDS)[number];

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
const CROSSING = `WITH ${SURFACE_OBJECTS},
crossing AS (
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d JOIN inside i ON i.classid = d.classid AND i.objid = d.objid
  WHERE d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
    AND NOT EXISTS (SELECT FROM inside o WHERE o.classid = d.refclassid AND o.objid = d.refobjid)
  UNION
  SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend d JOIN inside i ON i.classid = d.refclassid AND i.objid = d.refobjid
  WHERE d.refclassid IN ('pg_class'::regclass, 'pg_proc'::regclass)
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

/** Paths that no row dependency tells of. $1 schema, $2 pattern of its name as a whole word, $3 and $4 the certifier. */
const OTHERS = `WITH ${SURFACE_OBJECTS},
functions AS (
  SELECT p.oid, n.oid AS nsp, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name, p.prosrc
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname ${NOT_SYSTEM}
),
certifier AS (SELECT f.*, split_part($3::text, '(', 1) AS bare FROM functions f WHERE f.oid = to_regprocedure($3::text))
SELECT 'function' AS kind, f.name AS "from", $1 AS "to", 'its body names the staging schema' AS detail
FROM functions f WHERE f.nsp NOT IN (SELECT oid FROM s) AND f.prosrc ~* $2 AND f.oid NOT IN (SELECT oid FROM certifier)
UNION ALL
SELECT 'certifier', c.name, $1, 'the certifier names the staging schema' FROM certifier c WHERE c.prosrc ~* $2
UNION ALL
SELECT 'certifier', f.name, c.name, 'a staging function names the certifier' FROM functions f, certifier c
WHERE f.nsp IN (SELECT oid FROM s) AND position(split_part(c.bare, '.', 2) IN f.prosrc) > 0
UNION ALL
SELECT 'certifier', t.tgrelid::regclass::text, coalesce(c.name, t.tgname), 'the certifier is attached to a staging relation'
FROM pg_trigger t JOIN pg_class r ON r.oid = t.tgrelid LEFT JOIN certifier c ON c.oid = t.tgfoid
WHERE r.relnamespace IN (SELECT oid FROM s) AND NOT t.tgisinternal AND (c.oid IS NOT NULL OR t.tgname = $4::text)
UNION ALL
SELECT 'publication', p.pubname, c.oid::regclass::text, CASE WHEN p.puballtables THEN 'the publication holds all tables' ELSE 'the publication holds this table' END
FROM pg_publication p JOIN pg_class c ON c.relnamespace IN (SELECT oid FROM s) AND c.relkind IN ('r', 'p') AND c.relpersistence = 'p'
WHERE p.puballtables OR EXISTS (SELECT FROM pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = c.oid)
UNION ALL
SELECT 'foreign-server', f.ftrelid::regclass::text, v.srvname, 'a staging table lies on a foreign server'
FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid JOIN pg_foreign_server v ON v.oid = f.ftserver WHERE c.relnamespace IN (SELECT oid FROM s)
UNION ALL
SELECT 'event-trigger', e.evtname, p.proname, 'an event trigger of the whole database runs a staging function'
FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid WHERE p.pronamespace IN (SELECT oid FROM s)
ORDER BY 1, 2, 3`;

/** Publications of whole schemas exist since PostgreSQL 15. */
const SCHEMA_PUBLICATIONS = `
SELECT p.pubname AS name FROM pg_publication_namespace x JOIN pg_publication p ON p.oid = x.pnpubid JOIN pg_namespace n ON n.oid = x.pnnspid
WHERE n.nspname = $1 ORDER BY 1`;

interface Crossing {
  fromType: string;
  from: string;
  toType: string;
  to: string;
  class: string;
  view: boolean | null;
  contype: string | null;
}

/** Every catalogue link between the staging schema and production, by whichever side it was made. */
export async function separationOf(
  session: Session,
  profile: Profile,
  run: string,
): Promise<Manifest["separation"]> {
  const { schema } = surfaceOf(profile, run);
  const crossing = await session.rows<Crossing & Record<string, unknown>>(CROSSING, [schema]);
  const others = await session.rows<{ kind: LinkKind; from: string; to: string; detail: string }>(OTHERS, [
    schema,
    wholeWord(schema),
    profile.certifier?.function ?? null,
    profile.certifier?.trigger ?? null,
  ]);
  const published =
    session.version >= 150000 ? await session.rows<{ name: string }>(SCHEMA_PUBLICATIONS, [schema]) : [];
  const links: Link[] = [
    ...crossing.map((c) => ({
      kind: kindOf(c),
      from: c.from,
      to: c.to,
      detail: `${c.fromType} depends on ${c.toType}`,
    })),
    ...others,
    ...published.map((p) => ({
      kind: "publication" as const,
      from: p.name,
      to: schema,
      detail: "the publication holds the whole schema",
    })),
  ];
  return { links: links.map((l) => ({ ...l, from: clip(l.from), to: clip(l.to) })) };
}

function kindOf(crossing: Crossing): LinkKind {
  switch (crossing.class) {
    case "pg_trigger":
      return "trigger";
    case "pg_rewrite":
      return crossing.view ? "view" : "rule";
    case "pg_policy":
      return "rule";
    case "pg_constraint":
      return crossing.contype === "f" ? "foreign-key" : "function";
    case "pg_class":
      // A child table or partition; also a sequence that hangs on the other side's column.
      return crossing.toType === "function" ? "function" : "inheritance";
    default:
      // Functions with a parsed body, defaults and generated columns that call or count over the border.
      return "function";
  }
}

/** POSIX pattern of a name as a whole word, so that run `a` is not found in the schema of run `ab`. */
function wholeWord(name: string): string {
  const escaped = name.replace(/[^A-Za-z0-9_]/g, (c) => `\\${c}`);
  return `(^|[^A-Za-z0-9_$])${escaped}($|[^A-Za-z0-9_$])`;
}
