import { type Digest, isDigest } from "../base/hash";
import { refuse } from "../base/refusal";
import { formatNote, openNote, parseNote, type Signer, signNote, type VerifierKey } from "../ledger/note";
import { BUNDLE_FORMAT } from "./document";

/**
 * The log's word for a bundle as a whole: a signed note (C2SP signed-note) over
 *
 *   text = "notouch.bundle/1" LF "run " slug LF "entries " index *("," index) LF "sha256 " 64HEXDIG LF
 *
 * where the digest is over every byte before the note's own header. An inclusion proof shows that an entry is in the
 * log; only this shows that none of the run's was left out. Its second line keeps it from reading as a checkpoint.
 */
export interface Seal {
  readonly run: string;
  /** Indexes of the entries that the bundle holds, ascending. */
  readonly entries: readonly number[];
  readonly digest: Digest;
}

const TEXT = /^(.*)\nrun (.*)\nentries (\d{1,15}(?:,\d{1,15})*)\nsha256 (.*)\n$/;
const REMEDY = "Export the bundle again from the server that holds the run.";

export async function makeSeal({ run, entries, digest }: Seal, signer: Signer): Promise<string> {
  return signNote(`${BUNDLE_FORMAT}\nrun ${run}\nentries ${entries.join(",")}\nsha256 ${digest}\n`, [signer]);
}

/** The digest that a seal states, of this format or a later one. Says nothing of who made it: see `openSeal`. */
export function sealedDigest(note: Uint8Array): Digest {
  const digest = /\nsha256 ([0-9a-f]{64})\n$/.exec(parseNote(note).text)?.[1];
  return digest ?? refuse("bad-signature", "seal.note", "states no digest", REMEDY);
}

/** The seal and the key that made it; `bad-signature` unless one of the trusted keys did, and nothing stands beside it. */
export async function openSeal(
  note: Uint8Array,
  trusted: readonly VerifierKey[],
): Promise<Seal & { readonly key: VerifierKey }> {
  const { text, signatures } = parseNote(note);
  // One text for one seal: a second signature, or another spelling of the first, would be bytes that nothing covers.
  if (signatures.length !== 1 || formatNote({ text, signatures }) !== new TextDecoder().decode(note))
    refuse("bad-signature", "seal.note", "is not a note with one signature", REMEDY);
  const opened = await openNote(note, trusted);
  const [, format, run, list = "", digest = ""] = TEXT.exec(opened.text) ?? [];
  if (format !== BUNDLE_FORMAT || run === undefined || !isDigest(digest))
    return refuse("bad-signature", "seal.note", "signs something else than a bundle", REMEDY);
  return { run, entries: list.split(",").map(Number), digest, key: opened.verified[0].key };
}
