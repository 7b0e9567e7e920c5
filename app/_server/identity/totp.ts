import { createHmac } from "node:crypto";

/** Time-based one-time passwords as authenticator apps read them: RFC 6238 with SHA-1, 30 seconds, 6 digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** One step before and after: the clocks of phones and people are a little off. */
const TOLERANCE = 1;

/** The time step of an instant (RFC 6238 §4.2). */
function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / STEP_SECONDS);
}

/** The code of one step (RFC 4226 §5.3). */
function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/** The code of this moment. */
export function totpCode(secret: Uint8Array, now: Date): string {
  return codeAt(secret, stepAt(now));
}

/**
 * The step whose code this is, newer than `lastStep`; null for a wrong code and for one that was taken before. The
 * caller stores the step, so that a code seen over a shoulder is worth nothing.
 */
export function matchingStep(
  secret: Uint8Array,
  code: string,
  lastStep: number | null,
  now: Date,
): number | null {
  const typed = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(typed)) return null;
  const present = stepAt(now);
  for (let step = present - TOLERANCE; step <= present + TOLERANCE; step++)
    if (step > (lastStep ?? -1) && codeAt(secret, step) === typed) return step;
  return null;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** RFC 4648 §6 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)] ?? "")
    .join("");
}

/** What an authenticator app reads from a QR code (Key URI Format). */
export function totpUri(secret: Uint8Array, username: string): string {
  return `otpauth://totp/notouch:${encodeURIComponent(username)}?secret=${base32(secret)}&issuer=notouch`;
}
