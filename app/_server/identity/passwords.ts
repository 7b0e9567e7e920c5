import { randomInt } from "node:crypto";
import { Problem } from "../api/problem";
import { COMMON_PASSWORDS } from "./common-passwords";
import { hashPassword } from "./password-hash";

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
