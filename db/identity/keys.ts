import { createHash, randomBytes, randomUUID } from "node:crypto";
import { and, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import { formatDigest } from "@/lib/base/hash";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { apiKey, apiKeyRevocation, apiKeyUse, person } from "../store/schema";
import { roleOf } from "./people";
import type { KeyView } from "./views";

export type KeyScope = "upload" | "read";

const PREFIX_LENGTH = 11;

export interface NewKey {
  readonly name: string;
  readonly scope: KeyScope;
  readonly expiresAt: Date | null;
}

/**
 * Mints an API key that acts for the person who mints it: what it uploads is that person's contribution. `secret`
 * (`nt_` and 43 characters of base64url) is returned this once; only its SHA-256 is stored.
 */
export async function mintKey(
  db: Db,
  wanted: NewKey,
  actor: Actor,
  now = new Date(),
): Promise<{ key: KeyView; secret: string }> {
  const name = wanted.name.trim();
  if (name === "" || name.length > 80)
    deny("invalid-input", "name", "1 to 80 characters", "Name the key after what uses it.");
  if (wanted.expiresAt !== null && !(wanted.expiresAt > now))
    deny("invalid-input", "expiresAt", "not in the future", "Choose a later date.");
  if (actor.keyId !== null) deny("forbidden", "key", "a key cannot mint keys", "Sign in.");
  const secret = `nt_${randomBytes(32).toString("base64url")}`;
  const id = randomUUID();
  await db.transaction(async (tx) => {
    const role = await roleOf(tx, actor);
    if (wanted.scope === "upload" && !ROLES[role].contributes)
      deny(
        "forbidden",
        "scope",
        `${ROLES[role].title} may not upload, nor may a key of theirs`,
        "An Engineer mints upload keys.",
      );
    const receipt = await append(tx, {
      kind: "key-minted",
      actor: actorName(actor),
      run: null,
      at: now,
      body: {
        key: id,
        name,
        scope: wanted.scope,
        expiresAt: wanted.expiresAt?.toISOString() ?? null,
        // 256 random bits cannot be guessed from their digest; with it a row that takes another key is found out.
        secretDigest: formatDigest(hashOf(secret)),
      },
    });
    await tx.insert(apiKey).values({
      id,
      name,
      scope: wanted.scope,
      hash: hashOf(secret),
      prefix: secret.slice(0, PREFIX_LENGTH),
      mintedBy: actor.id,
      createdAt: now,
      expiresAt: wanted.expiresAt,
      ledgerIndex: receipt.index,
    });
  });
  const key = (await listKeys(db)).find((k) => k.id === id);
  if (!key) throw new Error("invariant broken: a minted key is listed");
  return { key, secret };
}

/** Revokes a key: its minter or an Administrator. Revoking twice is once. */
export async function revokeKey(db: Db, keyId: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    const role = await roleOf(tx, actor);
    const [key] = await tx
      .select({ id: apiKey.id, mintedBy: apiKey.mintedBy, name: apiKey.name })
      .from(apiKey)
      .where(sql`${apiKey.id}::text = ${keyId}`);
    if (!key || actor.keyId !== null || !(key.mintedBy === actor.id || ROLES[role].administers))
      deny("not-found", "key", "there is no such key of yours", "Its minter or an Administrator revokes it.");
    await tx.execute(sql`select notouch_lock_ledger()`);
    const gone = await tx.select().from(apiKeyRevocation).where(eq(apiKeyRevocation.keyId, key.id));
    if (gone.length > 0) return;
    const receipt = await append(tx, {
      kind: "key-revoked",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { key: key.id, name: key.name },
    });
    await tx
      .insert(apiKeyRevocation)
      .values({ keyId: key.id, revokedAt: now, revokedBy: actor.id, ledgerIndex: receipt.index });
  });
}

/** Every key, newest first; with `mintedBy`, that person's. Secrets are nowhere. */
export async function listKeys(db: Db, mintedBy?: string): Promise<KeyView[]> {
  const rows = await db
    .select({
      key: apiKey,
      minter: person.username,
      lastUsedAt: apiKeyUse.lastUsedAt,
      revokedAt: apiKeyRevocation.revokedAt,
    })
    .from(apiKey)
    .innerJoin(person, eq(person.id, apiKey.mintedBy))
    .leftJoin(apiKeyUse, eq(apiKeyUse.keyId, apiKey.id))
    .leftJoin(apiKeyRevocation, eq(apiKeyRevocation.keyId, apiKey.id))
    .where(mintedBy === undefined ? undefined : eq(apiKey.mintedBy, mintedBy))
    .orderBy(desc(apiKey.ledgerIndex));
  return rows.map(({ key, minter, lastUsedAt, revokedAt }) => ({
    id: key.id,
    name: key.name,
    scope: key.scope,
    prefix: key.prefix,
    mintedBy: minter,
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}

export interface KeyHolder {
  readonly actor: Actor;
  readonly role: Role;
  readonly scope: KeyScope;
}

const USE_GRANULARITY_MS = 60_000;

/** Whom a key acts for; null where it is unknown, revoked, expired, or its minter is disabled. */
export async function keyHolder(db: Db, secret: string, now = new Date()): Promise<KeyHolder | null> {
  const [found] = await db
    .select({
      id: apiKey.id,
      scope: apiKey.scope,
      personId: person.id,
      username: person.username,
      role: person.role,
    })
    .from(apiKey)
    .innerJoin(person, eq(person.id, apiKey.mintedBy))
    .leftJoin(apiKeyRevocation, eq(apiKeyRevocation.keyId, apiKey.id))
    .where(
      and(
        eq(apiKey.hash, hashOf(secret)),
        isNull(apiKeyRevocation.keyId),
        eq(person.disabled, false),
        or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, now)),
      ),
    );
  if (!found || !isRole(found.role)) return null;
  // To the minute: an upload of thousands of chunks must not write a row for each.
  await db
    .insert(apiKeyUse)
    .values({ keyId: found.id, lastUsedAt: now })
    .onConflictDoUpdate({
      target: apiKeyUse.keyId,
      set: { lastUsedAt: now },
      setWhere: lt(apiKeyUse.lastUsedAt, new Date(now.getTime() - USE_GRANULARITY_MS)),
    });
  return {
    actor: { id: found.personId, username: found.username, keyId: found.id },
    role: found.role,
    scope: found.scope,
  };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
