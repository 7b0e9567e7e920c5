/** The kinds of keys that authenticators have (RFC 9053 §2, RFC 8812 §2), in WebCrypto's terms, and nothing weaker. */
const SCHEMES = {
  ES256: { import: { name: "ECDSA", namedCurve: "P-256" }, verify: { name: "ECDSA", hash: "SHA-256" } },
  EdDSA: { import: { name: "Ed25519" }, verify: { name: "Ed25519" } },
  RS256: {
    import: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
    verify: { name: "RSASSA-PKCS1-v1_5" },
  },
} as const;
type Scheme = keyof typeof SCHEMES;

/** How a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of each kind begins: its algorithm, in hexadecimal DER. */
const ALGORITHMS: readonly (readonly [RegExp, Scheme])[] = [
  [/^3059301306072a8648ce3d020106082a8648ce3d030107034200/, "ES256"],
  [/^302a300506032b6570032100/, "EdDSA"],
  [/^3082....300d06092a864886f70d01010105000382/, "RS256"],
];
const SMALLEST_RSA = 2048;

/** A key whose signatures can be checked. */
export interface VerificationKey {
  readonly scheme: Scheme;
  readonly key: CryptoKey;
}

/** Reads a SubjectPublicKeyInfo; null for a key of another kind, a weak one, or bytes that are none. */
export async function readPublicKey(spki: Uint8Array<ArrayBuffer>): Promise<VerificationKey | null> {
  const hex = [...spki].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const scheme = ALGORITHMS.find(([start]) => start.test(hex))?.[1];
  if (scheme === undefined) return null;
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", spki, SCHEMES[scheme].import, false, ["verify"]);
  } catch {
    return null;
  }
  const bits = "modulusLength" in key.algorithm ? Number(key.algorithm.modulusLength) : SMALLEST_RSA;
  return bits >= SMALLEST_RSA ? { scheme, key } : null;
}

/** Whether a signature over `message` is right. ECDSA signatures come in DER (WebAuthn §6.5.5). */
export async function signatureHolds(
  { scheme, key }: VerificationKey,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const plain = scheme === "ES256" ? plainSignature(signature) : signature;
  return plain !== null && crypto.subtle.verify(SCHEMES[scheme].verify, key, plain, message);
}

const HALF = 32;

/** `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 §2.2.3) as r ‖ s, which is what WebCrypto takes; null for anything else. */
function plainSignature(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const plain = new Uint8Array(2 * HALF);
  let at = 2;
  for (const end of [HALF, 2 * HALF]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 0x02 || length === 0 || at + 2 + length > der.length) return null;
    let number = der.subarray(at + 2, at + 2 + length);
    // A leading zero keeps the number positive; it is no digit of it.
    if (number.length > 1 && number[0] === 0) number = number.subarray(1);
    if (number.length > HALF) return null;
    plain.set(number, end - number.length);
    at += 2 + length;
  }
  return at === der.length ? plain : null;
}
