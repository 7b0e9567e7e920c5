// The browser's twin of `platform.ts`: the same names, the same answers.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hasher } from "./platform";

/** WebCrypto hashes asynchronously and whole; rows are hashed as they pass. */
export function hasher(): Hasher {
  const running = sha256.create();
  const encoder = new TextEncoder();
  return {
    update: (bytes) => running.update(typeof bytes === "string" ? encoder.encode(bytes) : bytes),
    digest: () => bytesToHex(running.digest()),
  };
}

/** TextDecoder("latin1") is windows-1252 by its specification, so the characters are made one by one. */
export function latin1Reader(bytes: Uint8Array): (from: number, to: number) => string {
  return (from, to) => {
    let text = "";
    for (let i = from; i < to; i += 8192)
      text += String.fromCharCode(...bytes.subarray(i, Math.min(i + 8192, to)));
    return text;
  };
}

export function latin1Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function commonPrefix(before: Uint8Array, after: Uint8Array, most: number): number {
  let n = 0;
  while (n < most && before[n] === after[n]) n++;
  return n;
}

export function commonSuffix(before: Uint8Array, after: Uint8Array, most: number): number {
  let n = 0;
  while (n < most && before[before.length - 1 - n] === after[after.length - 1 - n]) n++;
  return n;
}

/** Throws where the browser has no Ed25519: a signature that was not checked is neither right nor wrong. */
export async function verifyEd25519(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const publicKey = await crypto.subtle.importKey("raw", new Uint8Array(key), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", publicKey, new Uint8Array(signature), new Uint8Array(message));
}
