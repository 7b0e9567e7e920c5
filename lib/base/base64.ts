/** Base 64 of RFC 4648 §4, padded. */
export function formatBase64(bytes: Uint8Array): string {
  let latin1 = "";
  for (let i = 0; i < bytes.length; i += 8192) latin1 += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(latin1);
}

/** Reads exactly what `formatBase64` writes; null for anything else, so that bytes have one text and no second. */
export function parseBase64(text: string): Uint8Array | null {
  let latin1: string;
  try {
    latin1 = atob(text);
  } catch {
    return null;
  }
  if (btoa(latin1) !== text) return null;
  return Uint8Array.from(latin1, (c) => c.charCodeAt(0));
}
