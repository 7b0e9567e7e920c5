import { type Digest, type Hasher, hasher, isDigest } from "../base/hash";
import { refuse } from "../base/refusal";
import { formatHeader, paddingOf } from "../evidence/archive";
import { Unverifiable } from "./protocol";

/**
 * The container of a bundle: a POSIX ustar archive whose every byte is determined.
 *
 *   bundle   = document leaves *(manifest / page / chunk) seal end
 *   member   = header(512) data padding-to-512     ; the header is `formatHeader(name, size)`, byte for byte
 *   end      = 2 zero blocks, and nothing after them
 *
 *   document "bundle.json"           canonical JSON (document.ts), as it is
 *   leaves   "leaves"                32 bytes an entry: the leaf hashes of the whole ledger, in order, as they are
 *   manifest "manifests/" 64HEXDIG   raw deflate (RFC 1951) of the bytes that the name is the SHA-256 of
 *   page     "pages/" 64HEXDIG       the same
 *   chunk    "chunks/" 64HEXDIG      the same
 *   seal     "seal.note"             signed note over the SHA-256 of every byte before its header (seal.ts)
 *
 * Manifests, pages and chunks stand in the order of their names, so that one run at one checkpoint has one bundle.
 */
export const CONTENT_KINDS = ["manifests", "pages", "chunks"] as const;
export type ContentKind = (typeof CONTENT_KINDS)[number];

/** A bundle of any length, read where it is needed: a file, or the bytes that a page carries. */
export interface BundleSource {
  /** Bytes. */
  readonly size: number;
  /** Exactly these bytes, or fewer where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface Place {
  readonly offset: number;
  readonly size: number;
}

/** Where everything stands in a container that keeps the grammar. Nothing of it is verified yet. */
export interface Container {
  readonly document: Place;
  readonly leaves: Place;
  readonly seal: Place;
  readonly content: ReadonlyMap<Digest, Place & { readonly kind: ContentKind }>;
  /** SHA-256 of every byte before the seal's header. */
  readonly sealed: Digest;
}

const BLOCK = 512;
const SLICE = 1 << 20;
/** Largest member, bytes: the leaves of sixteen million entries. */
const LARGEST = 512 << 20;
const REMEDY = "Export the bundle again from the server that holds the run.";

/** Walks a container from its first byte to its last. `bad-archive` for anything that the grammar does not allow. */
export async function openContainer(source: BundleSource): Promise<Container> {
  const content = new Map<Digest, Place & { readonly kind: ContentKind }>();
  const running = hasher();
  let document: Place | null = null;
  let leaves: Place | null = null;
  let previous = "";
  for (let at = 0; ; ) {
    const header = await exactly(source, at, BLOCK);
    const { name, size } = parseMember(header, at);
    const place = { offset: at + BLOCK, size };
    const next = place.offset + size + paddingOf(size).length;
    if (next > source.size) refuse("bad-archive", name, "the bundle is cut off", REMEDY);
    await checkPadding(source, place, name);
    if (document === null) {
      if (name === "manifest.json")
        throw new Unverifiable("This is an evidence file, which carries no verdict: see `notouch evaluate`.");
      if (name !== "bundle.json") refuse("bad-archive", name, "bundle.json stands first", REMEDY);
      document = place;
    } else if (leaves === null) {
      if (name !== "leaves") refuse("bad-archive", name, "the leaves stand second", REMEDY);
      leaves = place;
    } else if (name === "seal.note") {
      await checkEnd(source, next);
      return { document, leaves, seal: place, content, sealed: running.digest("hex") };
    } else {
      const { kind, digest } = parseContentName(name);
      if (name <= previous)
        refuse("bad-archive", name, `stands after ${previous}: twice, or out of order`, REMEDY);
      if (content.has(digest)) refuse("bad-archive", name, "stands under two kinds", REMEDY);
      content.set(digest, { ...place, kind });
      previous = name;
    }
    await hashSlices(source, at, next, running);
    at = next;
  }
}

/** Name and size; the whole header must be the one that is written for them. */
function parseMember(header: Uint8Array, offset: number): { name: string; size: number } {
  const at = `byte ${offset}`;
  const text = String.fromCharCode(...header.subarray(0, 136));
  const name = /^[a-z./0-9]+/.exec(text)?.[0] ?? "";
  const size = Number.parseInt(text.slice(124, 135), 8);
  if (name === "" || name.length > 100 || !Number.isSafeInteger(size) || size > LARGEST)
    refuse("bad-archive", at, "not a member of a bundle", REMEDY);
  const expected = formatHeader(name, size);
  const wrong = expected.findIndex((byte, i) => byte !== header[i]);
  if (wrong >= 0)
    refuse("bad-archive", `byte ${offset + wrong}`, `the header of ${name} was altered`, REMEDY);
  return { name, size };
}

function parseContentName(name: string): { kind: ContentKind; digest: Digest } {
  const [folder, digest = "", ...more] = name.split("/");
  const kind = CONTENT_KINDS.find((k) => k === folder);
  if (!kind || !isDigest(digest) || more.length > 0)
    return refuse("bad-archive", name, "not a name of this format", REMEDY);
  return { kind, digest };
}

async function exactly(source: BundleSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length)
    refuse("bad-archive", `byte ${offset + bytes.length}`, "the bundle is cut off", REMEDY);
  return bytes;
}

async function checkPadding(source: BundleSource, { offset, size }: Place, name: string): Promise<void> {
  const padding = await exactly(source, offset + size, paddingOf(size).length);
  if (padding.some((byte) => byte !== 0)) refuse("bad-archive", name, "bytes hidden in the padding", REMEDY);
}

async function checkEnd(source: BundleSource, offset: number): Promise<void> {
  const end = await exactly(source, offset, 2 * BLOCK);
  const wrong = end.findIndex((byte) => byte !== 0);
  if (wrong >= 0)
    refuse("bad-archive", `byte ${offset + wrong}`, "the end of the bundle was altered", REMEDY);
  if (source.size !== offset + end.length)
    refuse("bad-archive", `byte ${offset + end.length}`, "bytes after the end of the bundle", REMEDY);
}

async function hashSlices(source: BundleSource, from: number, to: number, running: Hasher): Promise<void> {
  for (let at = from; at < to; at += SLICE)
    running.update(await exactly(source, at, Math.min(SLICE, to - at)));
}

export async function readPlace(source: BundleSource, { offset, size }: Place): Promise<Uint8Array> {
  return exactly(source, offset, size);
}

/** A bundle that is held whole. */
export function sourceOf(bytes: Uint8Array): BundleSource {
  return { size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
