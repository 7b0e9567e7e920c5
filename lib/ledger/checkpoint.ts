import { formatBase64, parseBase64 } from "../base/base64";
import { type Digest, digestBytes, hexOf } from "../base/hash";
import { refuse } from "../base/refusal";
import { type NoteSignature, openNote, type VerifiedSignature, type VerifierKey } from "./note";

/**
 * What a log says of itself at one moment (C2SP tlog-checkpoint). As the text of a signed note:
 *
 *   text = origin "\n" size "\n" base64(root) "\n" *( extension "\n" )
 */
export interface Checkpoint {
  /** Names the log; the name of its key too. */
  readonly origin: string;
  /** Entries. */
  readonly size: number;
  /** Root of the Merkle tree over their leaf hashes. */
  readonly root: Digest;
  /** Lines that the specification leaves open; none is written here. */
  readonly extensions: readonly string[];
}

export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** The log's own signatures, by keys of the checkpoint's origin. At least one. */
  readonly log: readonly VerifiedSignature[];
  /** Signatures by other trusted keys: witnesses. */
  readonly witnesses: readonly VerifiedSignature[];
  /** Signatures by keys that nobody named. */
  readonly unknown: readonly NoteSignature[];
}

const REMEDY = "Take the checkpoint exactly as the log served it.";

export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, size, formatBase64(digestBytes(root)), ...extensions].map((line) => `${line}\n`).join("");
}

/** Reads the text of a checkpoint's note. It says nothing about who signed it: see `openCheckpoint`. */
export function parseCheckpoint(text: string): Checkpoint {
  const wrong = (problem: string): never => refuse("bad-signature", "checkpoint", problem, REMEDY);
  if (!text.endsWith("\n")) wrong("does not end in a line feed");
  const [origin = "", size = "", root = "", ...extensions] = text.slice(0, -1).split("\n");
  if ([origin, ...extensions].includes("")) wrong("has an empty line");
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size)))
    wrong(`${size} is no tree size`);
  const bytes = parseBase64(root);
  if (bytes?.length !== 32) return wrong("its root is not 32 bytes of base64");
  return { origin, size: Number(size), root: hexOf(bytes), extensions };
}

/**
 * Verifies a checkpoint: `bad-signature` unless a trusted key that bears the checkpoint's own origin signed it.
 * A witness alone does not speak for the log. Name the origin too where more than one log is trusted.
 */
export async function openCheckpoint(
  note: string | Uint8Array,
  trusted: readonly VerifierKey[],
  origin?: string,
): Promise<OpenedCheckpoint> {
  const { text, verified, unknown } = await openNote(note, trusted);
  const checkpoint = parseCheckpoint(text);
  if (origin !== undefined && checkpoint.origin !== origin)
    refuse("bad-signature", "checkpoint", `is of ${checkpoint.origin}, not of ${origin}`, REMEDY);
  const isLog = ({ key }: VerifiedSignature) => key.type === "ed25519" && key.name === checkpoint.origin;
  const log = verified.filter(isLog);
  if (log.length === 0)
    refuse("bad-signature", "checkpoint", `no trusted key of ${checkpoint.origin} signed it`, REMEDY);
  return { checkpoint, log, witnesses: verified.filter((v) => !isLog(v)), unknown };
}
