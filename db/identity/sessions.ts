import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, gt, lt, ne, or, sql } from "drizzle-orm";
import { isRole, type Role } from "@/lib/authority/roles";
import { sha256 } from "@/lib/base/hash";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { person, preference, session } from "../store/schema";
import { requireRight } from "./people";
import type { SessionView } from "./views";

/** How long a session lasts: without a request, and whatever happens. */
export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** Every way to show who one is, and how it reads. */
export const SIGN_IN_METHODS = {
  password: "password",
  "password+totp": "password and authenticator app",
  "password+passkey": "password and passkey",
  "password+recovery": "password and recovery code",
  passkey: "passkey",
  sso: "single sign-on",
} as const;

export type SignInMethod = keyof typeof SIGN_IN_METHODS;

export interface NewSession {
  readonly personId: string;
  readonly method: SignInMethod;
  readonly userAgent: string | null;
}

/**
 * Begins a session and writes it down. Its token (256 random bits, base64url) is always new: what the browser carried
 * before is never adopted, so a session that somebody planted there is nobody's. Returns null where the account was
 * disabled meanwhile.
 */
export async function startSession(
  db: Db,
  { personId, method, userAgent }: NewSession,
  { absoluteMs }: SessionLimits,
  now = new Date(),
): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  return db.transaction(async (tx) => {
    const [who] = await tx
      .select({ username: person.username })
      .from(person)
      .where(and(eq(person.id, personId), eq(person.disabled, false)));
    if (!who) return null;
    const id = randomUUID();
    await append(tx, {
      kind: "signed-in",
      actor: who.username,
      run: null,
      at: now,
      body: { username: who.username, method, session: id },
    });
    await tx.insert(session).values({
      id,
      token: sha256(token),
      userId: personId,
      method,
      userAgent: userAgent?.slice(0, 300) ?? null,
      expiresAt: new Date(now.getTime() + absoluteMs),
      createdAt: now,
      updatedAt: now,
    });
    return token;
  });
}

export interface SessionHolder {
  readonly sessionId: string;
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** What they chose for the screens; null where they never did. */
  readonly language: string | null;
}

const TOUCH_MS = 60_000;

/** Whose session a token is, with the role they hold now; null for an unknown or ended one and a disabled account. */
export async function sessionHolder(
  db: Db,
  token: string,
  { idleMs }: SessionLimits,
  now = new Date(),
): Promise<SessionHolder | null> {
  const [found] = await db
    .select({ session, person, language: preference.language })
    .from(session)
    .innerJoin(person, eq(person.id, session.userId))
    .leftJoin(preference, eq(preference.personId, person.id))
    .where(and(eq(session.token, sha256(token)), live(idleMs, now), eq(person.disabled, false)));
  if (!found || !isRole(found.person.role)) return null;
  // To the minute: a page of many requests must not write a row for each.
  if (now.getTime() - found.session.updatedAt.getTime() > TOUCH_MS)
    await db.update(session).set({ updatedAt: now }).where(eq(session.id, found.session.id));
  const { id, username, name, role } = found.person;
  return { sessionId: found.session.id, id, username, name, role, language: found.language };
}

/** A person's open sessions, the last used first. */
export async function listSessions(
  db: Db,
  personId: string,
  { idleMs }: SessionLimits,
  now = new Date(),
): Promise<SessionView[]> {
  const rows = await db
    .select()
    .from(session)
    .where(and(eq(session.userId, personId), live(idleMs, now)))
    .orderBy(desc(session.updatedAt));
  return rows.map((row) => ({
    id: row.id,
    method: row.method,
    userAgent: row.userAgent,
    startedAt: row.createdAt.toISOString(),
    lastUsedAt: row.updatedAt.toISOString(),
    endsAt: row.expiresAt.toISOString(),
  }));
}

/** Signs out: ends one's own session. */
export async function signOut(db: Db, holder: SessionHolder, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_ledger()`);
    const gone = await tx.delete(session).where(eq(session.id, holder.sessionId)).returning();
    if (gone.length === 0) return;
    await append(tx, {
      kind: "signed-out",
      actor: holder.username,
      run: null,
      at: now,
      body: { username: holder.username, session: holder.sessionId },
    });
  });
}

/**
 * Ends sessions of one's own: one, or all but the one that asks. Somebody else's are ended by an Administrator, all at
 * once. Returns how many there were.
 */
export async function endSessions(
  db: Db,
  which: { readonly mine: string } | { readonly mineExcept: string } | { readonly allOf: string },
  actor: Actor,
  now = new Date(),
): Promise<number> {
  if (actor.keyId !== null) deny("forbidden", "key", "a key has no sessions", "Sign in.");
  return db.transaction(async (tx) => {
    const owner = "allOf" in which ? which.allOf : actor.id;
    if ("allOf" in which && which.allOf !== actor.id) await requireRight(tx, actor, "administers");
    const [whose] = await tx.select({ username: person.username }).from(person).where(eq(person.id, owner));
    if (!whose) deny("not-found", "account", "there is no such account", "Reload the list.");
    // Before the rows, as everywhere: two changes of one account then wait for each other and never in a circle.
    await tx.execute(sql`select notouch_lock_ledger()`);
    const gone = await tx
      .delete(session)
      .where(
        and(
          eq(session.userId, owner),
          "mine" in which ? eq(session.id, which.mine) : undefined,
          "mineExcept" in which ? ne(session.id, which.mineExcept) : undefined,
        ),
      )
      .returning({ id: session.id });
    if (gone.length > 0)
      await append(tx, {
        kind: "sessions-ended",
        actor: actorName(actor),
        run: null,
        at: now,
        body: { username: whose.username, sessions: gone.map((s) => s.id).sort() },
      });
    return gone.length;
  });
}

/** Removes sessions that have ended by themselves. */
export async function sweepSessions(db: Db, { idleMs }: SessionLimits, now = new Date()): Promise<void> {
  await db
    .delete(session)
    .where(or(lt(session.expiresAt, now), lt(session.updatedAt, new Date(now.getTime() - idleMs))));
}

function live(idleMs: number, now: Date) {
  return and(gt(session.expiresAt, now), gt(session.updatedAt, new Date(now.getTime() - idleMs)));
}

export function isSignInMethod(text: string): text is SignInMethod {
  return Object.hasOwn(SIGN_IN_METHODS, text);
}
