import { formatBase64, parseBase64 } from "../base/base64";
import { decodeUtf8 } from "../base/canonical";
import { checkEd25519, isEd25519Key } from "../base/ed25519";
import { hexOf, sha256Of } from "../base/hash";
import { refuse } from "../base/refusal";
import { cosignedMessage, formatTimestamped, parseTimestamped } from "./cosignature";

/**
 * Signed notes (C2SP signed-note), as golang.org/x/mod/sumdb/note writes them:
 *
 *   note      = text blank signature+          text ends in a line feed; blank = "\n"
 *   signature = "— " name " " base64(key id ‖ bytes) "\n"
 *   vkey      = name "+" hex(key id) "+" base64(type ‖ public key)
 *   key id    = first 4 bytes of SHA-256(name ‖ "\n" ‖ type ‖ public key)
 *
 * A key is pinned by its vkey. The id in a signature only says which key to try; what verifies is the key.
 */

/** What each type's signature is over. A closed set: a key of another type is refused, a signature is skipped. */
export const SIGNATURE_TYPES = { ed25519: 0x01, cosignature: 0x04 } as const;
export type SignatureType = keyof typeof SIGNATURE_TYPES;

export interface VerifierKey {
  readonly name: string;
  readonly type: SignatureType;
  /** 8 lowercase hexadecimal digits. */
  readonly id: string;
  readonly publicKey: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

export interface Note {
  /** With its final line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature that was verified. `time` is when a witness signed (POSIX seconds), null for the plain kind. */
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly time: number | null;
}

export interface OpenedNote {
  readonly text: string;
  /** At least one. */
  readonly verified: readonly [VerifiedSignature, ...VerifiedSignature[]];
  /** By keys that nobody named: they say nothing. */
  readonly unknown: readonly NoteSignature[];
}

/** Whoever holds a private key. `sign` is over the message itself, never over its hash. */
export interface Signer {
  readonly key: VerifierKey;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

const REMEDY = "Take the note exactly as its log wrote it.";
const KEY_REMEDY = "Take the verifier key from the log's operator, by another way than the log itself.";
const LINE = /^\u2014 (\S+) (\S+)$/u;
const NAME = /^[^\s+\p{C}]+$/u;
const MOST_SIGNATURES = 100;

/** A key by its name, type and 32 bytes; `bad-signature` for a key of low order or a name with spaces or plus. */
export function verifierKey(name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey {
  if (!NAME.test(name)) refuse("bad-signature", "key", `${JSON.stringify(name)} is no key name`, KEY_REMEDY);
  if (!isEd25519Key(publicKey))
    refuse("bad-signature", `key ${name}`, "not an Ed25519 key, or one of low order", KEY_REMEDY);
  const id = sha256Of([name, "\n", Uint8Array.of(SIGNATURE_TYPES[type]), publicKey]).slice(0, 8);
  return { name, type, id, publicKey };
}

export function formatVerifierKey({ name, type, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${formatBase64(Uint8Array.of(SIGNATURE_TYPES[type], ...publicKey))}`;
}

/** Reads a vkey. `bad-signature` where its id is not that of its key, or the key cannot be one. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const [name = "", id = "", ...rest] = vkey.split("+");
  const bytes = parseBase64(rest.join("+"));
  const type = (Object.keys(SIGNATURE_TYPES) as SignatureType[]).find(
    (t) => SIGNATURE_TYPES[t] === bytes?.[0],
  );
  if (!bytes || !type)
    return refuse("bad-signature", "key", `${vkey} is no verifier key of a known type`, KEY_REMEDY);
  const key = verifierKey(name, type, bytes.slice(1));
  if (key.id !== id) refuse("bad-signature", `key ${name}`, `its id is ${key.id}, not ${id}`, KEY_REMEDY);
  return key;
}

export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, keyId, bytes }) => {
    const id = Uint8Array.from(keyId.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
    return `\u2014 ${name} ${formatBase64(Uint8Array.of(...id, ...bytes))}\n`;
  });
  return `${text}\n${lines.join("")}`;
}

/** Reads a note and verifies nothing: its text means nothing until `openNote` has said who signed it. */
export function parseNote(note: string | Uint8Array): Note {
  const bytes = typeof note === "string" ? new TextEncoder().encode(note) : note;
  const whole = decodeUtf8(bytes, "note");
  const wrong = (problem: string): never => refuse("bad-signature", "note", problem, REMEDY);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (/[\x00-\x09\x0b-\x1f]/.test(whole)) wrong("contains a control character");
  const blank = whole.lastIndexOf("\n\n");
  if (blank < 1 || !whole.endsWith("\n")) wrong("there is no signature below a blank line");
  const lines = whole.slice(blank + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) wrong(`more than ${MOST_SIGNATURES} signatures`);
  const signatures = lines.map((line): NoteSignature => {
    const [, name = "", text = ""] = LINE.exec(line) ?? [];
    const signed = parseBase64(text);
    if (!NAME.test(name) || !signed || signed.length < 5)
      return wrong(`${JSON.stringify(line)} is no signature`);
    return { name, keyId: hexOf(signed.subarray(0, 4)), bytes: signed.slice(4) };
  });
  return { text: whole.slice(0, blank + 1), signatures };
}

/**
 * Verifies a note under the keys that the caller trusts. Throws `bad-signature` where a signature of a trusted key is
 * wrong, or none is there. A second signature of the same key is skipped, as the specification's implementation does.
 */
export async function openNote(
  note: string | Uint8Array,
  trusted: readonly VerifierKey[],
): Promise<OpenedNote> {
  const { text, signatures } = parseNote(note);
  const verified: VerifiedSignature[] = [];
  const unknown: NoteSignature[] = [];
  for (const signature of signatures) {
    const key = trusted.find((k) => k.name === signature.name && k.id === signature.keyId);
    if (!key) unknown.push(signature);
    else if (!verified.some((v) => v.key === key))
      verified.push({ key, time: await checkSignature(key, text, signature.bytes) });
  }
  const [first, ...more] = verified;
  if (!first)
    return refuse(
      "bad-signature",
      "note",
      "no signature by a trusted key",
      "Name the key that should have signed.",
    );
  return { text, verified: [first, ...more], unknown };
}

/** The time that a right signature carries; throws `bad-signature` for a wrong one. */
async function checkSignature(key: VerifierKey, text: string, bytes: Uint8Array): Promise<number | null> {
  const wrong = (): never =>
    refuse("bad-signature", `signature of ${key.name}+${key.id}`, "does not fit the text", REMEDY);
  switch (key.type) {
    case "ed25519":
      return (await checkEd25519(key.publicKey, new TextEncoder().encode(text), bytes)) ? null : wrong();
    case "cosignature": {
      const stamped = parseTimestamped(bytes);
      if (!stamped) return wrong();
      const message = cosignedMessage(stamped.time, text);
      return (await checkEd25519(key.publicKey, message, stamped.signature)) ? stamped.time : wrong();
    }
  }
}

/** Signs a text that ends in a line feed. */
export async function signNote(text: string, signers: readonly Signer[]): Promise<string> {
  const signatures: NoteSignature[] = [];
  for (const { key, sign } of signers)
    signatures.push({ name: key.name, keyId: key.id, bytes: await sign(new TextEncoder().encode(text)) });
  return formatNote({ text, signatures });
}

/** What a witness adds below a note, at `time` (POSIX seconds). Its key is of type `cosignature`. */
export async function cosign(text: string, time: number, { key, sign }: Signer): Promise<NoteSignature> {
  const signature = await sign(cosignedMessage(time, text));
  return { name: key.name, keyId: key.id, bytes: formatTimestamped({ time, signature }) };
}
