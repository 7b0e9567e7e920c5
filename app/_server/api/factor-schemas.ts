import { z } from "zod";

/** Second factors over HTTP: what the interface takes and gives. Bytes are base64url. */
const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, "base64url without padding");
const credentialId = bytes(1400);
const instant = z.iso.datetime({ offset: true });

/** `PublicKeyCredential.toJSON()` after `navigator.credentials.get()` (WebAuthn §5.1.8). */
export const assertionResponse = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  response: z.object({
    authenticatorData: bytes(4000),
    clientDataJSON: bytes(8000),
    signature: bytes(4000),
  }),
});
export type AssertionResponse = z.output<typeof assertionResponse>;

/** The same after `navigator.credentials.create()`. */
export const enrolmentResponse = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  response: z.object({
    attestationObject: bytes(100_000),
    clientDataJSON: bytes(8000),
    transports: z.array(z.string().max(40)).max(20).default([]),
  }),
});
export type EnrolmentResponse = z.output<typeof enrolmentResponse>;

export const code = z.string().max(40);
/**
 * That the person is here: the password, and where any factor is enrolled one of them too. `code` is the authenticator
 * app's or a recovery code; `passkey` answers `POST /me/factors/challenge`.
 */
export const proof = z.strictObject({
  /** Left out by whoever has none: a provider signed them in, minutes ago. */
  password: z.string().min(1).max(200).optional(),
  code: code.optional(),
  passkey: assertionResponse.optional(),
});
export type Proof = z.output<typeof proof>;

export const proofBody = z.strictObject({ proof });
export const enrolmentBody = z.strictObject({ name: z.string().max(80), response: enrolmentResponse });
export const codeBody = z.strictObject({ code });
export const emptyBody = z.strictObject({});

export const assertionOptionsView = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.literal("required"),
  allowCredentials: z.array(
    z.object({ id: z.string(), type: z.literal("public-key"), transports: z.array(z.string()) }),
  ),
});
/** As `PublicKeyCredential.parseCreationOptionsFromJSON()` reads it. */
export const enrolmentOptionsView = z.looseObject({ challenge: z.string() });
export const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  credentialId: z.string(),
  rpId: z.string(),
  transports: z.array(z.string()),
  backedUp: z.boolean(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
});
export const factorsView = z.object({
  passkeys: z.array(passkeyView),
  totpSince: instant.nullable(),
  recoveryCodes: z.int(),
});
/** Recovery codes stand in an answer once: when they are made. */
export const enrolledView = z.object({ factors: factorsView, recoveryCodes: z.array(z.string()).nullable() });
export const totpView = z.object({ secret: z.string(), uri: z.string() });
