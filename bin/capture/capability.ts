import type { Manifest } from "@/lib/evidence/manifest";
import { SCOPES } from "@/lib/evidence/scope";
import { ATTRIBUTES, DEFINERS, REACH_AROUND, REACHED, RIGHTS } from "./capability-sql";
import { clip } from "./quote";
import type { Session } from "./session";

export type Capability = Manifest["capability"];
export type Right = Capability["rights"][number];

/**
 * What a role may do to production: everything outside the schema `surface`. Shared with the check of the capturing
 * role, which has no schema of its own (`surface` null), so that both are judged by one rule.
 */
export async function capabilityOf(
  session: Session,
  role: string,
  surface: string | null,
): Promise<Capability> {
  const memberOf = await rolesOf(session, role);
  const looked = [...SCOPES.capability];
  if (memberOf === null)
    return { role, exists: false, attributes: [], memberOf: [], rights: [], definers: [], looked };
  const attributes = await session.rows<{ attribute: string; role: string }>(ATTRIBUTES, [role]);
  const rights = await rightsOf(session, role, surface, memberOf);
  const definers = await dangerousDefiners(session, role, surface, []);
  return {
    role,
    exists: true,
    attributes: attributes.map((a) => clip(a.role === role ? a.attribute : `${a.attribute} as ${a.role}`)),
    memberOf,
    rights,
    definers: definers.map((d) => ({ function: clip(d.function), owner: d.owner, via: d.via })),
    looked,
  };
}

/** Roles that a role can act as, itself left out; null where there is no such role. */
async function rolesOf(session: Session, role: string): Promise<string[] | null> {
  const reached = await session.rows<{ name: string }>(
    `${REACHED} SELECT name FROM reached WHERE oid <> 0 ORDER BY name <> $1, 1`,
    [role],
  );
  return reached.length === 0 ? null : reached.map((r) => r.name).filter((name) => name !== role);
}

async function rightsOf(
  session: Session,
  role: string,
  surface: string | null,
  memberOf: readonly string[],
): Promise<Right[]> {
  const around = [role, ...memberOf].flatMap((via) => {
    const privilege = REACH_AROUND[via];
    return privilege === undefined ? [] : [{ object: "everything", privilege, via }];
  });
  const rights = await session.rows<Right & Record<string, unknown>>(RIGHTS, [role, surface]);
  return [...around, ...rights.map((r) => ({ object: clip(r.object), privilege: r.privilege, via: r.via }))];
}

/** `identity` is the function's name as PostgreSQL identifies objects. */
type Definer = Capability["definers"][number] & { readonly identity: string };

/**
 * Functions that a role may execute and that run as somebody who can write production, by itself or through further
 * such functions. What a body does cannot be told from outside, so whoever could write counts as writing; one whose
 * owner can write nothing gives nothing. `asking` ends circles.
 */
async function dangerousDefiners(
  session: Session,
  role: string,
  surface: string | null,
  asking: readonly string[],
): Promise<Definer[]> {
  const all = await session.rows<Definer & Record<string, unknown>>(DEFINERS, [role, surface]);
  const writers = new Set<string>();
  // To own such a function is no way to write anything but this function.
  const owned = new Set(all.map((d) => `function ${d.identity}`));
  for (const owner of new Set(all.map((d) => d.owner)))
    if (await canWrite(session, owner, surface, owned, [...asking, role])) writers.add(owner);
  return all.filter((d) => writers.has(d.owner));
}

async function canWrite(
  session: Session,
  role: string,
  surface: string | null,
  owned: ReadonlySet<string>,
  asking: readonly string[],
): Promise<boolean> {
  if (asking.includes(role)) return false;
  const attributes = await session.rows<{ attribute: string }>(ATTRIBUTES, [role]);
  return (
    attributes.some((a) => a.attribute !== "bypassrls") ||
    (await rightsOf(session, role, surface, (await rolesOf(session, role)) ?? [])).some(
      (r) => r.privilege !== "OWNER" || !owned.has(r.object),
    ) ||
    (await dangerousDefiners(session, role, surface, asking)).length > 0
  );
}
