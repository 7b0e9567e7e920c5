import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/db/ledger";
import { isRole, type Role } from "@/lib/authority/roles";
import { auth } from "./auth";

/** A signed-in person, as the database knows them at this moment. */
export interface SignedIn {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly viaKey: false;
}

/** Whoever the session cookie of these headers belongs to; null for nobody, an ended session or a disabled account. */
export async function currentPerson(from: Headers): Promise<SignedIn | null> {
  const found = await (await auth()).api.getSession({ headers: from });
  if (!found) return null;
  const { id, username, name, role, disabled } = found.user;
  if (disabled || !username || !isRole(role)) return null;
  return { id, username, name, role, viaKey: false };
}

/** The person of this page or action, asked once per request. */
export const pagePerson = cache(async (): Promise<SignedIn | null> => currentPerson(await headers()));

/** The person of this page; everybody else is led to the sign-in. */
export async function requirePerson(): Promise<SignedIn> {
  return (await pagePerson()) ?? redirect("/sign-in");
}

export function actorOf(person: SignedIn): Actor {
  return { id: person.id, username: person.username, keyId: null };
}
