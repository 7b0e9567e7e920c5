import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { authSecret } from "../secret";

const NONCE = 12;
const TAG = 16;

/** A key of its own, derived from the server's secret (RFC 5869), so that no two uses share one. */
function keyFor(purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", authSecret(), "notouch", purpose, 32));
}

/**
 * Bytes as they may lie in the database: AES-256-GCM, `base64url(nonce ‖ ciphertext ‖ tag)`, bound to whom they belong
 * to. A copy of the database without the server's secret gives nothing away.
 */
export function seal(bytes: Uint8Array, purpose: string, owner: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final()]);
  return Buffer.concat([sealed, cipher.getAuthTag()]).toString("base64url");
}

/** The bytes of `seal`; null where the secret or the owner is another, or the text was altered. */
export function unseal(text: string, purpose: string, owner: string): Uint8Array | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < NONCE + TAG) return null;
  const opener = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, NONCE))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([opener.update(bytes.subarray(NONCE, -TAG)), opener.final()]);
  } catch {
    return null;
  }
}
