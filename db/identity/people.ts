import { eq } from "drizzle-orm";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import type { Actor } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { person } from "../store/schema";

/** The role that an actor holds now, read where the change is made: what a session or a form says is not asked. */
export async function roleOf(tx: Db, actor: Actor): Promise<Role> {
  const [row] = await tx
    .select({ role: person.role, disabled: person.disabled })
    .from(person)
    .where(eq(person.id, actor.id));
  if (!row || row.disabled || !isRole(row.role))
    deny("forbidden", "account", "this account is not active", "Ask an Administrator.");
  return row.role;
}

/** Refuses whoever may not do this. An API key never decides and never administers, whoever minted it. */
export async function requireRight(
  tx: Db,
  actor: Actor,
  right: "decides" | "contributes" | "administers",
): Promise<Role> {
  const role = await roleOf(tx, actor);
  if (!ROLES[role][right] || (actor.keyId !== null && right !== "contributes"))
    deny(
      "forbidden",
      "role",
      `${ROLES[role].title}${actor.keyId === null ? "" : " by API key"} may not do this`,
      RIGHTS[right],
    );
  return role;
}

/**
 * Whether somebody may give these roles, or the means to use them. Authority comes from authority: an Owner is made by
 * an Owner and by nobody else, every other role by an Administrator. An account of its own, a role or a new password
 * would otherwise make an Administrator an Owner in three clicks.
 */
export async function mayAppoint(tx: Db, actor: Actor, roles: readonly string[]): Promise<boolean> {
  if (actor.keyId !== null) return false;
  const { administers, decides } = ROLES[await roleOf(tx, actor)];
  return roles.includes("owner") ? decides : administers;
}

/** Refuses whoever may not give these roles. */
export async function requireAppointer(tx: Db, actor: Actor, roles: readonly string[]): Promise<void> {
  if (await mayAppoint(tx, actor, roles)) return;
  if (roles.includes("owner"))
    deny("forbidden", "role", "only an Owner makes an Owner", "Ask an Owner: administering is no authority.");
  await requireRight(tx, actor, "administers");
  deny("forbidden", "key", "a key appoints nobody", "Sign in.");
}

const RIGHTS = {
  decides: "Ask an Owner.",
  contributes: "Ask an Engineer.",
  administers: "Ask an Administrator.",
} as const;
