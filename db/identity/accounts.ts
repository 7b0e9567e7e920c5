import { randomUUID } from "node:crypto";
import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Role } from "@/lib/authority/roles";
import { ANONYMOUS_ACTOR, SERVER_ACTOR } from "@/lib/ledger/entry";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { account, person, session } from "../store/schema";
import { storedSecretDigest } from "../store/stored-secret";
import { requireAppointer, requireRight } from "./people";
import type { AccountView } from "./views";

/** 3 to 30 of a-z, 0-9, _ and `.`, lower case. The ledger's own actors are taken. */
const USERNAME = /^[a-z0-9][a-z0-9_.]{2,29}$/;

export interface NewAccount {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Hash of the password: this folder never sees a password. */
  readonly passwordHash: string;
}

/** On whose word an account is made: an invitation, which its own person uses. null: the server, at its first start. */
export interface Inviting {
  readonly as: string;
  readonly invitation: string;
  readonly by: string;
}

export function requireUsername(username: string): void {
  if (!USERNAME.test(username) || username === SERVER_ACTOR || username === ANONYMOUS_ACTOR)
    deny("invalid-input", "username", "3 to 30 of a-z, 0-9, _ and .", "Choose another username.");
}

/** Creates an account. Who may is established by the caller: there is no way here but the first start and links. */
export async function createAccount(
  db: Db,
  wanted: NewAccount,
  inviting: Inviting | null,
  now = new Date(),
): Promise<AccountView> {
  const { username, passwordHash } = wanted;
  requireUsername(username);
  return db.transaction(async (tx) => {
    await append(tx, {
      kind: "account-created",
      actor: inviting?.as ?? SERVER_ACTOR,
      run: null,
      at: now,
      body: {
        username,
        role: wanted.role,
        passwordDigest: storedSecretDigest(passwordHash),
        ...(inviting && { invitation: inviting.invitation, invitedBy: inviting.by }),
      },
    });
    const id = await insertPerson(tx, wanted, now);
    await insertIdentity(tx, id, { providerId: "credential", accountId: id, password: passwordHash }, now);
    return requireAccount(tx, id);
  });
}

async function insertPerson(
  tx: Db,
  { username, name, role }: Omit<NewAccount, "passwordHash">,
  now: Date,
): Promise<string> {
  const taken = await tx.select({ id: person.id }).from(person).where(eq(person.username, username));
  if (taken.length > 0)
    deny("account-exists", "username", `${username} is taken`, "Choose another username.");
  const id = randomUUID();
  await tx
    .insert(person)
    .values({ id, username, name: name.trim() || username, role, createdAt: now, updatedAt: now });
  return id;
}

async function insertIdentity(
  tx: Db,
  userId: string,
  identity: Pick<typeof account.$inferInsert, "providerId" | "accountId" | "password">,
  now: Date,
): Promise<void> {
  await tx.insert(account).values({ id: randomUUID(), ...identity, userId, createdAt: now, updatedAt: now });
}

/** Somebody as an identity provider speaks of them; its word was verified at the edge. */
export interface Provided {
  readonly issuer: string;
  readonly subject: string;
  readonly username: string;
  readonly name: string;
  /** What the provider's word maps to; null: nothing. */
  readonly role: Role | null;
}

/**
 * The account of whoever an identity provider vouches for, with the role that it gives them now: the provider is asked
 * at every sign-in, so that a role taken away there is gone here. Nobody is ever joined to an account that has the
 * same name: a name at a provider must not be a way into somebody's account. Without a role their sessions end.
 */
export async function admitProvided(
  db: Db,
  wanted: Provided,
  now = new Date(),
): Promise<AccountView | "no-role" | "disabled"> {
  const { issuer, subject, username, role } = wanted;
  const providerId = `oidc:${issuer}`;
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_ledger()`);
    const [known] = await tx
      .select({ id: person.id, username: person.username, role: person.role, disabled: person.disabled })
      .from(account)
      .innerJoin(person, eq(person.id, account.userId))
      .where(and(eq(account.providerId, providerId), eq(account.accountId, subject)));
    if (known && role !== known.role) await tx.delete(session).where(eq(session.userId, known.id));
    if (known?.disabled) return "disabled";
    if (role === null) return "no-role";
    const said = { username: known?.username ?? username, role, issuer, subject };
    if (!known) {
      requireUsername(username);
      await append(tx, { kind: "account-created", actor: SERVER_ACTOR, run: null, at: now, body: said });
      const id = await insertPerson(tx, { username, name: wanted.name, role }, now);
      await insertIdentity(tx, id, { providerId, accountId: subject }, now);
      return requireAccount(tx, id);
    }
    if (role !== known.role) {
      const body = { ...said, formerRole: known.role };
      await append(tx, { kind: "account-changed", actor: SERVER_ACTOR, run: null, at: now, body });
      await tx.update(person).set({ role, updatedAt: now }).where(eq(person.id, known.id));
    }
    return requireAccount(tx, known.id);
  });
}

export interface AccountChange {
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes an account: an Administrator, or an Owner where the new role is Owner, and nobody their own. Every session
 * of the account ends, so that nobody goes on in a role that they no longer hold.
 */
export async function changeAccount(
  db: Db,
  id: string,
  change: AccountChange,
  actor: Actor,
  now = new Date(),
): Promise<AccountView> {
  return db.transaction(async (tx) => {
    if (id === actor.id)
      deny("forbidden", "account", "nobody changes their own role or activity", "Ask another Administrator.");
    if (change.disabled !== undefined || change.role === undefined)
      await requireRight(tx, actor, "administers");
    if (change.role !== undefined) await requireAppointer(tx, actor, [change.role]);
    // The row before the ledger, in the order of a decision: one that is under way by this person ends first.
    await tx.execute(sql`select from person where id = ${id} for update`);
    await tx.execute(sql`select notouch_lock_ledger()`);
    const current = await requireAccount(tx, id);
    if (change.role !== undefined && current.signsInBy === "provider")
      deny("invalid-input", "role", "it comes from the identity provider", "Change it there.");
    await append(tx, {
      kind: "account-changed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: {
        username: current.username,
        ...(change.role !== undefined && { role: change.role, formerRole: current.role }),
        ...(change.disabled !== undefined && { disabled: change.disabled }),
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
      body: {
        username: actor.username,
        password: "changed",
        passwordDigest: storedSecretDigest(passwordHash),
      },
    });
    await setPassword(tx, actor.id, passwordHash, now);
    await tx.delete(session).where(eq(session.userId, actor.id));
  });
}

export async function listAccounts(db: Db): Promise<AccountView[]> {
  const rows = await db
    .select({ person, provider: account.providerId })
    .from(person)
    .leftJoin(account, eq(account.userId, person.id))
    .orderBy(asc(person.username));
  return rows.map(({ person, provider }) => viewOf(person, provider));
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
  const [row] = await db
    .select({ person, provider: account.providerId })
    .from(person)
    .leftJoin(account, eq(account.userId, person.id))
    .where(eq(person.username, username));
  return row ? viewOf(row.person, row.provider) : null;
}

export async function setPassword(tx: Db, personId: string, hash: string, now: Date): Promise<void> {
  await tx
    .update(account)
    .set({ password: hash, updatedAt: now })
    .where(and(eq(account.userId, personId), eq(account.providerId, "credential")));
}

export async function requireAccount(tx: Db, id: string): Promise<AccountView> {
  const [row] = await tx
    .select({ person, provider: account.providerId })
    .from(person)
    .leftJoin(account, eq(account.userId, person.id))
    .where(eq(person.id, id));
  return row
    ? viewOf(row.person, row.provider)
    : deny("not-found", "account", "there is no such account", "Reload the list.");
}

function viewOf(row: typeof person.$inferSelect, provider: string | null): AccountView {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    disabled: row.disabled,
    signsInBy: provider === "credential" ? "password" : "provider",
  };
}
