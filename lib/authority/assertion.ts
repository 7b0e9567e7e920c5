import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { sha256 } from "../ledger/hash";

/**
 * What an authenticator signed (WebAuthn Level 3, §6.3.3 and §5.8.1), with the key that it must be signed with.
 * Bytes are base64url without padding; `publicKey` is a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
 */
export interface Assertion {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly authenticatorData: string;
  readonly clientDataJSON: string;
  readonly signature: string;
}

/** Why an assertion does not hold. A closed set; each is one step of WebAuthn §7.2. */
export const ASSERTION_FAULTS = {
  unreadable: "its parts cannot be read",
  "not-an-assertion": "it was not made for signing in",
  challenge: "it answers another challenge",
  origin: "it was made on another site",
  "cross-origin": "it was made inside another site's page",
  "rp-id": "it was made for another host name",
  "user-absent": "nobody touched the authenticator",
  "user-unverified": "the authenticator did not verify its person",
  key: "its key is none of the accepted kinds",
  signature: "its signature is not by this key",
} as const;

export type AssertionFault = keyof typeof ASSERTION_FAULTS;

const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

const BASE64URL = /^[A-Za-z0-9_-]+$/;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
/** rpIdHash, flags, signature counter (WebAuthn §6.1). */
const SHORTEST_DATA = 37;

/**
 * Every reason why this is not a user-verified signature over `challenge`, given on `origin` and by `publicKey`; empty
 * where it is. Pure: it needs nothing but what was stored, so that anybody can ask again years later.
 */
export function assertionFaults(
  assertion: Assertion,
  expected: { readonly challenge: string; readonly origin: string },
): AssertionFault[] {
  const data = bytesOf(assertion.authenticatorData);
  const client = bytesOf(assertion.clientDataJSON);
  const signature = bytesOf(assertion.signature);
  if (!data || !client || !signature || data.length < SHORTEST_DATA) return ["unreadable"];
  const said = clientDataOf(client);
  const host = URL.parse(expected.origin)?.hostname;
  if (!said || host === undefined) return ["unreadable"];

  const faults: AssertionFault[] = [];
  const must = (holds: boolean, fault: AssertionFault) => {
    if (!holds) faults.push(fault);
  };
  must(said.type === "webauthn.get", "not-an-assertion");
  must(said.challenge === expected.challenge, "challenge");
  must(said.origin === expected.origin, "origin");
  must(said.crossOrigin !== true && said.topOrigin === undefined, "cross-origin");
  must(data.subarray(0, 32).toString("hex") === sha256(host), "rp-id");
  const flags = data[32] ?? 0;
  must((flags & USER_PRESENT) !== 0, "user-absent");
  must((flags & USER_VERIFIED) !== 0, "user-unverified");
  const key = keyOf(assertion.publicKey);
  must(key !== null, "key");
  if (key !== null) {
    const signed = Buffer.concat([data, Buffer.from(sha256(client), "hex")]);
    must(verify(key.hash, signed, key.key, signature), "signature");
  }
  return faults;
}

/** The signature counter of readable authenticator data; 0 where the authenticator keeps none. */
export function counterOf(assertion: Assertion): number {
  const data = bytesOf(assertion.authenticatorData);
  return data && data.length >= SHORTEST_DATA ? data.readUInt32BE(33) : 0;
}

/** What an authenticator was asked to sign over a text: its SHA-256 in base64url. */
export function challengeOf(statement: string): string {
  return Buffer.from(sha256(statement), "hex").toString("base64url");
}

/** Decoded bytes; null for anything but base64url in its one spelling. */
function bytesOf(text: string): Buffer | null {
  if (!BASE64URL.test(text)) return null;
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : null;
}

function clientDataOf(bytes: Buffer): z.output<typeof clientData> | null {
  try {
    const parsed = clientData.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const SMALLEST_RSA = 2048;

/** ES256, EdDSA over Ed25519, or RS256 (RFC 8812, RFC 9053): what authenticators have, and nothing weaker. */
function keyOf(spki: string): { readonly key: KeyObject; readonly hash: "sha256" | null } | null {
  const der = bytesOf(spki);
  if (!der) return null;
  let key: KeyObject;
  try {
    key = createPublicKey({ key: der, format: "der", type: "spki" });
  } catch {
    return null;
  }
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case "ec":
      return namedCurve === "prime256v1" ? { key, hash: "sha256" } : null;
    case "ed25519":
      return { key, hash: null };
    case "rsa":
      return (modulusLength ?? 0) >= SMALLEST_RSA ? { key, hash: "sha256" } : null;
    default:
      return null;
  }
}
