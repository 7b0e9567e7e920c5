import type { Digest } from "../base/hash";
import { isDigest } from "../base/hash";
import { invariant, refuse } from "../base/refusal";

/**
 * The `.notouch` container: a POSIX ustar archive (IEEE Std 1003.1, pax, "ustar Interchange Format"), uncompressed.
 *
 *   archive = manifest *(page / chunk) end
 *   member  = header(512) data padding-to-512
 *   end     = 2 zero blocks, then zero blocks up to a multiple of 10,240 bytes at most
 *
 *   manifest  "manifest.json"      canonical JSON
 *   page      "pages/" 64HEXDIG    brotli
 *   chunk     "chunks/" 64HEXDIG   brotli
 *
 * Regular files only, each name once, nothing else: there is no path that could lead anywhere.
 */
const BLOCK = 512;
const RECORD = 10240;
const REMEDY = "Send the file exactly as `notouch capture` wrote it.";

export type Member =
  | { readonly kind: "manifest"; readonly size: number; readonly offset: number; readonly data: Uint8Array }
  | {
      readonly kind: "pages" | "chunks";
      readonly digest: Digest;
      readonly size: number;
      /** Where the data starts in the archive, so that a reader may come back for it. */
      readonly offset: number;
      /** As stored: still compressed. */
      readonly data: Uint8Array;
    };

export interface ArchiveLimits {
  /** Largest stored member, bytes. */
  readonly member: number;
  /** Largest archive, bytes. */
  readonly total: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = { member: 64 << 20, total: 2 ** 40 };

/** Deterministic ustar header of a regular file. `size` in bytes. */
export function formatHeader(name: string, size: number): Uint8Array {
  invariant(name.length <= 100 && size >= 0 && size < 8 ** 11, "name or size beyond a ustar header");
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  put(name, 0);
  put("0000644\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${size.toString(8).padStart(11, "0")}\0`, 124);
  put("00000000000\0", 136);
  put("        ", 148);
  put("0", 156);
  put("ustar\u000000", 257);
  put(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** Zero bytes that fill a member's data up to a whole block. */
export function paddingOf(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

export const ARCHIVE_END = new Uint8Array(2 * BLOCK);

function checksum(header: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 32 : (header[i] ?? 0);
  return sum;
}

function field(header: Uint8Array, from: number, length: number): string {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
}

/** Name and size of a member, or a refusal: links, devices, extended headers and prefixes are not understood. */
export function parseHeader(header: Uint8Array, at: string): { name: string; size: number } {
  const octal = (from: number, length: number) => {
    const text = field(header, from, length).trim();
    return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : -1;
  };
  if (field(header, 257, 5) !== "ustar" || octal(148, 8) !== checksum(header))
    refuse("bad-archive", at, "not a ustar header", REMEDY);
  const name = field(header, 0, 100);
  const type = field(header, 156, 1);
  if (type !== "0" && type !== "")
    refuse("bad-archive", at, `entry of type "${type}": only regular files are allowed`, REMEDY);
  const size = octal(124, 12);
  if (size < 0 || field(header, 157, 100) !== "" || field(header, 345, 155) !== "")
    refuse("bad-archive", at, "size, link name or name prefix not allowed", REMEDY);
  return { name, size };
}

/** Pulls exact numbers of bytes out of a stream of buffers. */
class ByteQueue {
  #parts: Uint8Array[] = [];
  #length = 0;
  constructor(private readonly source: AsyncIterator<Uint8Array>) {}

  /** Up to `n` bytes: fewer only where the stream ends. */
  async take(n: number): Promise<Uint8Array> {
    while (this.#length < n) {
      const next = await this.source.next();
      if (next.done) break;
      this.#parts.push(next.value);
      this.#length += next.value.length;
    }
    const out = new Uint8Array(Math.min(n, this.#length));
    let fill = 0;
    while (fill < out.length) {
      const part = this.#parts[0];
      invariant(part, "the queue's length is the sum of its parts");
      const used = part.subarray(0, out.length - fill);
      out.set(used, fill);
      fill += used.length;
      if (used.length === part.length) this.#parts.shift();
      else this.#parts[0] = part.subarray(used.length);
    }
    this.#length -= out.length;
    return out;
  }
}

/**
 * Members of an archive in their order, the manifest first. Holds one member at a time.
 * Throws `bad-archive` for anything the grammar does not allow, also at the very end.
 */
export async function* readArchive(
  source: AsyncIterable<Uint8Array>,
  limits = ARCHIVE_LIMITS,
): AsyncGenerator<Member> {
  const queue = new ByteQueue(source[Symbol.asyncIterator]());
  const seen = new Set<string>();
  let position = 0;
  for (;;) {
    const at = `byte ${position}`;
    const header = await queue.take(BLOCK);
    if (header.length < BLOCK) refuse("bad-archive", at, "the archive is cut off", REMEDY);
    position += BLOCK;
    if (header.every((b) => b === 0)) break;
    const { name, size } = parseHeader(header, at);
    if (size > limits.member || position + size > limits.total)
      refuse("bad-archive", name, `${size} bytes are more than allowed`, REMEDY);
    if (seen.has(name)) refuse("bad-archive", name, "stands twice in the archive", REMEDY);
    seen.add(name);
    const data = await queue.take(size);
    const padding = await queue.take(paddingOf(size).length);
    if (data.length < size || padding.length < paddingOf(size).length)
      refuse("bad-archive", name, "the archive is cut off", REMEDY);
    if (padding.some((b) => b !== 0)) refuse("bad-archive", name, "bytes hidden in the padding", REMEDY);
    yield memberOf(name, size, position, data, seen.size === 1);
    position += size + padding.length;
  }
  const second = await queue.take(BLOCK);
  position += second.length;
  if (second.length < BLOCK || second.some((b) => b !== 0))
    refuse("bad-archive", `byte ${position}`, "the archive is cut off", REMEDY);
  const rest = await queue.take(RECORD);
  if (
    rest.length >= RECORD ||
    rest.some((b) => b !== 0) ||
    (rest.length > 0 && (position + rest.length) % RECORD !== 0)
  )
    refuse("bad-archive", `byte ${position}`, "bytes after the end of the archive", REMEDY);
  if (seen.size === 0) refuse("bad-archive", "manifest.json", "the archive is empty", REMEDY);
}

function memberOf(name: string, size: number, offset: number, data: Uint8Array, first: boolean): Member {
  if (first !== (name === "manifest.json"))
    refuse("bad-archive", name, "manifest.json stands first, and once", REMEDY);
  if (first) return { kind: "manifest", size, offset, data };
  const [kind, digest, more] = name.split("/");
  if (
    (kind !== "pages" && kind !== "chunks") ||
    digest === undefined ||
    !isDigest(digest) ||
    more !== undefined
  )
    refuse("bad-archive", name, "not a name of this format", REMEDY);
  return { kind, digest, size, offset, data };
}
