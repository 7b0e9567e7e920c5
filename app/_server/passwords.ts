import { randomInt } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { passwordHashOf } from "@/db/accounts";
import type { Db } from "@/db/client";
import { type Actor, actorName, append, countSince } from "@/db/ledger";
import { COMMON_PASSWORDS } from "./common-passwords";
import { Problem } from "./problem";

const SHORTEST = 15;
const LONGEST = 128;
const FEWEST_DIFFERENT = 6;

/** What is wrong with a password for this account; null when nothing is. */
export function passwordFault(password: string, username: string): string | null {
  const plain = password.normalize("NFKC").toLowerCase();
  if (plain.length < SHORTEST) return `shorter than ${SHORTEST} characters`;
  if (password.length > LONGEST) return `longer than ${LONGEST} characters`;
  if (new Set(plain).size < FEWEST_DIFFERENT) return "too few different characters";
  const bare = plain.replace(/[^\p{L}]/gu, "");
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(bare)) return "on the list of common passwords";
  if (
    plain.replaceAll(username.toLowerCase(), "").length < SHORTEST - 6 &&
    plain.includes(username.toLowerCase())
  )
    return "mostly the username";
  return null;
}

/** scrypt hash of an acceptable password; `invalid-input` for any other. */
export async function hashAcceptable(password: string, username: string, at = "password"): Promise<string> {
  const fault = passwordFault(password, username);
  if (fault !== null)
    throw new Problem("invalid-input", "Choose a longer phrase of your own.", [{ at, problem: fault }]);
  return hashPassword(password);
}

const ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** 24 characters from 56: 139 bits, without those that look alike. */
export function randomPassword(): string {
  return Array.from({ length: 24 }, () => ALPHABET[randomInt(ALPHABET.length)] ?? "").join("");
}

const WINDOW_MS = 15 * 60_000;
const MOST_REFUSED = 5;

/**
 * Shows that the person is present: their password, verified now. A wrong one is an entry of the ledger, and after
 * five in a quarter of an hour the right one does not help either.
 */
export async function verifyPresence(
  db: Db,
  actor: Actor,
  password: string,
  run: string | null,
  now = new Date(),
): Promise<void> {
  const since = new Date(now.getTime() - WINDOW_MS);
  if ((await countSince(db, "step-up-refused", since, { username: actor.username })) >= MOST_REFUSED)
    throw new Problem("too-many-requests", "Wait a quarter of an hour, then try again.", [], {
      "retry-after": "900",
    });
  const hash = await passwordHashOf(db, actor.id);
  if (actor.keyId === null && hash !== null && (await verifyPassword({ hash, password }))) return;
  await db.transaction((tx) =>
    append(tx, {
      kind: "step-up-refused",
      actor: actorName(actor),
      run,
      at: now,
      body: { username: actor.username },
    }),
  );
  throw new Problem("forbidden", "Type the password of the account you are signed in with.", [
    { at: "password", problem: "not your password" },
  ]);
}
