import { verifyEd25519 } from "#platform";

/** p = 2^255 - 19. */
const P = (1n << 255n) - 19n;
/** The y coordinates of the eight points of order 1, 2, 4 and 8 on Ed25519 (two signs of x share one). */
const Y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const LOW_ORDER_Y: ReadonlySet<bigint> = new Set([1n, P - 1n, 0n, Y8, P - Y8]);

/**
 * Whether 32 bytes may serve as a public key: a canonical encoding (RFC 8032 §5.1.3), not of low order. Under a key
 * of low order there are signatures that hold for every message.
 */
export function isEd25519Key(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  // Little-endian y; the top bit is the sign of x.
  let y = 0n;
  for (let i = 31; i >= 0; i--) y = (y << 8n) | BigInt(i === 31 ? (key[i] ?? 0) & 0x7f : (key[i] ?? 0));
  return y < P && !LOW_ORDER_Y.has(y);
}

/** Whether a signature is right under a key that may serve as one. False for every key of low order. */
export async function checkEd25519(
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!isEd25519Key(key) || signature.length !== 64) return false;
  return verifyEd25519(key, message, signature);
}
