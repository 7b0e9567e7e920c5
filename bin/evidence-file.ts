import { createReadStream, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { brotliDecompressSync } from "node:zlib";
import { type Digest, sha256 } from "@/lib/base/hash";
import { refuse } from "@/lib/base/refusal";
import { readArchive } from "@/lib/evidence/archive";
import type { ReadContent } from "@/lib/evidence/content";
import { type Evidence, parseManifest } from "@/lib/evidence/manifest";
import { type PageTotals, parsePage } from "@/lib/evidence/page";
import { type VerifyMemo, verifyEvidence } from "@/lib/evidence/verify";
import { DigestIndex } from "./digest-index";
import { usage } from "./exit";
import { scavenger } from "./scavenge";

/** A page of 1,024 entries and a chunk of 1 MiB plus one row are far below; a bomb is not. */
const LARGEST_CONTENT = 64 << 20;
const REMEDY = "Take the file exactly as `notouch capture` wrote it, or capture again.";

/** An evidence file that was verified as a whole, with random access to its content. */
export interface EvidenceFile {
  readonly path: string;
  readonly evidence: Evidence;
  /** Uncompressed content, hashed again each time. */
  readonly read: ReadContent;
  /** Stored bytes of a member, still compressed. */
  readonly stored: (digest: Digest) => Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Opened extends EvidenceFile {
  readonly index: DigestIndex;
}

/**
 * Opens files of one run, each verified from its first byte to its last: archive, compression, hashes, counts,
 * checksums, and that nothing is missing and nothing too much. Content that an earlier file of the list holds in
 * the very same stored bytes was verified there.
 */
export async function openEvidence(paths: readonly string[]): Promise<EvidenceFile[]> {
  const opened: Opened[] = [];
  try {
    const memo = memory();
    for (const path of paths) opened.push(await openOne(path, opened, memo));
    return opened;
  } catch (error) {
    for (const file of opened) await file.close();
    throw error;
  }
}

/** Opens without verifying the content: for the upload, where the server does that. The archive itself is checked. */
export async function openUnverified(
  path: string,
): Promise<EvidenceFile & { readonly has: (digest: Digest) => boolean }> {
  const { file, index, evidence } = await indexFile(path);
  const stored = storedReader(file, index);
  return {
    path,
    evidence,
    stored,
    read: contentReader(stored),
    has: (d) => index.get(d) !== null,
    close: () => file.close(),
  };
}

async function openOne(path: string, earlier: readonly Opened[], memo: VerifyMemo): Promise<Opened> {
  const { file, index, evidence } = await indexFile(path);
  try {
    const stored = storedReader(file, index);
    const referenced = new DigestIndex();
    const refer = (digest: Digest) => void referenced.add(digest, { offset: 0, size: 0 });
    await verifyEvidence(evidence, rawReader(stored), {
      memo: {
        // A page that was verified in an earlier file stands for its chunks too, where this file has them byte for byte.
        async get(page, layout) {
          const known = await memo.get(page, layout);
          return known !== null && (await holdsTheSame(page, stored, earlier, refer)) ? known : null;
        },
        put: (page, layout, totals) => memo.put(page, layout, totals),
      },
      onReference: (_, digest) => refer(digest),
    });
    if (referenced.size !== index.size)
      refuse(
        "count-mismatch",
        path,
        `holds ${index.size} members where its manifest refers to ${referenced.size}`,
        REMEDY,
      );
    return { path, evidence, index, stored, read: contentReader(stored), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Verified pages of this run of the command. */
function memory(): VerifyMemo {
  const known = new Map<string, PageTotals>();
  return {
    get: async (page, layout) => known.get(`${page} ${layout}`) ?? null,
    put: async (page, layout, totals) => void known.set(`${page} ${layout}`, totals),
  };
}

/**
 * Whether a page and all its chunks are stored here in the very bytes in which an earlier file stores them. Bytes
 * that inflate to the same content in another way are sound too, and are verified like everything else.
 */
async function holdsTheSame(
  page: Digest,
  stored: EvidenceFile["stored"],
  earlier: readonly Opened[],
  refer: (digest: Digest) => void,
): Promise<boolean> {
  const other = earlier.find((file) => file.index.get(page) !== null);
  if (!other) return false;
  const equal = async (digest: Digest) => {
    refer(digest);
    return Buffer.compare(await stored(digest), await other.stored(digest)) === 0;
  };
  if (!(await equal(page))) return false;
  for (const entry of parsePage(await other.read(page), `pages/${page}`))
    if (other.index.get(entry.digest) === null || !(await equal(entry.digest))) return false;
  return true;
}

async function indexFile(
  path: string,
): Promise<{ file: FileHandle; index: DigestIndex; evidence: Evidence }> {
  const file = await open(path, "r").catch(() => {
    throw usage(`cannot read ${path}`, "Name an evidence file that `notouch capture` wrote.");
  });
  try {
    const index = new DigestIndex();
    const scavenge = scavenger();
    let evidence: Evidence | null = null;
    for await (const member of readArchive(createReadStream(path, { highWaterMark: 1 << 18 }))) {
      scavenge(member.size);
      if (member.kind === "manifest") evidence = parseManifest(member.data);
      else if (!index.add(member.digest, member))
        refuse("bad-archive", member.digest, "stands under two kinds", REMEDY);
    }
    if (evidence === null) return refuse("bad-archive", path, "there is no manifest", REMEDY);
    return { file, index, evidence };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function storedReader(file: FileHandle, index: DigestIndex): (digest: Digest) => Promise<Uint8Array> {
  return async (digest) => {
    const place = index.get(digest);
    if (place === null)
      return refuse(
        "count-mismatch",
        digest,
        "the evidence refers to content that is not in the file",
        REMEDY,
      );
    const bytes = new Uint8Array(place.size);
    // Small reads out of the page cache: the thread pool is for the decompression.
    const bytesRead = readSync(file.fd, bytes, 0, place.size, place.offset);
    if (bytesRead !== place.size)
      refuse("bad-archive", digest, "the file was cut off while it was read", REMEDY);
    return bytes;
  };
}

/** Content as inflated; the verification hashes it. */
function rawReader(stored: (digest: Digest) => Promise<Uint8Array>): ReadContent {
  const scavenge = scavenger();
  return async (digest) => {
    const bytes = decompress(await stored(digest), digest);
    scavenge(bytes.length);
    return bytes;
  };
}

function contentReader(stored: (digest: Digest) => Promise<Uint8Array>): ReadContent {
  return async (digest) => {
    const bytes = decompress(await stored(digest), digest);
    // The file may have been altered since it was verified.
    if (sha256(bytes) !== digest) refuse("digest-mismatch", digest, "its bytes have another hash", REMEDY);
    return bytes;
  };
}

/** In place, for a decoder in the thread pool costs this thread as much and its memory on top. */
function decompress(stored: Uint8Array, digest: Digest): Uint8Array {
  try {
    return brotliDecompressSync(stored, { maxOutputLength: LARGEST_CONTENT, chunkSize: 1 << 16 });
  } catch {
    return refuse("bad-compression", digest, `not brotli, or more than ${LARGEST_CONTENT >> 20} MiB`, REMEDY);
  }
}
