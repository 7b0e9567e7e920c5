import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { ARCHIVE_LIMITS, formatHeader, readArchive } from "../lib/evidence/archive";

const BLOCK = 512;

/** The file without its last third: what is left of an upload, or of a disk, that gave out. */
export function truncated(file: Uint8Array): Buffer {
  return Buffer.from(file.subarray(0, Math.floor((file.length * 2) / 3)));
}

/**
 * The file with one character of one row changed and everything around it put right again (compression, header,
 * padding), so that nothing but the digest of that chunk can tell. The row is of the largest chunk: small tables are
 * the same in every pilot, and what a server has under a digest nobody sends again.
 */
export async function altered(file: Uint8Array): Promise<Buffer> {
  const bytes = Buffer.from(file);
  let largest = 0;
  for await (const member of readArchive(once(file), ARCHIVE_LIMITS))
    if (member.kind === "chunks") largest = Math.max(largest, member.size);
  for await (const member of readArchive(once(file), ARCHIVE_LIMITS)) {
    if (member.kind !== "chunks" || member.size < largest) continue;
    const rows = brotliDecompressSync(member.data);
    const at = rows.findIndex((byte) => byte >= 0x61 && byte < 0x7a);
    rows.writeUInt8(rows.readUInt8(at) + 1, at);
    const stored = brotliCompressSync(rows);
    const name = `${member.kind}/${member.digest}`;
    const [from, to] = [member.offset - BLOCK, member.offset + padded(member.size)];
    const padding = Buffer.alloc(padded(stored.length) - stored.length);
    const end = bytes.subarray(to);
    return Buffer.concat([bytes.subarray(0, from), formatHeader(name, stored.length), stored, padding, end]);
  }
  throw new Error("the file holds no chunk to alter");
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
