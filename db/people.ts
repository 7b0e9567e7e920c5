import { eq } from "drizzle-orm";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import type { Db } from "./client";
import type { Actor } from "./ledger";
import { deny } from "./record-refusal";
import { person } from "./schema";

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

const RIGHTS = {
  decides: "Ask an Owner.",
  contributes: "Ask an Engineer.",
  administers: "Ask an Administrator.",
} as const;
