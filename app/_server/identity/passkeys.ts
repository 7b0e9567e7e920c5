import { createPublicKey, randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { openCeremony, takeCeremony } from "@/db/identity/ceremonies";
import { addPasskey, notePasskeyUse, passkeyByCredential, type StoredPasskey } from "@/db/identity/passkeys";
import type { FactorsView, PasskeyView } from "@/db/identity/views";
import type { Actor } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { ASSERTION_FAULTS, type Assertion, assertionFaults, counterOf } from "@/lib/authority/assertion";
import type { AssertionResponse, EnrolmentResponse } from "../api/factor-schemas";
import { Problem } from "../api/problem";

/** EdDSA, ES256, RS256 (IANA COSE): what `lib/authority/assertion.ts` can verify again. */
const ALGORITHMS = [-8, -7, -257];
const MINUTE = 60_000;
export const ENROLMENT_MINUTES = 5;

/** A site on which passkeys are made and used: the origin that the browser reports, and its host name. */
export interface Site {
  readonly origin: string;
  readonly rpId: string;
}

/** The site that a request came from. Its Origin has been checked against the settings. */
export function siteOf({ headers }: { readonly headers: Headers }): Site {
  const origin = headers.get("origin") ?? "";
  const rpId = URL.parse(origin)?.hostname ?? "";
  if (rpId === "" || isIP(rpId.replace(/^\[|\]$/g, "")) !== 0)
    throw new Problem(
      "invalid-input",
      "Open notouch under a host name, like http://localhost on this machine.",
      [{ at: "Origin", problem: "passkeys belong to a host name, not to an address" }],
    );
  return { origin, rpId };
}

/** What a browser needs to make a passkey (WebAuthn §5.4). The challenge is good once, for five minutes. */
export async function enrolmentOptions(db: Db, site: Site, actor: Actor, known: FactorsView) {
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  const options = await generateRegistrationOptions({
    rpName: "notouch",
    rpID: site.rpId,
    userName: actor.username,
    userID: new Uint8Array(Buffer.from(actor.id)),
    challenge: randomBytes(32),
    timeout: ENROLMENT_MINUTES * MINUTE,
    attestationType: "none",
    excludeCredentials: known.passkeys.map((p) => ({ id: p.credentialId })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  await openCeremony(db, {
    challenge: options.challenge,
    purpose: "enrol",
    personId: actor.id,
    origin: site.origin,
    statement: null,
    expiresAt: new Date(Date.now() + ENROLMENT_MINUTES * MINUTE),
  });
  return options;
}

const refused = (problem: string) =>
  new Problem("step-up-refused", "Start again, on this page and with this server's own challenge.", [
    { at: "passkey", problem },
  ]);

/** Verifies an enrolment and records the passkey. */
export async function enrolPasskey(
  db: Db,
  site: Site,
  actor: Actor,
  name: string,
  response: EnrolmentResponse,
): Promise<PasskeyView> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const challenge = challengeIn(response.response.clientDataJSON);
  const opened = challenge === null ? null : await takeCeremony(db, challenge, "enrol");
  if (!opened || opened.personId !== actor.id || opened.origin !== site.origin)
    throw refused("its challenge is unknown, used or too old");
  const outcome = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: opened.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    throw refused(error instanceof Error ? error.message : "it cannot be read");
  });
  // The library answers `verified: false` for a bad attestation and throws nothing.
  if (!outcome.verified) throw refused("its attestation does not verify");
  const { credential, credentialBackedUp } = outcome.registrationInfo;
  const wanted = {
    name,
    credentialId: credential.id,
    cose: Buffer.from(credential.publicKey).toString("base64url"),
    publicKey: await publicKeyOf(credential.publicKey),
    rpId: site.rpId,
    transports: response.response.transports,
    backedUp: credentialBackedUp,
    counter: credential.counter,
  };
  return addPasskey(db, wanted, actor);
}

/** A COSE_Key (RFC 9052 §7) as SubjectPublicKeyInfo in base64url. */
async function publicKeyOf(cose: Uint8Array<ArrayBuffer>): Promise<string> {
  const { decodeCredentialPublicKey } = await import("@simplewebauthn/server/helpers");
  const key: { get(label: number): unknown } = decodeCredentialPublicKey(cose);
  const text = (label: number) => {
    const value = key.get(label);
    if (!(value instanceof Uint8Array)) throw refused("its key cannot be read");
    return Buffer.from(value).toString("base64url");
  };
  // RFC 9053 §7.1: 1 is kty (1 OKP, 2 EC2), -1 the curve, -2 and -3 the coordinates; RFC 8230 §4: 3 is RSA, -1 n, -2 e.
  const jwk =
    key.get(1) === 2
      ? { kty: "EC", crv: "P-256", x: text(-2), y: text(-3) }
      : key.get(1) === 1
        ? { kty: "OKP", crv: "Ed25519", x: text(-2) }
        : { kty: "RSA", n: text(-1), e: text(-2) };
  return createPublicKey({ key: jwk, format: "jwk" })
    .export({ format: "der", type: "spki" })
    .toString("base64url");
}

export type AssertionPurpose = "sign-in" | "factors" | "decision";

/**
 * What a browser needs to sign with a passkey (WebAuthn §5.5): user verification is required. `statement` is what the
 * challenge stands for, where it stands for one; the challenge is then its SHA-256.
 */
export async function assertionOptions(
  db: Db,
  site: Site,
  wanted: {
    readonly purpose: AssertionPurpose;
    /** null: whoever signs in. */
    readonly personId: string | null;
    readonly passkeys: readonly PasskeyView[];
    readonly challenge: string;
    readonly statement: string | null;
    readonly expiresAt: Date;
  },
) {
  const { challenge, expiresAt, personId, purpose, statement } = wanted;
  await openCeremony(db, { challenge, purpose, personId, origin: site.origin, statement, expiresAt });
  return {
    challenge,
    rpId: site.rpId,
    timeout: Math.max(expiresAt.getTime() - Date.now(), 0),
    userVerification: "required" as const,
    allowCredentials: wanted.passkeys
      .filter((p) => p.rpId === site.rpId)
      .map((p) => ({ id: p.credentialId, type: "public-key" as const, transports: [...p.transports] })),
  };
}

export function randomChallenge(): string {
  return randomBytes(32).toString("base64url");
}

export interface VerifiedPasskey {
  readonly passkey: StoredPasskey;
  readonly assertion: Assertion;
  /** What the signed challenge stands for; null where it stands for nothing else. */
  readonly statement: string | null;
}

/**
 * Verifies a signature by a passkey, twice: by the WebAuthn library over the COSE key, and by the verifier that
 * re-verifies it offline. Its challenge is used up whatever comes out. `personId` null: whoever it belongs to.
 */
export async function verifyPasskey(
  db: Db,
  site: Site,
  purpose: AssertionPurpose,
  personId: string | null,
  response: AssertionResponse,
): Promise<VerifiedPasskey> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const challenge = challengeIn(response.response.clientDataJSON);
  const opened = challenge === null ? null : await takeCeremony(db, challenge, purpose);
  if (!opened || opened.personId !== personId || opened.origin !== site.origin)
    throw refused("its challenge is unknown, used, too old or another person's");
  const passkey = await passkeyByCredential(db, response.id);
  if (!passkey || (personId !== null && passkey.personId !== personId) || passkey.rpId !== site.rpId)
    throw refused("no such passkey is enrolled");
  const { authenticatorData, clientDataJSON, signature } = response.response;
  const assertion = {
    credentialId: passkey.credentialId,
    publicKey: passkey.publicKey,
    authenticatorData,
    clientDataJSON,
    signature,
  };
  const faults = await assertionFaults(assertion, { challenge: opened.challenge, origin: site.origin });
  if (faults.length > 0) throw refused(faults.map((fault) => ASSERTION_FAULTS[fault]).join("; "));
  const outcome = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: opened.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.cose, "base64url")),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch((error: unknown) => {
    throw refused(error instanceof Error ? error.message : "it cannot be read");
  });
  // `verified: false` is how the library says that the signature is bad.
  if (!outcome.verified) throw refused(ASSERTION_FAULTS.signature);
  if (!(await notePasskeyUse(db, passkey.id, counterOf(assertion))))
    throw refused("its counter went back: the authenticator may have been copied");
  return { passkey, assertion, statement: opened.statement };
}

/** The challenge that a browser says it answered: a name to look up, trusted for nothing else. */
function challengeIn(clientDataJSON: string): string | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    return typeof said === "object" && said !== null && "challenge" in said ? String(said.challenge) : null;
  } catch {
    return null;
  }
}
