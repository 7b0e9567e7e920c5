import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { recoveryCode, totp } from "../store/schema";
import { storedSecretDigest } from "../store/stored-secret";
import { beforeRemoval, factorsOf, hasFactor, lockOwnFactors } from "./factors";

export interface StoredTotp {
  /** Sealed by the edge: this folder cannot read it. */
  readonly secret: string;
  readonly lastStep: number | null;
  readonly createdAt: Date;
  readonly confirmed: boolean;
}

/** The authenticator app of a person, confirmed or not yet. */
export async function totpOf(db: Db, personId: string): Promise<StoredTotp | null> {
  const [row] = await db.select().from(totp).where(eq(totp.personId, personId));
  return row ? { ...row, confirmed: row.confirmedAt !== null } : null;
}

/** Keeps a secret until its first code confirms it. A confirmed one is not replaced by another. */
export async function prepareTotp(db: Db, secret: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    if ((await totpOf(tx, actor.id))?.confirmed)
      deny("invalid-input", "totp", "you have an authenticator app", "Remove it first.");
    await tx.delete(totp).where(eq(totp.personId, actor.id));
    await tx.insert(totp).values({ personId: actor.id, secret, createdAt: now });
  });
}

/** Makes the prepared secret count; `step` is the one whose code was typed. */
export async function confirmTotp(db: Db, step: number, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    const [app] = await tx
      .update(totp)
      .set({ confirmedAt: now, lastStep: step })
      .where(and(eq(totp.personId, actor.id), isNull(totp.confirmedAt)))
      .returning({ secret: totp.secret });
    if (!app) return deny("invalid-input", "totp", "nothing waits to be confirmed", "Start again.");
    await append(tx, {
      kind: "factor-added",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username: actor.username, factor: "totp", secretDigest: storedSecretDigest(app.secret) },
    });
  });
}

/** Takes the code of a step; false where it or a later one was taken already. */
export async function takeTotpStep(db: Db, personId: string, step: number): Promise<boolean> {
  const taken = await db
    .update(totp)
    .set({ lastStep: step })
    .where(
      and(
        eq(totp.personId, personId),
        isNotNull(totp.confirmedAt),
        or(isNull(totp.lastStep), lt(totp.lastStep, step)),
      ),
    )
    .returning({ id: totp.personId });
  return taken.length === 1;
}

/** Removes the authenticator app; never the last factor of an Owner. */
export async function removeTotp(db: Db, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    if (!(await totpOf(tx, actor.id))?.confirmed)
      deny("not-found", "totp", "you have no authenticator app", "Reload the page.");
    await beforeRemoval(tx, actor);
    await append(tx, {
      kind: "factor-removed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username: actor.username, factor: "totp" },
    });
    await tx.delete(totp).where(eq(totp.personId, actor.id));
  });
}

/** Replaces all recovery codes by these (SHA-256 of each). They belong to a factor that can be lost. */
export async function replaceRecoveryCodes(
  db: Db,
  hashes: readonly string[],
  actor: Actor,
  now = new Date(),
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    if (!hasFactor(await factorsOf(tx, actor.id)))
      deny("invalid-input", "factor", "there is none to recover", "Enrol a passkey or an app first.");
    await tx.delete(recoveryCode).where(eq(recoveryCode.personId, actor.id));
    await tx
      .insert(recoveryCode)
      .values(hashes.map((hash) => ({ hash, personId: actor.id, createdAt: now })));
    await append(tx, {
      kind: "recovery-codes-made",
      actor: actorName(actor),
      run: null,
      at: now,
      body: {
        username: actor.username,
        codes: hashes.length,
        codeDigests: hashes.map(storedSecretDigest),
      },
    });
  });
}

/** Uses up a recovery code of this person; false for one that is not theirs or was used. An entry of the ledger. */
export async function takeRecoveryCode(
  db: Db,
  owner: { readonly id: string; readonly username: string },
  hash: string,
  now = new Date(),
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const taken = await tx
      .delete(recoveryCode)
      .where(and(eq(recoveryCode.personId, owner.id), eq(recoveryCode.hash, hash)))
      .returning({ hash: recoveryCode.hash });
    if (taken.length === 0) return false;
    await append(tx, {
      kind: "recovery-code-used",
      actor: owner.username,
      run: null,
      at: now,
      body: { username: owner.username, codeDigest: storedSecretDigest(hash) },
    });
    return true;
  });
}
