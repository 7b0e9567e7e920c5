import { isRole, type Role } from "@/lib/authority/roles";

/**
 * Which role a person of an identity provider has here.
 *
 *   map   = pair *( "," pair )
 *   pair  = role "=" value          value: what the provider's claim must hold, or "*" for everybody whom it knows
 *
 * The first pair that matches counts. "*" is for roles without authority: everybody is nobody's Owner.
 */
export type RoleMap = readonly { readonly role: Role; readonly value: string }[];

/** The pairs in their order; null for anything else. */
export function parseRoleMap(text: string): RoleMap | null {
  const pairs = text.split(",").map((pair) => {
    const [, role = "", value = ""] = /^\s*([a-z]+)=([^=,]*\S)\s*$/.exec(pair) ?? [];
    return isRole(role) && value !== "" && !(value === "*" && role !== "auditor" && role !== "engineer")
      ? { role, value }
      : null;
  });
  return pairs.every((pair) => pair !== null) ? pairs : null;
}

/** The role for a claim as it came: a text or a list of texts; null where nothing matches, or it is something else. */
export function mappedRole(map: RoleMap, claim: unknown): Role | null {
  const held = Array.isArray(claim) ? claim : [claim];
  return map.find(({ value }) => value === "*" || held.some((v) => v === value))?.role ?? null;
}
