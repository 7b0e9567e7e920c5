import type { TABLE_PARTS } from "@/lib/evidence/manifest";
import { entryFor, type Profile, surfaceOf } from "@/lib/profile/profile";
import { qualified } from "./quote";
import { NOT_SYSTEM, type Session } from "./session";

export type Part = (typeof TABLE_PARTS)[number];

/** A column as the catalogue has it. `cast` is the type without a length, safe to put behind a literal. */
export interface SourceColumn {
  readonly name: string;
  readonly type: string;
  readonly cast: string;
  readonly collation: string | null;
  readonly notNull: boolean;
}

/** One table to capture, as this database has it. */
export interface SourceTable {
  readonly name: string;
  readonly part: Part;
  /** Quoted name for SQL. */
  readonly sql: string;
  readonly oid: string;
  readonly kind: string;
  /** Key columns in the order of the index that they walk; empty where the table has none. */
  readonly key: readonly string[];
  /** Columns that the profile asked for as key and that no unique index covers. */
  readonly lacksKey: readonly string[] | null;
  /** Key columns first, then every other in attribute order. */
  readonly columns: readonly SourceColumn[];
  readonly selectable: boolean;
  readonly usable: boolean;
  readonly rowSecurity: boolean;
  /** Estimated bytes a row, for the size of the first page. */
  readonly width: number;
}

export interface AbsentTable {
  readonly name: string;
  readonly part: Part;
  readonly required: boolean;
}

export interface Tables {
  readonly present: readonly SourceTable[];
  readonly absent: readonly AbsentTable[];
}

interface Wanted {
  readonly name: string;
  readonly part: Part;
  readonly required: boolean;
  readonly key: readonly string[] | undefined;
}

/** Production tables that the profile names, with `schema.*` spelt out. */
export async function productionTables(session: Session, profile: Profile, run: string): Promise<Tables> {
  const surface = surfaceOf(profile, run);
  const excluded = new Set(profile.exclude.map((e) => e.table));
  const wanted: Wanted[] = [];
  for (const entry of profile.tables) {
    const { part, required, key } = entry;
    if (!entry.name.endsWith(".*")) {
      wanted.push({ name: entry.name, part, required, key });
      continue;
    }
    const schema = entry.name.slice(0, -2);
    const names = schema === surface.schema ? [] : await tablesOf(session, schema);
    const meant = names.filter((name) => entryFor(profile, name) === entry && !excluded.has(name));
    // A schema without a table says so under the profile's own words.
    if (meant.length === 0) wanted.push({ name: entry.name, part, required, key: undefined });
    for (const name of meant) wanted.push({ name, part, required, key });
  }
  return resolve(session, wanted);
}

/** The two tables of the staging surface that carry its evidence. */
export async function stagingTables(session: Session, profile: Profile, run: string): Promise<Tables> {
  const { schema } = surfaceOf(profile, run);
  const { candidates, evidence } = profile.surface;
  return resolve(session, [
    { name: `${schema}.${candidates.table}`, part: "candidates", required: true, key: undefined },
    { name: `${schema}.${evidence.table}`, part: "staging-evidence", required: true, key: undefined },
  ]);
}

async function tablesOf(session: Session, schema: string): Promise<string[]> {
  const rows = await session.rows<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND n.nspname ${NOT_SYSTEM} AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
    [schema],
  );
  return rows.map((r) => r.name);
}

async function resolve(session: Session, wanted: readonly Wanted[]): Promise<Tables> {
  const present: SourceTable[] = [];
  const absent: AbsentTable[] = [];
  for (const want of wanted) {
    const table = want.name.endsWith(".*") ? null : await readTable(session, want);
    if (table) present.push(table);
    else absent.push({ name: want.name, part: want.part, required: want.required });
  }
  return { present, absent };
}

const TABLE = `
SELECT c.oid::text AS oid, c.relkind AS kind, n.nspname AS schema, c.relname AS name,
  has_table_privilege(c.oid, 'SELECT') AS selectable, has_schema_privilege(n.oid, 'USAGE') AS usable,
  c.relrowsecurity AND row_security_active(c.oid) AS "rowSecurity",
  (CASE WHEN c.reltuples > 0 THEN pg_table_size(c.oid) / c.reltuples ELSE 0 END)::float8 AS width
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')`;

const COLUMNS = `
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, format_type(a.atttypid, -1) AS cast,
  CASE WHEN a.attcollation <> 0 THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
  a.attnotnull AS "notNull"
FROM pg_attribute a
LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`;

/**
 * Unique indexes whose order a page can walk: valid, immediate, whole, over plain NOT NULL columns in the column's
 * own collation, ascending, with the type's own order. The primary key comes first.
 */
const KEYS = `
SELECT i.indisprimary AS primary, array_agg(a.attname::text ORDER BY k.at) AS columns
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am am ON am.oid = c.relam
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, at)
LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = $1::oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
  AND am.amname = 'btree' AND k.at <= i.indnkeyatts
GROUP BY i.indexrelid, i.indisprimary, i.indoption::int2[], i.indcollation::oid[], i.indclass::oid[]
HAVING bool_and(a.attnotnull) AND bool_and(a.attcollation = (i.indcollation::oid[])[k.at - 1])
  AND bool_and((i.indoption::int2[])[k.at - 1] = 0)
  AND bool_and((SELECT o.opcdefault FROM pg_opclass o WHERE o.oid = (i.indclass::oid[])[k.at - 1]))
ORDER BY i.indisprimary DESC, i.indexrelid`;

async function readTable(session: Session, want: Wanted): Promise<SourceTable | null> {
  const dot = want.name.indexOf(".");
  const [found] = await session.rows<{
    oid: string;
    kind: string;
    schema: string;
    name: string;
    selectable: boolean;
    usable: boolean;
    rowSecurity: boolean;
    width: number;
  }>(TABLE, [want.name.slice(0, dot), want.name.slice(dot + 1)]);
  if (!found) return null;
  const columns = await session.rows<SourceColumn & Record<string, unknown>>(COLUMNS, [found.oid]);
  const keys = await session.rows<{ primary: boolean; columns: string[] }>(KEYS, [found.oid]);
  const asked = want.key;
  const key = asked ? keys.find((k) => sameNames(k.columns, asked)) : keys.find((k) => k.primary);
  const order = key?.columns ?? [];
  const { oid, kind, selectable, usable, rowSecurity, width } = found;
  return {
    name: want.name,
    part: want.part,
    sql: qualified(found.schema, found.name),
    oid,
    kind,
    key: order,
    lacksKey: asked && !key ? asked : null,
    columns: [
      ...order.flatMap((name) => columns.filter((c) => c.name === name)),
      ...columns.filter((c) => !order.includes(c.name)),
    ],
    selectable,
    usable,
    rowSecurity,
    width,
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
