import type { Manifest } from "@/lib/evidence/manifest";
import { SCOPES } from "@/lib/evidence/scope";
import { entryFor, type Profile, registryOf, surfaceOf } from "@/lib/profile/profile";
import { clip } from "./quote";
import { NOT_SYSTEM, type Session } from "./session";

type Coverage = Manifest["coverage"];
type Gap = Coverage["gaps"][number];

const KINDS: Readonly<Record<string, string>> = {
  r: "table",
  p: "partitioned table",
  f: "foreign table",
  m: "materialized view",
};

/** One relation that holds rows. */
interface Relation {
  schema: string;
  name: string;
  kind: string;
  unlogged: boolean;
  keyed: boolean;
  /** The table at the top of its partitions; null for what is no partition. */
  root: string | null;
  /** A table that it inherits from without being a partition of it. */
  parent: string | null;
  columns: string[];
}

/** Relations of an extension are its own business: PostGIS's reference systems, pg_cron's jobs. */
const RELATIONS = `
WITH RECURSIVE up (oid, top) AS (
    SELECT c.oid, i.inhparent FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relispartition
  UNION ALL
    SELECT up.oid, i.inhparent FROM up JOIN pg_class c ON c.oid = up.top AND c.relispartition JOIN pg_inherits i ON i.inhrelid = c.oid
), named AS (SELECT c.oid, n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace)
SELECT n.nspname::text AS schema, n.nspname || '.' || c.relname AS name, c.relkind AS kind, c.relpersistence = 'u' AS unlogged,
  EXISTS (SELECT FROM pg_index x WHERE x.indrelid = c.oid AND x.indisprimary) AS keyed,
  (SELECT t.name FROM up JOIN named t ON t.oid = up.top JOIN pg_class tc ON tc.oid = up.top WHERE up.oid = c.oid AND NOT tc.relispartition) AS root,
  (SELECT min(t.name) FROM pg_inherits i JOIN named t ON t.oid = i.inhparent WHERE i.inhrelid = c.oid AND NOT c.relispartition) AS parent,
  (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'm') AND n.nspname ${NOT_SYSTEM} AND n.nspname <> $1
  AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY 2`;

/**
 * Production as the catalogue has it, held against the profile: what no part of it covers, and what looks like
 * something that it tracks. A proof that looks past such a thing proves less than it says.
 */
export async function coverageOf(session: Session, profile: Profile, run: string): Promise<Coverage> {
  const { schema } = surfaceOf(profile, run);
  const relations = await session.rows<Relation & Record<string, unknown>>(RELATIONS, [schema]);
  const watched = relations.filter((r) => isWatched(profile, r));
  const gaps = relations.flatMap((r) => [...relationGaps(profile, r), ...columnGaps(profile, r)]);
  return {
    gaps: gaps.map((g) => ({ ...g, name: clip(g.name) })),
    tables: { found: watched.length, covered: watched.filter((r) => coverOf(profile, r) !== null).length },
    looked: [...SCOPES.coverage],
  };
}

/** In a watched schema, or reached through a table that the profile names, wherever it lies. */
function isWatched(profile: Profile, { schema, root, parent }: Relation): boolean {
  const hangsOn = [root, parent].some((name) => name !== null && entryFor(profile, name) !== undefined);
  return profile.watch.includes(schema) || hangsOn;
}

/** How the profile speaks of a relation; null where it does not. */
function coverOf(
  profile: Profile,
  { name, kind, root }: Relation,
): "named" | "excluded" | "by its parent" | null {
  const excluded = (table: string) =>
    profile.exclude.some(
      (e) =>
        e.column === undefined &&
        (e.table === table || (e.table.endsWith(".*") && table.startsWith(e.table.slice(0, -1)))),
    );
  if (excluded(name) || (root !== null && excluded(root))) return "excluded";
  // A foreign table's rows lie elsewhere, and a materialized view's are a copy: neither is read under a wildcard.
  const readable = kind === "r" || kind === "p";
  if (root !== null) return readable && entryFor(profile, root) ? "by its parent" : null;
  const entry = entryFor(profile, name);
  return entry && (readable || entry.name === name) ? "named" : null;
}

function relationGaps(profile: Profile, relation: Relation): Gap[] {
  if (coverOf(profile, relation) !== null) return [];
  const { name, kind, unlogged, keyed, root, parent } = relation;
  const family = isGraphFamily(profile, name);
  const watched = isWatched(profile, relation);
  if (!watched && !family) return [];
  const words = [
    unlogged ? "unlogged" : "",
    root === null ? (KINDS[kind] ?? kind) : `${kind === "f" ? "foreign " : ""}partition`,
    (kind === "r" || kind === "p") && !keyed ? "without a key" : "",
  ];
  const why = [
    watched ? "no part of the profile covers it" : "outside the watched schemas",
    family ? "named like the knowledge graph" : "",
    root === null ? "" : `a partition of ${root}`,
    parent === null ? "" : `inherits from ${parent}, whose rows are read without its children's`,
  ];
  const said = (list: string[], by: string) => list.filter((w) => w !== "").join(by);
  return [{ kind: said(words, " "), name, detail: said(why, ", "), ...(watched ? {} : { watched: false }) }];
}

/**
 * `kg_…` where the profile names a table `kg_…`, and whatever ends as one of its graph's tables does (`…_edges`).
 * A name of one word has no family.
 */
function isGraphFamily(profile: Profile, name: string): boolean {
  const bare = (table: string) => table.slice(table.indexOf(".") + 1);
  const graph = profile.tables.filter((t) => t.part === "knowledge-graph" && !t.name.endsWith(".*"));
  const words = bare(name).split("_");
  return graph.some(({ name: known }) => {
    const [first, ...rest] = bare(known).split("_");
    if (first === undefined || rest.length === 0) return false;
    return (first.length <= 3 && words.length > 1 && words[0] === first) || words.at(-1) === rest.at(-1);
  });
}

/**
 * Columns that look like one that the profile tracks and are not listed. On the registry, and wherever rows may be
 * born: there a newborn's shape is judged by the listed columns alone. Every other table is compared byte for byte.
 */
function columnGaps(profile: Profile, relation: Relation): Gap[] {
  const registry = registryOf(profile);
  const stamps = profile.registry.stamps.map((s) => s.column);
  const { certified, canonical } = profile.registry;
  const tracked = [
    ...stamps,
    certified.flag.column,
    ...(certified.at ? [certified.at.column] : []),
    ...canonical.map((c) => c.column),
  ];
  const { name, columns } = relation;
  const isRegistry = name === registry.name;
  const lives = entryFor(profile, name)?.liveInserts === "tolerate";
  if (profile.watch.length === 0 || coverOf(profile, relation) !== "named" || !(isRegistry || lives))
    return [];
  const prefix = commonPrefix(stamps);
  const alike = (column: string) => {
    if (prefix !== null && column.startsWith(prefix)) return "a stamp";
    const like = tracked.find(
      (t) => !stamps.includes(t) && (column.startsWith(`${t}_`) || sameFamily(t, column)),
    );
    return isRegistry && like !== undefined ? like : null;
  };
  return columns.flatMap((column) => {
    const like = isRegistry && tracked.includes(column) ? null : alike(column);
    const excluded = profile.exclude.some((e) => e.table === name && e.column === column);
    if (like === null || excluded) return [];
    return [
      {
        kind: "column",
        name: `${name}.${column}`,
        detail: `looks like ${like}, and the profile does not track it`,
      },
    ];
  });
}

/** `canonical_address` and `canonical_owner`; a first word of a few letters (`jsonb_…`) makes no family. */
function sameFamily(a: string, b: string): boolean {
  const first = a.slice(0, a.indexOf("_") + 1);
  return first.length > 6 && b.startsWith(first);
}

/** The part up to the first `_` that all stamps share, `_` included. */
export function commonPrefix(names: readonly string[]): string | null {
  const [first] = names;
  const end = first?.indexOf("_") ?? -1;
  if (first === undefined || end < 1) return null;
  const prefix = first.slice(0, end + 1);
  return names.every((name) => name.startsWith(prefix)) ? prefix : null;
}
