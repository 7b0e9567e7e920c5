import { createHash, randomBytes } from "node:crypto";
import { factorsOf } from "@/db/identity/factors";
import { replaceRecoveryCodes } from "@/db/identity/one-time-codes";
import type { FactorsView } from "@/db/identity/views";
import type { Actor } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { base32 } from "./totp";

const CODES = 10;
const BYTES = 10;

/** SHA-256 of a recovery code, however it was spaced and in whatever case it was typed. */
export function recoveryHash(code: string): string {
  const plain = code.toUpperCase().replace(/[^A-Z2-7]/g, "");
  return createHash("sha256").update(plain).digest("hex");
}

/** Ten new codes like `ABCD-EFGH-IJKL-MNOP`; the former ones stop working. They are nowhere else afterwards. */
export async function makeRecoveryCodes(db: Db, actor: Actor): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () =>
    (base32(randomBytes(BYTES)).match(/.{4}/g) ?? []).join("-"),
  );
  await replaceRecoveryCodes(db, codes.map(recoveryHash), actor);
  return codes;
}

/** What an enrolment answers: the factors now and, with the first of them, the codes that replace a lost one. */
export async function enrolled(
  db: Db,
  actor: Actor,
): Promise<{ factors: FactorsView; recoveryCodes: string[] | null }> {
  const { recoveryCodes: left } = await factorsOf(db, actor.id);
  const recoveryCodes = left === 0 ? await makeRecoveryCodes(db, actor) : null;
  return { factors: await factorsOf(db, actor.id), recoveryCodes };
}
