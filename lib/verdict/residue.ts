import type { Facts } from "../claims/facts";
import type { Surface } from "../evidence/manifest";
import { MEMBER, ORPHANED } from "../evidence/pilot-schema";
import { catalogItems } from "./catalog-diff";
import type { Inputs } from "./pilot-facts";

/** What `after` found of the surface, and what came out of it under another name. Null without `after`. */
export async function residueOf(inputs: Inputs): Promise<{ surface: Surface; moved: Facts["moved"] } | null> {
  const { before, staging, after } = inputs;
  if (!after) return null;
  const surface = after.evidence.manifest.surface;
  const older = new Set(
    before?.evidence.manifest.surface.others
      .filter((o) => o.kind === ORPHANED || o.kind === "comment")
      .map((o) => `${o.kind} ${o.name}`),
  );
  return {
    // What was there before the pilot began is nothing that it left.
    surface: { ...surface, others: surface.others.filter((o) => !older.has(`${o.kind} ${o.name}`)) },
    moved: staging ? await movedOut(inputs) : null,
  };
}

/**
 * Objects that lay in the surface and are found by oid in production afterwards, and roles that belonged to the
 * pilot's, did not exist before and still do. Null where the evidence cannot tell.
 */
async function movedOut({ before, staging, after }: Inputs): Promise<string[] | null> {
  const [old, now] = [before, after].map((side) => side?.evidence.manifest.catalog.identities);
  if (!before || !staging || !after || !old || !now) return null;
  const { surface, capability } = staging.evidence.manifest;
  const objects = surface.others.filter((o) => o.kind === "large object");
  const inside = new Map<string, string>([
    ...surface.schemas.map((s) => [`schema ${s.oid}`, `schema ${s.name}`] as const),
    ...[...surface.relations, ...surface.sequences].map((r) => [`relation ${r.oid}`, r.name] as const),
    ...surface.functions.map((f) => [`function ${f.oid}`, f.name] as const),
    ...surface.types.map((t) => [`type ${t.oid}`, t.name] as const),
    ...surface.roles.map((r) => [`role ${r.oid}`, `role ${r.name}`] as const),
    ...objects.map((o) => [`large object ${o.name}`, `large object ${o.name}`] as const),
  ]);
  const later = await catalogItems(after, now.digest, "identities");
  if (objects.length > 0 && later.has("large objects")) return null;
  const earlier = old.digest === now.digest ? later : await catalogItems(before, old.digest, "identities");
  const kin = new Set([
    ...capability.memberOf,
    ...surface.others.filter((o) => o.kind === MEMBER).map((o) => o.name),
  ]);
  const moved: string[] = [];
  for (const [identity, definition] of later) {
    const [, oid] = /^oid=(\d+)/.exec(definition) ?? [];
    const [, kind, name] = IDENTITY.exec(identity) ?? [];
    if (oid === undefined || kind === undefined || name === undefined) continue;
    const was = inside.get(`${kind} ${oid}`);
    if (was !== undefined) moved.push(`${was} is now ${kind} ${name}`);
    else if (kind === "role" && kin.has(name) && !earlier.has(identity))
      moved.push(`role ${name}, which belonged to the pilot's`);
  }
  return moved;
}

const IDENTITY = /^(schema|relation|function|type|role|large object) (.*)$/s;
