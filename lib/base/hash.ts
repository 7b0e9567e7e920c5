import { type Hasher, hasher } from "#platform";

export { type Hasher, hasher };

/** SHA-256 (FIPS 180-4) as 64 lowercase hexadecimal digits. */
export type Digest = string;

const DIGEST = /^[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

export function sha256(bytes: Uint8Array | string): Digest {
  const hash = hasher();
  hash.update(bytes);
  return hash.digest("hex");
}

/** SHA-256 over parts as if they were one string of bytes. */
export function sha256Of(parts: Iterable<Uint8Array | string>): Digest {
  const hash = hasher();
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Leaf hash of RFC 6962 §2.1: SHA-256(0x00 ‖ leaf), so that a leaf can never be read as an inner node. */
export function leafHash(leaf: Uint8Array | string): Digest {
  return sha256Of([LEAF, leaf]);
}

/** Hash of an inner node (RFC 6962 §2.1): SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Digest, right: Digest): Digest {
  return sha256Of([NODE, digestBytes(left), digestBytes(right)]);
}

/** The 32 bytes of a digest. */
export function digestBytes(digest: Digest): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let i = 0; i < 32; i++) bytes[i] = Number.parseInt(digest.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Bytes as lowercase hexadecimal digits: 32 of them are a digest. */
export function hexOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return text;
}

/** How digests travel in JSON documents: `sha256:<hex>`. */
export function formatDigest(digest: Digest): string {
  return `sha256:${digest}`;
}

/** Reads `sha256:<hex>` or bare hex; null for anything else. */
export function parseDigest(text: string): Digest | null {
  const hex = text.startsWith("sha256:") ? text.slice(7) : text;
  return isDigest(hex) ? hex : null;
}
