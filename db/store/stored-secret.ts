import { formatDigest, sha256 } from "@/lib/base/hash";

/**
 * How an entry names what is stored of a secret: a password's salted hash, an app's sealed secret, a recovery code's
 * hash. The check of what is stored holds the row against it, so that a secret exchanged in the database shows. Salt,
 * nonce and code are random, and the digest gives none of them away. `sha256:` and 64 hexadecimal digits.
 */
export function storedSecretDigest(stored: string): string {
  return formatDigest(sha256(stored));
}
