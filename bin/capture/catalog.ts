import {
  CATALOG_PARTS,
  type CatalogItem,
  type CatalogPart,
  catalogFingerprint,
  formatCatalogPart,
  type Manifest,
} from "@/lib/evidence/manifest";
import type { Emit } from "@/lib/evidence/page";
import { sha256 } from "@/lib/ledger/hash";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { CATALOG_SQL } from "./catalog-sql";
import { clip, literal } from "./quote";
import type { Session } from "./session";

type Catalog = Manifest["catalog"];

/**
 * The definitions of everything outside the staging surface, part by part; each part is content of its own, so that
 * an unchanged catalogue is sent once. Grants to the pilot's role are left out: they come and go with the surface
 * and are what `capability` reports.
 */
export async function readCatalog(
  session: Session,
  profile: Profile,
  run: string,
  emit: Emit,
): Promise<Catalog> {
  const surface = surfaceOf(profile, run);
  const parts: Partial<Catalog["parts"]> = {};
  for (const part of CATALOG_PARTS) {
    const items = await readPart(session, part, surface);
    const bytes = formatCatalogPart(items);
    const digest = sha256(bytes);
    parts[part] = { digest, count: items.length };
    await emit("pages", digest, bytes);
  }
  const complete = parts as Catalog["parts"];
  return {
    fingerprint: catalogFingerprint(complete),
    parts: complete,
    certifier: await readCertifier(session, profile),
  };
}

async function readPart(
  session: Session,
  part: CatalogPart,
  surface: { schema: string; role: string },
): Promise<CatalogItem[]> {
  const sql = CATALOG_SQL[part](literal(surface.schema), literal(surface.role));
  const rows = await session.rows<{ name: string; definition: string | null }>(sql);
  return rows.map((r) => ({ name: clip(r.name), definition: r.definition ?? "" }));
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
