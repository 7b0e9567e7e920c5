import { createPrivateKey, createPublicKey, randomBytes, sign } from "node:crypto";
import { formatBase64, parseBase64 } from "../base/base64";
import { refuse } from "../base/refusal";
import { SIGNATURE_TYPES, type SignatureType, type Signer, verifierKey } from "./note";

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

/**
 * A private key as golang.org/x/mod/sumdb/note writes it:
 *
 *   skey = "PRIVATE+KEY+" name "+" hex(key id) "+" base64(0x01 ‖ seed)
 */
export function formatSignerKey(name: string, seed: Uint8Array): string {
  const { key } = ed25519Signer(name, seed);
  return `PRIVATE+KEY+${name}+${key.id}+${formatBase64(Uint8Array.of(SIGNATURE_TYPES.ed25519, ...seed))}`;
}

/** `bad-signature` for anything but a whole private key; the message says nothing of what was read. */
export function parseSignerKey(skey: string): Signer {
  const [first, second, name = "", id = "", ...rest] = skey.trim().split("+");
  const bytes = parseBase64(rest.join("+"));
  const whole = first === "PRIVATE" && second === "KEY" && bytes?.length === 33 && bytes[0] === 1;
  const signer = whole ? ed25519Signer(name, bytes.slice(1)) : null;
  if (signer?.key.id !== id)
    return refuse(
      "bad-signature",
      "private key",
      "not PRIVATE+KEY+name+id+base64, or its id is another's",
      REMEDY,
    );
  return signer;
}

const REMEDY = "Take the key exactly as it was made, on one line.";

/** A new private key for a log of this name. */
export function makeSignerKey(name: string): string {
  return formatSignerKey(name, new Uint8Array(randomBytes(32)));
}
