import { and, asc, count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { ROLES } from "@/lib/authority/roles";
import type { Actor } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { passkey, passkeyRemoval, passkeyUse, recoveryCode, totp } from "../store/schema";
import { roleOf } from "./people";
import type { FactorsView, PasskeyView } from "./views";

/** The second factors that a person has now. */
export async function factorsOf(db: Db, personId: string): Promise<FactorsView> {
  const [app] = await db
    .select({ since: totp.confirmedAt })
    .from(totp)
    .where(and(eq(totp.personId, personId), isNotNull(totp.confirmedAt)));
  const [codes] = await db
    .select({ n: count() })
    .from(recoveryCode)
    .where(eq(recoveryCode.personId, personId));
  return {
    passkeys: await passkeysOf(db, personId),
    totpSince: app?.since?.toISOString() ?? null,
    recoveryCodes: codes?.n ?? 0,
  };
}

/** Whether anything but the password is enrolled. Recovery codes replace a lost factor and are none themselves. */
export function hasFactor({ passkeys, totpSince }: FactorsView): boolean {
  return passkeys.length > 0 || totpSince !== null;
}

async function passkeysOf(db: Db, personId: string): Promise<PasskeyView[]> {
  const rows = await db
    .select({ row: passkey, usedAt: passkeyUse.lastUsedAt })
    .from(passkey)
    .leftJoin(passkeyRemoval, eq(passkeyRemoval.passkeyId, passkey.id))
    .leftJoin(passkeyUse, eq(passkeyUse.passkeyId, passkey.id))
    .where(and(eq(passkey.personId, personId), isNull(passkeyRemoval.passkeyId)))
    .orderBy(asc(passkey.ledgerIndex));
  return rows.map(({ row, usedAt }) => ({
    id: row.id,
    name: row.name,
    credentialId: row.credentialId,
    rpId: row.rpId,
    transports: row.transports,
    backedUp: row.backedUp,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: usedAt?.toISOString() ?? null,
  }));
}

/** Factors of one person are changed one after the other, by that person in a session and by nobody else. */
export async function lockOwnFactors(tx: Db, actor: Actor): Promise<void> {
  if (actor.keyId !== null) deny("forbidden", "key", "a key cannot change factors", "Sign in.");
  await roleOf(tx, actor);
  await lockPerson(tx, actor.id);
}

/** Until this transaction ends, nothing else proves presence or changes factors as this person. */
export async function lockPerson(tx: Db, personId: string): Promise<void> {
  await tx.execute(sql`select notouch_lock_person(${personId})`);
}

/**
 * Whoever decides does not fall back from two factors to one: the last factor of an Owner stays until there is
 * another. Of anybody else the last one may go, and the recovery codes go with it.
 */
export async function beforeRemoval(tx: Db, actor: Actor): Promise<void> {
  const { passkeys, totpSince } = await factorsOf(tx, actor.id);
  if (passkeys.length + (totpSince === null ? 0 : 1) > 1) return;
  if (ROLES[await roleOf(tx, actor)].decides)
    deny(
      "invalid-input",
      "factor",
      "it is your last one, and an Owner keeps one",
      "Enrol another factor first, then remove this one.",
    );
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, actor.id));
}
