import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { passkey, passkeyRemoval, passkeyUse, person } from "../store/schema";
import { beforeRemoval, factorsOf, lockOwnFactors } from "./factors";
import type { PasskeyView } from "./views";

/** A passkey as the edge verified it at enrolment; keys and ids in base64url. */
export interface NewPasskey {
  readonly name: string;
  readonly credentialId: string;
  readonly cose: string;
  readonly publicKey: string;
  readonly rpId: string;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
  readonly counter: number;
}

const MOST = 20;

/** Enrols a passkey of the actor's own. The edge has verified the ceremony and the actor's presence. */
export async function addPasskey(
  db: Db,
  wanted: NewPasskey,
  actor: Actor,
  now = new Date(),
): Promise<PasskeyView> {
  const name = wanted.name.trim();
  if (name === "" || name.length > 80)
    deny("invalid-input", "name", "1 to 80 characters", "Name the passkey after what holds it.");
  const id = randomUUID();
  return db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    const { passkeys } = await factorsOf(tx, actor.id);
    if (passkeys.length >= MOST)
      deny("invalid-input", "passkey", `at most ${MOST}`, "Remove one that you no longer use.");
    if (passkeys.some((p) => p.name === name))
      deny("invalid-input", "name", `you have a passkey ${name}`, "Choose another name.");
    const { credentialId, cose, publicKey, rpId, backedUp } = wanted;
    const [known] = await tx
      .select({ id: passkey.id })
      .from(passkey)
      .where(eq(passkey.credentialId, credentialId));
    if (known)
      deny("invalid-input", "passkey", "it was enrolled before", "Make a new passkey on that device.");
    const receipt = await append(tx, {
      kind: "factor-added",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username: actor.username, factor: "passkey", passkey: id, name, credentialId, publicKey, rpId },
    });
    await tx.insert(passkey).values({
      id,
      personId: actor.id,
      name,
      credentialId,
      cose,
      publicKey,
      rpId,
      transports: [...wanted.transports],
      backedUp,
      createdAt: now,
      ledgerIndex: receipt.index,
    });
    await tx.insert(passkeyUse).values({ passkeyId: id, counter: wanted.counter, lastUsedAt: now });
    const made = (await factorsOf(tx, actor.id)).passkeys.find((p) => p.id === id);
    if (!made) throw new Error("invariant broken: an enrolled passkey is listed");
    return made;
  });
}

/** Removes a passkey of the actor's own; never the last factor of an Owner. */
export async function removePasskey(db: Db, id: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await lockOwnFactors(tx, actor);
    const mine = (await factorsOf(tx, actor.id)).passkeys.find((p) => p.id === id);
    if (!mine) deny("not-found", "passkey", "there is no such passkey of yours", "Reload the page.");
    await beforeRemoval(tx, actor);
    const receipt = await append(tx, {
      kind: "factor-removed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { username: actor.username, factor: "passkey", passkey: id, name: mine.name },
    });
    await tx.insert(passkeyRemoval).values({ passkeyId: id, removedAt: now, ledgerIndex: receipt.index });
  });
}

export interface StoredPasskey extends Omit<NewPasskey, "counter"> {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly counter: number;
  /** Ledger entry of its enrolment. */
  readonly ledgerIndex: number;
}

/** An enrolled passkey of an active account by its credential id; null for an unknown or removed one. */
export async function passkeyByCredential(db: Db, credentialId: string): Promise<StoredPasskey | null> {
  const [found] = await db
    .select({ row: passkey, username: person.username, counter: passkeyUse.counter })
    .from(passkey)
    .innerJoin(person, eq(person.id, passkey.personId))
    .innerJoin(passkeyUse, eq(passkeyUse.passkeyId, passkey.id))
    .leftJoin(passkeyRemoval, eq(passkeyRemoval.passkeyId, passkey.id))
    .where(
      and(
        eq(passkey.credentialId, credentialId),
        isNull(passkeyRemoval.passkeyId),
        eq(person.disabled, false),
      ),
    );
  return found ? { ...found.row, username: found.username, counter: found.counter } : null;
}

/**
 * Notes a use. False where the counter did not go forward although one of the two counts: a copied authenticator
 * (WebAuthn §7.2, step 22). Compare-and-set in one statement, so that of two uses at once each is held against the other.
 */
export async function notePasskeyUse(
  db: Db,
  id: string,
  counter: number,
  now = new Date(),
): Promise<boolean> {
  const noted = await db
    .update(passkeyUse)
    .set({ counter, lastUsedAt: now })
    .where(
      and(
        eq(passkeyUse.passkeyId, id),
        sql`(${counter} > ${passkeyUse.counter} or (${counter} = 0 and ${passkeyUse.counter} = 0))`,
      ),
    )
    .returning({ id: passkeyUse.passkeyId });
  return noted.length === 1;
}
