import { createPrivateKey, createPublicKey, sign } from "node:crypto";
import { type SignatureType, type Signer, verifierKey } from "./note";

/** PrivateKeyInfo of RFC 8410 §7 up to the 32 bytes of the seed. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * A signer from the 32 bytes of an Ed25519 seed (RFC 8032 §5.1.5). The server's alone: no other part of `lib` signs,
 * and no browser ever does.
 */
export function ed25519Signer(name: string, seed: Uint8Array, type: SignatureType = "ed25519"): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return {
    key: verifierKey(name, type, new Uint8Array(spki.subarray(-32))),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
