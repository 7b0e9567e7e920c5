// An authenticator in software, for tests: it signs as WebAuthn says, and can be told to do each thing wrongly.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

export interface Signing {
  readonly challenge: string;
  readonly origin: string;
  /** The host name that is hashed; by default the origin's. */
  readonly rpId?: string;
  readonly verified?: boolean;
  readonly present?: boolean;
  readonly type?: string;
  readonly counter?: number;
  /** Members of the client data beside type, challenge and origin. */
  readonly client?: Readonly<Record<string, unknown>>;
}

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const hash = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();

type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>;

/** CBOR (RFC 8949) of the few forms that an attestation is made of. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  const members = [...value].flatMap(([key, member]) => [cbor(key), cbor(member)]);
  return Buffer.concat([head(5, value.size), ...members]);
}

function head(major: number, n: number): Buffer {
  if (n < 24) return Buffer.of((major << 5) | n);
  if (n < 256) return Buffer.of((major << 5) | 24, n);
  return Buffer.of((major << 5) | 25, n >> 8, n & 255);
}

export function softAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32);
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const cose = cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
  let uses = 0;

  function data(signing: Signing, attested: boolean): Buffer {
    const flags =
      (signing.present === false ? 0 : PRESENT) |
      (signing.verified === false ? 0 : VERIFIED) |
      (attested ? ATTESTED : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(signing.counter ?? uses++);
    return Buffer.concat([
      hash(signing.rpId ?? URL.parse(signing.origin)?.hostname ?? ""),
      Buffer.of(flags),
      counter,
    ]);
  }

  function client(signing: Signing, type: string): Buffer {
    const { challenge, origin } = signing;
    return Buffer.from(
      JSON.stringify({
        type: signing.type ?? type,
        challenge,
        origin,
        crossOrigin: false,
        ...signing.client,
      }),
    );
  }

  return {
    credentialId: b64(id),
    publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64url"),
    /** As `PublicKeyCredential.toJSON()` after `create()`. */
    enrol(signing: Signing) {
      const length = Buffer.of(0, id.length);
      const authData = Buffer.concat([data(signing, true), Buffer.alloc(16), length, id, cose]);
      const attestation = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map<string, Cbor>()],
        ["authData", authData],
      ]);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          attestationObject: b64(cbor(attestation)),
          clientDataJSON: b64(client(signing, "webauthn.create")),
          transports: ["internal"],
        },
      };
    },
    /** As `PublicKeyCredential.toJSON()` after `get()`. */
    sign(signing: Signing) {
      const authenticatorData = data(signing, false);
      const clientDataJSON = client(signing, "webauthn.get");
      const signature = sign("sha256", Buffer.concat([authenticatorData, hash(clientDataJSON)]), privateKey);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key",
        clientExtensionResults: {},
        response: {
          authenticatorData: b64(authenticatorData),
          clientDataJSON: b64(clientDataJSON),
          signature: b64(signature),
        },
      };
    },
  };
}
