// The only module that touches a crypto implementation, so that another platform needs one alias.
import { createHash } from "node:crypto";

/** SHA-256 (FIPS 180-4) as 64 lowercase hexadecimal digits. */
export type Digest = string;

const DIGEST = /^[0-9a-f]{64}$/;

export function isDigest(text: string): text is Digest {
  return DIGEST.test(text);
}

export function sha256(bytes: Uint8Array | string): Digest {
  return createHash("sha256").update(bytes).digest("hex");
}

/** SHA-256 over parts as if they were one string of bytes. */
export function sha256Of(parts: Iterable<Uint8Array | string>): Digest {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** Leaf hash of RFC 6962 §2.1: SHA-256(0x00 ‖ leaf), so that a leaf can never be read as an inner node. */
export function leafHash(leaf: string): Digest {
  return createHash("sha256").update(Uint8Array.of(0)).update(leaf, "utf8").digest("hex");
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

/** A running SHA-256, for streams that are never held whole. */
export interface Hasher {
  update(bytes: Uint8Array | string): unknown;
  digest(encoding: "hex"): string;
}

export function hasher(): Hasher {
  return createHash("sha256");
}
