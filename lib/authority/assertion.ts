import { z } from "zod";
import { formatBase64url, parseBase64url } from "../base/base64url";
import { sha256 } from "../base/hash";
import { readPublicKey, signatureHolds } from "./signature";

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

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
/** rpIdHash, flags, signature counter (WebAuthn §6.1). */
const SHORTEST_DATA = 37;

/**
 * Every reason why this is not a user-verified signature over `challenge`, given on `origin` and by `publicKey`; empty
 * where it is. It needs nothing but what was stored, so that anybody can ask again years later, on any machine.
 */
export async function assertionFaults(
  assertion: Assertion,
  expected: { readonly challenge: string; readonly origin: string },
): Promise<AssertionFault[]> {
  const data = parseBase64url(assertion.authenticatorData);
  const client = parseBase64url(assertion.clientDataJSON);
  const signature = parseBase64url(assertion.signature);
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
  must(hexOf(data.subarray(0, 32)) === sha256(host), "rp-id");
  const flags = data[32] ?? 0;
  must((flags & USER_PRESENT) !== 0, "user-absent");
  must((flags & USER_VERIFIED) !== 0, "user-unverified");
  const spki = parseBase64url(assertion.publicKey);
  const key = spki && (await readPublicKey(spki));
  must(key !== null, "key");
  if (key !== null) {
    const hash = bytesOfHex(sha256(client));
    const signed = new Uint8Array([...data, ...hash]);
    must(await signatureHolds(key, signed, signature), "signature");
  }
  return faults;
}

/** The signature counter of readable authenticator data; 0 where the authenticator keeps none. */
export function counterOf(assertion: Assertion): number {
  const data = parseBase64url(assertion.authenticatorData);
  if (!data || data.length < SHORTEST_DATA) return 0;
  return new DataView(data.buffer).getUint32(33);
}

/** What an authenticator was asked to sign over a text: its SHA-256 in base64url. */
export function challengeOf(statement: string): string {
  return formatBase64url(bytesOfHex(sha256(statement)));
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function clientDataOf(bytes: Uint8Array): z.output<typeof clientData> | null {
  try {
    const parsed = clientData.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
