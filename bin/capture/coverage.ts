import type { Manifest } from "@/lib/evidence/manifest";
import { entryFor, type Profile, registryOf, surfaceOf } from "@/lib/profile/profile";
import type { Session } from "./session";

type Gap = Manifest["coverage"]["gaps"][number];

const KINDS: Readonly<Record<string, string>> = {
  r: "table",
  p: "partitioned table",
  f: "foreign table",
  m: "materialized view",
};

/** What the watched schemas hold and the profile does not speak of: a proof that looks past it proves less than it says. */
export async function coverageGaps(session: Session, profile: Profile, run: string): Promise<Gap[]> {
  return [...(await tableGaps(session, profile, run)), ...(await stampGaps(session, profile))];
}

async function tableGaps(session: Session, profile: Profile, run: string): Promise<Gap[]> {
  const { schema } = surfaceOf(profile, run);
  const watched = profile.watch.filter((name) => name !== schema);
  if (watched.length === 0) return [];
  const rows = await session.rows<{ name: string; kind: string; unlogged: boolean }>(
    `SELECT n.nspname || '.' || c.relname AS name, c.relkind AS kind, c.relpersistence = 'u' AS unlogged
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f', 'm') AND NOT c.relispartition ORDER BY 1`,
    [watched],
  );
  return rows
    .filter((r) => !covered(profile, r.name, r.kind))
    .map((r) => ({
      kind: `${r.unlogged ? "unlogged " : ""}${KINDS[r.kind] ?? r.kind}`,
      name: r.name,
      detail: "in a watched schema, and no part of the profile covers it",
    }));
}

/** A wildcard covers tables that can be captured; a foreign table or a materialized view under it still is a gap. */
function covered(profile: Profile, name: string, kind: string): boolean {
  const excluded = profile.exclude.some(
    (e) => e.table === name || (e.table.endsWith(".*") && name.startsWith(e.table.slice(0, -1))),
  );
  const entry = entryFor(profile, name);
  return excluded || (entry !== undefined && (kind === "r" || kind === "p" || entry.name === name));
}

/** Columns of the registry that look like another stamp (`inspect_…`) and are not listed as one. */
async function stampGaps(session: Session, profile: Profile): Promise<Gap[]> {
  if (profile.watch.length === 0) return [];
  const stamps = profile.registry.stamps.map((s) => s.column);
  const prefix = commonPrefix(stamps);
  if (prefix === null) return [];
  const { name } = registryOf(profile);
  const rows = await session.rows<{ column: string }>(
    `SELECT a.attname::text AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname || '.' || c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped AND starts_with(a.attname::text, $2) ORDER BY 1`,
    [name, prefix],
  );
  return rows
    .filter((r) => !stamps.includes(r.column))
    .map((r) => ({
      kind: "column",
      name: `${name}.${r.column}`,
      detail: "looks like a stamp, and the profile does not list it",
    }));
}

/** The part up to the first `_` that all stamps share, `_` included. */
export function commonPrefix(names: readonly string[]): string | null {
  const [first] = names;
  const end = first?.indexOf("_") ?? -1;
  if (first === undefined || end < 1) return null;
  const prefix = first.slice(0, end + 1);
  return names.every((name) => name.startsWith(prefix)) ? prefix : null;
}
