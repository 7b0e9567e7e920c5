import { formatBase64, parseBase64 } from "./base64";

/** Base 64 of RFC 4648 §5 without padding, as WebAuthn writes bytes. */
export function formatBase64url(bytes: Uint8Array): string {
  return formatBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads exactly what `formatBase64url` writes; null for anything else, so that bytes have one text and no second. */
export function parseBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return null;
  const padded = text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat((4 - (text.length % 4)) % 4);
  const bytes = parseBase64(padded);
  return bytes && new Uint8Array(bytes);
}
