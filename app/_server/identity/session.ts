import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import {
  type SessionHolder,
  type SignInMethod,
  sessionHolder,
  signOut,
  startSession,
} from "@/db/identity/sessions";
import type { Actor } from "@/db/ledger/ledger";
import { Problem } from "../api/problem";
import { database } from "../database";
import { settings } from "../settings";
import { formatCookie, readCookie } from "./cookies";

/** A signed-in person, as the database knows them at this moment. */
export interface SignedIn extends SessionHolder {
  readonly viaKey: false;
}

/** Whoever the session cookie of these headers belongs to; null for nobody, an ended session or a disabled account. */
export async function currentPerson(from: Headers): Promise<SignedIn | null> {
  const token = readCookie(from, "session_token");
  const holder = token === null ? null : await sessionHolder(await database(), token, settings().session);
  return holder && { ...holder, viaKey: false };
}

/**
 * Begins a session for somebody who has just shown who they are, and ends the one that their browser still had.
 * Returns the cookie. Throws `unauthenticated` where the account was disabled in that moment.
 */
export async function beginSession(
  from: Headers,
  personId: string,
  method: SignInMethod,
): Promise<{ readonly person: SessionHolder; readonly cookie: string }> {
  const db = await database();
  const { session } = settings();
  const former = await currentPerson(from);
  const userAgent = from.get("user-agent");
  const token = await startSession(db, { personId, method, userAgent }, session);
  const person = token === null ? null : await sessionHolder(db, token, session);
  if (token === null || !person)
    throw new Problem("unauthenticated", "Ask an Administrator whether the account is active.");
  if (former) await signOut(db, former);
  return { person, cookie: formatCookie("session_token", token, Math.floor(session.absoluteMs / 1000)) };
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
