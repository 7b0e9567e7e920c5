import { randomUUID } from "node:crypto";
import { and, asc, count, eq } from "drizzle-orm";
import type { Role } from "@/lib/authority/roles";
import { ANONYMOUS_ACTOR, SERVER_ACTOR } from "@/lib/ledger/entry";
import type { Db } from "./client";
import { type Actor, actorName, append } from "./ledger";
import { requireRight } from "./people";
import { deny } from "./record-refusal";
import { account, person, session } from "./schema";
import type { AccountView } from "./views";

/** 3 to 30 of a-z, 0-9, _ and `.`, lower case. The ledger's own actors are taken. */
const USERNAME = /^[a-z0-9][a-z0-9_.]{2,29}$/;

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** The password's hash as the sign-in library makes it: this folder never sees a password. */
  readonly passwordHash: string;
}

/** Creates an account; `actor` null: the server itself, at its first start. Throws `account-exists`. */
export async function createAccount(
  db: Db,
  wanted: NewAccount,
  actor: Actor | null,
  now = new Date(),
): Promise<AccountView> {
  const { username } = wanted;
  if (!USERNAME.test(username) || username === SERVER_ACTOR || username === ANONYMOUS_ACTOR)
    deny("invalid-input", "username", "3 to 30 of a-z, 0-9, _ and .", "Choose another username.");
  return db.transaction(async (tx) => {
    if (actor) await requireRight(tx, actor, "administers");
    await append(tx, {
      kind: "account-created",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username, role: wanted.role },
    });
    const taken = await tx.select({ id: person.id }).from(person).where(eq(person.username, username));
    if (taken.length > 0)
      deny("account-exists", "username", `${username} is taken`, "Choose another username.");
    const id = randomUUID();
    await tx.insert(person).values({
      id,
      username,
      displayUsername: username,
      name: wanted.name.trim() || username,
      // The sign-in library wants an address; nothing is ever sent, and .invalid (RFC 2606) leads nowhere.
      email: `${username}@notouch.invalid`,
      emailVerified: true,
      role: wanted.role,
      createdAt: now,
      updatedAt: now,
    });
    await tx.insert(account).values({
      id: randomUUID(),
      accountId: id,
      providerId: "credential",
      userId: id,
      password: wanted.passwordHash,
      createdAt: now,
      updatedAt: now,
    });
    return requireAccount(tx, id);
  });
}

export interface AccountChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

/**
 * Changes an account. Only an Administrator, never their own role or activity: administering is not a way to
 * become Owner. Every session of the account ends, so that nobody goes on in a role that they no longer hold.
 */
export async function changeAccount(
  db: Db,
  id: string,
  change: AccountChange,
  actor: Actor,
  now = new Date(),
): Promise<AccountView> {
  return db.transaction(async (tx) => {
    await requireRight(tx, actor, "administers");
    if (id === actor.id && (change.role !== undefined || change.disabled !== undefined))
      deny("forbidden", "account", "nobody changes their own role or activity", "Ask another Administrator.");
    const current = await requireAccount(tx, id);
    await append(tx, {
      kind: "account-changed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: {
        username: current.username,
        ...(change.role !== undefined && { role: change.role, formerRole: current.role }),
        ...(change.disabled !== undefined && { disabled: change.disabled }),
        ...(change.passwordHash !== undefined && { password: "changed" }),
      },
    });
    await tx
      .update(person)
      .set({
        ...(change.role !== undefined && { role: change.role }),
        ...(change.disabled !== undefined && { disabled: change.disabled }),
        updatedAt: now,
      })
      .where(eq(person.id, id));
    if (change.passwordHash !== undefined) await setPassword(tx, id, change.passwordHash, now);
    await tx.delete(session).where(eq(session.userId, id));
    return requireAccount(tx, id);
  });
}

/** A person's own new password. The caller has verified the old one. Every other session ends. */
export async function changeOwnPassword(
  db: Db,
  actor: Actor,
  passwordHash: string,
  now = new Date(),
): Promise<void> {
  await db.transaction(async (tx) => {
    if (actor.keyId !== null) deny("forbidden", "key", "a key cannot change a password", "Sign in.");
    await append(tx, {
      kind: "account-changed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username: actor.username, password: "changed" },
    });
    await setPassword(tx, actor.id, passwordHash, now);
    await tx.delete(session).where(eq(session.userId, actor.id));
  });
}

export async function listAccounts(db: Db): Promise<AccountView[]> {
  return (await db.select().from(person).orderBy(asc(person.username))).map(viewOf);
}

export async function countAccounts(db: Db): Promise<number> {
  const [row] = await db.select({ n: count() }).from(person);
  return row?.n ?? 0;
}

/** The stored password hash of a person, for a check at the edge; null where there is none or the account is disabled. */
export async function passwordHashOf(db: Db, personId: string): Promise<string | null> {
  const [row] = await db
    .select({ hash: account.password })
    .from(account)
    .innerJoin(person, eq(person.id, account.userId))
    .where(
      and(eq(account.userId, personId), eq(account.providerId, "credential"), eq(person.disabled, false)),
    );
  return row?.hash ?? null;
}

export async function findAccount(db: Db, username: string): Promise<AccountView | null> {
  const [row] = await db.select().from(person).where(eq(person.username, username));
  return row ? viewOf(row) : null;
}

async function setPassword(tx: Db, personId: string, hash: string, now: Date): Promise<void> {
  await tx
    .update(account)
    .set({ password: hash, updatedAt: now })
    .where(and(eq(account.userId, personId), eq(account.providerId, "credential")));
}

async function requireAccount(tx: Db, id: string): Promise<AccountView> {
  const [row] = await tx.select().from(person).where(eq(person.id, id));
  return row ? viewOf(row) : deny("not-found", "account", "there is no such account", "Reload the list.");
}

function viewOf(row: typeof person.$inferSelect): AccountView {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    disabled: row.disabled,
  };
}
