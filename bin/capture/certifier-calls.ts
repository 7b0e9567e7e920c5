import type { Manifest } from "@/lib/evidence/manifest";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { wholeWord } from "./quote";

import { MENTIONED } from "./separation-sql";
import type { Session } from "./session";

type Link = Manifest["separation"]["links"][number];

interface Reached {
  oid: string;
  name: string;
  body: string;
}

/** Further than this nobody calls from a trigger; a longer path is cut off where it would never end. */
const MOST_FUNCTIONS = 200;

/**
 * Follows the certifier's calls through function bodies, parsed or as text, and through the triggers of the tables
 * that they name, and reports every function among them that leads to the staging surface: by its schema's name, or
 * by a name that is put together from what the profile has in front of `{run}`.
 */
export async function certifierCalls(session: Session, profile: Profile, schema: string): Promise<Link[]> {
  const { certifier } = profile;
  if (!certifier) return [];
  const [first] = await session.rows<Reached & Record<string, unknown>>(
    `SELECT p.oid::text AS oid, n.nspname || '.' || p.proname || '()' AS name, p.prosrc AS body
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = to_regprocedure($1)`,
    [certifier.function],
  );
  if (!first) return [];
  const links: Link[] = [];
  const named = new RegExp(wholeWord(schema), "i");
  const built = builtName(profile);
  const paths = new Map([[first.oid, first.name]]);
  // What the certifier's update of the registry sets off belongs to what it calls.
  const queue: Reached[] = [{ ...first, body: `${first.body}\n${certifier.table}` }];
  for (let at = queue.shift(); at && paths.size < MOST_FUNCTIONS; at = queue.shift()) {
    const path = paths.get(at.oid) ?? at.name;
    const direct = at.oid === first.oid;
    // The certifier's own body and every other body that names the schema are reported by their names already.
    if (!direct && named.test(at.body))
      links.push({
        kind: "certifier",
        from: path,
        to: schema,
        detail: "a function that the certifier reaches names the staging schema",
      });
    else if (built?.test(at.body))
      links.push({
        kind: "certifier",
        from: path,
        to: schema,
        detail: "a function that the certifier reaches puts together the name of a staging schema",
      });
    for (const next of await session.rows<Reached & Record<string, unknown>>(MENTIONED, [
      at.body,
      at.oid,
      schema,
    ])) {
      if (paths.has(next.oid)) continue;
      paths.set(next.oid, `${path} → ${next.name}`);
      queue.push(next);
    }
  }
  return links;
}

/** `'staging_' || run`, `format('staging_%s', …)`; null where the profile has too little in front of the run. */
function builtName(profile: Profile): RegExp | null {
  const [prefix] = surfaceOf(profile, "\n").schema.split("\n");
  if (!prefix || prefix.length < 3) return null;
  const escaped = prefix.replace(/[^A-Za-z0-9_]/g, (c) => `\\${c}`);
  return new RegExp(`(^|[^A-Za-z0-9_$])${escaped}('|%|\\$|"?\\s*\\|\\|)`, "i");
}
