import { type Digest, digestBytes, hasher } from "../base/hash";
import { ARCHIVE_END, formatHeader, paddingOf } from "../evidence/archive";
import type { ReadContent } from "../evidence/content";
import { parseEntry } from "../ledger/entry";
import type { Signer } from "../ledger/note";
import type { ContentKind } from "./container";
import { type BundleDocument, formatDocument } from "./document";
import { makeSeal } from "./seal";

export interface BundleParts {
  readonly document: BundleDocument;
  /** Leaf hash of every entry of the ledger, up to the checkpoint's size. */
  readonly leaves: readonly Digest[];
  readonly content: ReadonlyMap<Digest, ContentKind>;
  /** Uncompressed bytes of everything that `content` names. */
  readonly read: ReadContent;
  /** Raw deflate (RFC 1951). */
  readonly deflate: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly signer: Signer;
}

/** Writes a bundle piece by piece; holds one member at a time, whatever its extent. */
export async function* writeBundle(parts: BundleParts): AsyncGenerator<Uint8Array> {
  const running = hasher();
  function* member(name: string, data: Uint8Array): Generator<Uint8Array> {
    for (const piece of [formatHeader(name, data.length), data, paddingOf(data.length)]) {
      running.update(piece);
      yield piece;
    }
  }
  yield* member("bundle.json", formatDocument(parts.document));
  yield* member("leaves", joined(parts.leaves.map(digestBytes), 32));
  const names = [...parts.content].map(([digest, kind]) => `${kind}/${digest}`).sort();
  for (const name of names) {
    const digest = name.slice(name.indexOf("/") + 1);
    yield* member(name, await parts.deflate(await parts.read(digest)));
  }
  const { run, entries } = parts.document;
  const indexes = entries.map(({ text }) => parseEntry(text).index);
  const seal = await makeSeal({ run, entries: indexes, digest: running.digest("hex") }, parts.signer);
  const bytes = new TextEncoder().encode(seal);
  yield formatHeader("seal.note", bytes.length);
  yield bytes;
  yield paddingOf(bytes.length);
  yield ARCHIVE_END;
}

function joined(parts: readonly Uint8Array[], each: number): Uint8Array {
  const whole = new Uint8Array(parts.length * each);
  parts.forEach((part, i) => {
    whole.set(part, i * each);
  });
  return whole;
}
