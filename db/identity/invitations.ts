import { randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import { sha256 } from "@/lib/base/hash";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { invitation, person, session } from "../store/schema";
import { storedSecretDigest } from "../store/stored-secret";
import { createAccount, requireAccount, requireUsername, setPassword } from "./accounts";
import { mayAppoint, requireAppointer, roleOf } from "./people";
import type { InvitationView } from "./views";

const VALID_HOURS = 72;

export interface Invited {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}

/**
 * Invites somebody to make their account. `token` (256 random bits, base64url) goes into the link and is returned this
 * once. An Administrator invites every role but Owner; only an Owner invites an Owner.
 */
export async function invite(
  db: Db,
  wanted: Invited,
  actor: Actor,
  now = new Date(),
): Promise<{ token: string }> {
  requireUsername(wanted.username);
  return db.transaction(async (tx) => {
    await requireAppointer(tx, actor, [wanted.role]);
    await tx.execute(sql`select notouch_lock_ledger()`);
    const [taken] = await tx
      .select({ id: person.id })
      .from(person)
      .where(eq(person.username, wanted.username));
    const [invited] = await tx
      .select({ id: invitation.id })
      .from(invitation)
      .where(and(eq(invitation.username, wanted.username), open(now)));
    if (taken || invited)
      deny(
        "account-exists",
        "username",
        `${wanted.username} is ${taken ? "taken" : "invited already"}`,
        "Choose another username, or withdraw the invitation.",
      );
    return store(tx, { ...wanted, name: wanted.name.trim() || wanted.username, personId: null }, actor, now);
  });
}

/**
 * Lets somebody who lost their password set a new one by a link. Whoever hands the link over could use it themselves,
 * so that an Owner's is made by an Owner: administering must not be a way to become one.
 */
export async function inviteToRenew(
  db: Db,
  personId: string,
  actor: Actor,
  now = new Date(),
): Promise<{ token: string }> {
  return db.transaction(async (tx) => {
    const whose = await requireAccount(tx, personId);
    await requireAppointer(tx, actor, [whose.role]);
    if (whose.signsInBy === "provider")
      deny("invalid-input", "account", "it has no password here", "They sign in at their identity provider.");
    // A newer link makes the older one useless.
    await tx
      .update(invitation)
      .set({ withdrawnAt: now })
      .where(and(eq(invitation.personId, personId), open(now)));
    return store(tx, { ...whose, personId }, actor, now);
  });
}

async function store(
  tx: Db,
  wanted: { username: string; name: string; role: string; personId: string | null },
  actor: Actor,
  now: Date,
): Promise<{ token: string }> {
  const token = randomBytes(32).toString("base64url");
  const id = randomUUID();
  const expiresAt = new Date(now.getTime() + VALID_HOURS * 3_600_000);
  await append(tx, {
    kind: "invited",
    actor: actorName(actor),
    run: null,
    at: now,
    body: {
      invitation: id,
      username: wanted.username,
      role: wanted.role,
      to: wanted.personId === null ? "make an account" : "renew the password",
      expiresAt: expiresAt.toISOString(),
    },
  });
  await tx.insert(invitation).values({
    id,
    hash: sha256(token),
    username: wanted.username,
    name: wanted.name,
    role: wanted.role,
    personId: wanted.personId,
    invitedBy: actor.id,
    createdAt: now,
    expiresAt,
  });
  return { token };
}

/** Takes an open invitation back: whoever made it, or an Administrator. */
export async function withdrawInvitation(db: Db, id: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    const role = await roleOf(tx, actor);
    await tx.execute(sql`select notouch_lock_ledger()`);
    const [found] = await tx
      .select()
      .from(invitation)
      .where(and(eq(invitation.id, id), open(now)));
    if (!found || actor.keyId !== null || !(found.invitedBy === actor.id || ROLES[role].administers))
      deny("not-found", "invitation", "there is no such open invitation", "Reload the list.");
    await append(tx, {
      kind: "invitation-withdrawn",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { invitation: id, username: found.username },
    });
    await tx.update(invitation).set({ withdrawnAt: now }).where(eq(invitation.id, id));
  });
}

/** Invitations that still work, the newest first. */
export async function listInvitations(db: Db, now = new Date()): Promise<InvitationView[]> {
  const rows = await db
    .select({ row: invitation, by: person.username })
    .from(invitation)
    .innerJoin(person, eq(person.id, invitation.invitedBy))
    .where(open(now))
    .orderBy(desc(invitation.createdAt));
  return rows.map(({ row, by }) => ({
    id: row.id,
    username: row.username,
    role: row.role,
    renews: row.personId !== null,
    invitedBy: by,
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Whom a link is for, so that its page can greet them; null where it does not work. */
export async function openInvitation(
  db: Db,
  token: string,
  now = new Date(),
): Promise<{ readonly username: string; readonly role: string; readonly renews: boolean } | null> {
  const [row] = await db
    .select()
    .from(invitation)
    .where(and(eq(invitation.hash, sha256(token)), open(now)));
  return row ? { username: row.username, role: row.role, renews: row.personId !== null } : null;
}

/**
 * Uses a link once: makes the account, or gives it its new password. Refused with `link-closed` where the link is
 * used, late or withdrawn, and where whoever made it may not appoint any more: leaving takes one's invitations along.
 */
export async function acceptInvitation(
  db: Db,
  token: string,
  passwordHash: string,
  now = new Date(),
): Promise<{ readonly username: string }> {
  return db.transaction(async (tx) => {
    // Of two who open the link at once, the second waits here and then finds it used.
    await tx.execute(sql`select notouch_lock_ledger()`);
    const [found] = await tx
      .select({ row: invitation, by: person })
      .from(invitation)
      .innerJoin(person, eq(person.id, invitation.invitedBy))
      .where(and(eq(invitation.hash, sha256(token)), open(now)));
    const closed = (): never =>
      deny("link-closed", "link", "used, withdrawn, late or unknown", "Ask for a new link.");
    if (!found) return closed();
    const { row, by } = found;
    const { role } = row;
    if (!isRole(role)) return closed();
    const inviter: Actor = { id: by.id, username: by.username, keyId: null };
    if (by.disabled) return closed();
    const whose = row.personId === null ? null : await requireAccount(tx, row.personId);
    // The account may have become an Owner's since the link was made.
    if (!(await mayAppoint(tx, inviter, [role, ...(whose ? [whose.role] : [])]))) return closed();
    await tx.update(invitation).set({ usedAt: now }).where(eq(invitation.id, row.id));
    if (whose === null) {
      const { username, name } = row;
      await createAccount(
        tx,
        { username, name, role, passwordHash },
        { as: username, invitation: row.id, by: by.username },
        now,
      );
      return { username };
    }
    await append(tx, {
      kind: "account-changed",
      actor: whose.username,
      run: null,
      at: now,
      body: {
        username: whose.username,
        password: "renewed",
        passwordDigest: storedSecretDigest(passwordHash),
        invitation: row.id,
        by: by.username,
      },
    });
    await setPassword(tx, whose.id, passwordHash, now);
    await tx.delete(session).where(eq(session.userId, whose.id));
    return { username: whose.username };
  });
}

function open(now: Date) {
  return and(isNull(invitation.usedAt), isNull(invitation.withdrawnAt), gt(invitation.expiresAt, now));
}
