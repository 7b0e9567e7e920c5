// What `lib` needs of the machine below, for Node. `platform-browser.ts` is its twin; `#platform` in package.json
// chooses by the `browser` condition. Nothing else in `lib` may touch a platform, but for the server's signer.
import { createHash, createPublicKey, verify } from "node:crypto";

/** A running SHA-256 (FIPS 180-4). Text is hashed as UTF-8. */
export interface Hasher {
  update(bytes: Uint8Array | string): unknown;
  digest(encoding: "hex"): string;
}

export function hasher(): Hasher {
  return createHash("sha256");
}

/** Bytes as text with one character each, and back: rows are compared and joined without decoding them. */
export function latin1Reader(bytes: Uint8Array): (from: number, to: number) => string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (from, to) => buffer.toString("latin1", from, to);
}

export function latin1Bytes(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

/** Bytes that are compared at once before it is told which of them differs. */
const BLOCK = 1024;

const viewOf = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** How many bytes two arrays share at their beginning; `most` at most, which neither is shorter than. */
export function commonPrefix(before: Uint8Array, after: Uint8Array, most: number): number {
  const [a, b] = [viewOf(before), viewOf(after)];
  let n = 0;
  while (n + BLOCK <= most && a.compare(b, n, n + BLOCK, n, n + BLOCK) === 0) n += BLOCK;
  while (n < most && before[n] === after[n]) n++;
  return n;
}

/** How many bytes two arrays share at their end; `most` at most. */
export function commonSuffix(before: Uint8Array, after: Uint8Array, most: number): number {
  const [a, b] = [viewOf(before), viewOf(after)];
  const [x, y] = [before.length, after.length];
  let n = 0;
  while (n + BLOCK <= most && a.compare(b, y - n - BLOCK, y - n, x - n - BLOCK, x - n) === 0) n += BLOCK;
  while (n < most && before[x - 1 - n] === after[y - 1 - n]) n++;
  return n;
}

/** SubjectPublicKeyInfo of RFC 8410 §4 up to the 32 bytes of the key. */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Whether an Ed25519 signature (RFC 8032 §5.1.7) is right. `key` 32 bytes, `signature` 64. Say no to keys of low
 * order before: under them every message is signed.
 */
export async function verifyEd25519(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const spki = createPublicKey({ key: Buffer.concat([SPKI, key]), format: "der", type: "spki" });
  return verify(null, message, spki, signature);
}
