import { sha256 } from "@/lib/base/hash";
import {
  CATALOG_PARTS,
  type CatalogItem,
  catalogFingerprint,
  formatCatalogPart,
  type Manifest,
} from "@/lib/evidence/manifest";
import type { Emit } from "@/lib/evidence/page";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { IDENTITIES } from "./catalog-around-sql";
import { CATALOG_SQL } from "./catalog-sql";
import { isPilotsJob, type Job, type Jobs } from "./jobs";
import { clip, literal } from "./quote";
import type { Session } from "./session";

type Catalog = Manifest["catalog"];

/**
 * The definitions of everything outside the staging surface, part by part; each part is content of its own, so that
 * an unchanged catalogue is sent once. Grants to the pilot's role are left out: they come and go with the surface
 * and are what `capability` reports. What the role may not see is left out too, and is then missing evidence.
 */
export async function readCatalog(
  session: Session,
  profile: Profile,
  run: string,
  jobs: Jobs,
  emit: Emit,
): Promise<Catalog> {
  const { schema, role } = surfaceOf(profile, run);
  const names = [literal(schema), literal(role)] as const;
  const keep = async (items: CatalogItem[]) => {
    const bytes = formatCatalogPart(items);
    const digest = sha256(bytes);
    await emit("pages", digest, bytes);
    return { digest, count: items.length };
  };
  const parts: Catalog["parts"] = {};
  for (const part of CATALOG_PARTS) {
    if (part !== "scheduled-jobs")
      parts[part] = await keep(await itemsOf(session, CATALOG_SQL[part](...names)));
    else if (jobs.seen !== null)
      parts[part] = await keep(jobs.seen.filter((j) => !isPilotsJob(j, schema, role)).map(jobItem));
  }
  return {
    fingerprint: catalogFingerprint(parts),
    parts,
    identities: await keep(await itemsOf(session, IDENTITIES(...names))),
    certifier: await readCertifier(session, profile),
  };
}

async function itemsOf(session: Session, sql: string): Promise<CatalogItem[]> {
  const rows = await session.rows<{ name: string; definition: string | null }>(sql);
  return rows.map((r) => ({ name: clip(r.name), definition: r.definition ?? "" }));
}

function jobItem({ id, schedule, command, user, active }: Job): CatalogItem {
  return {
    name: `job ${id}`,
    definition: `${schedule} as ${user} active=${active} sha256=${sha256(command)}`,
  };
}

async function readCertifier(session: Session, profile: Profile): Promise<Catalog["certifier"]> {
  const { certifier } = profile;
  if (!certifier) return null;
  const [trigger] = await session.rows<{ definition: string; enabled: "O" | "D" | "R" | "A" }>(
    `SELECT pg_get_triggerdef(t.oid) AS definition, t.tgenabled AS enabled FROM pg_trigger t
     JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname || '.' || c.relname = $1 AND t.tgname = $2 AND NOT t.tgisinternal`,
    [certifier.table, certifier.trigger],
  );
  const [fn] = await session.rows<{ definition: string }>(
    `SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p
     WHERE p.oid = to_regprocedure($1) AND p.prokind <> 'a'`,
    [certifier.function],
  );
  return {
    trigger: trigger ?? null,
    function: fn ? { digest: sha256(fn.definition) } : null,
  };
}
