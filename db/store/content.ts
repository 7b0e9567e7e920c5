import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants } from "node:zlib";
import { inArray } from "drizzle-orm";
import { type Digest, sha256 } from "@/lib/base/hash";
import { Refusal, refuse } from "@/lib/base/refusal";
import type { ReadContent } from "@/lib/evidence/content";
import type { Db } from "./client";
import { content } from "./schema";

/** Largest uncompressed chunk or page, bytes: beyond it a few bytes of brotli could fill the memory. */
const CONTENT_LIMIT = 64 << 20;

export interface StoredContent {
  readonly digest: Digest;
  /** brotli, as it was sent. */
  readonly stored: Uint8Array;
}

const compress = promisify(brotliCompress);

/** brotli at quality 1, as in a `.notouch` file. */
export async function compressContent(bytes: Uint8Array): Promise<Uint8Array> {
  return compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
}

/** Output of a brotli stream, whole and capped. `bad-compression` for a cut, a bomb or trailing bytes. */
export function decompressContent(
  stored: Uint8Array,
  at: string,
  limit = CONTENT_LIMIT,
): Promise<Uint8Array> {
  const remedy = "Send the brotli bytes exactly as `notouch capture` wrote them.";
  return new Promise((done, fail) => {
    const bad = (problem: string) => fail(new Refusal("bad-compression", [{ at, problem }], remedy));
    // With `info` the callback receives the engine too, which knows how much of the input it used.
    brotliDecompress(stored, { maxOutputLength: limit, info: true } as object, (error, result) => {
      if (error) {
        const tooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
        return bad(tooLarge ? `more than ${limit} bytes uncompressed` : "not a whole brotli stream");
      }
      const { buffer, engine } = result as unknown as {
        buffer: Uint8Array;
        engine: { bytesWritten: number };
      };
      if (engine.bytesWritten !== stored.length)
        return bad(`${stored.length - engine.bytesWritten} bytes after the end of the stream`);
      done(buffer);
    });
  });
}

/**
 * Stores content under its digest after decompressing and hashing it. Idempotent, and no record of its own:
 * content that no evidence names proves nothing and harms nothing. Keep a batch to a few megabytes.
 */
export async function putContent(
  db: Db,
  batch: readonly StoredContent[],
  largest = CONTENT_LIMIT,
): Promise<void> {
  if (batch.length === 0) return;
  const rows: (typeof content.$inferInsert)[] = [];
  for (const { digest, stored } of batch) {
    const bytes = await decompressContent(stored, digest, largest);
    const real = sha256(bytes);
    if (real !== digest)
      refuse("digest-mismatch", digest, `its bytes hash to ${real}`, "Send the content that the name says.");
    rows.push({ digest: raw(digest), size: bytes.length, stored });
  }
  await db.insert(content).values(rows).onConflictDoNothing();
}

/** Content as it is stored, brotli; null where it is not. Whoever uses it has to hash what comes out of it. */
export async function storedContent(db: Db, digest: Digest): Promise<Uint8Array | null> {
  const [row] = await db
    .select({ stored: content.stored })
    .from(content)
    .where(inArray(content.digest, [raw(digest)]));
  return row?.stored ?? null;
}

/** Which of these digests are not stored, in the order asked. */
export async function missing(db: Db, digests: readonly Digest[]): Promise<Digest[]> {
  const there = new Set<Digest>();
  for (let i = 0; i < digests.length; i += 1000) {
    const found = await db
      .select({ digest: content.digest })
      .from(content)
      .where(inArray(content.digest, digests.slice(i, i + 1000).map(raw)));
    for (const row of found) there.add(hex(row.digest));
  }
  return digests.filter((d) => !there.has(d));
}

const CACHE_BYTES = 16 << 20;
const BATCH = 64;

/**
 * Reads content by digest and re-hashes what it read: bytes altered in the database surface as `digest-mismatch`,
 * never as figures. Digests that are asked for in one go are read in one query; the last few megabytes are kept.
 * Content that was never sent is `count-mismatch`.
 */
export function contentReader(db: Db): ReadContent {
  const cache = new Map<Digest, Uint8Array>();
  let cached = 0;
  const waiting = new Map<Digest, { done: (bytes: Uint8Array) => void; fail: (error: unknown) => void }[]>();
  let scheduled = false;

  async function flush(): Promise<void> {
    scheduled = false;
    const asked = [...waiting];
    waiting.clear();
    for (let i = 0; i < asked.length; i += BATCH) {
      const part = asked.slice(i, i + BATCH);
      try {
        const rows = await db
          .select()
          .from(content)
          .where(
            inArray(
              content.digest,
              part.map(([digest]) => raw(digest)),
            ),
          );
        const found = new Map(rows.map((row) => [hex(row.digest), row.stored]));
        for (const [digest, callers] of part)
          await open(digest, found.get(digest)).then(
            (bytes) => {
              for (const caller of callers) caller.done(bytes);
            },
            (error: unknown) => {
              for (const caller of callers) caller.fail(error);
            },
          );
      } catch (error) {
        for (const [, callers] of part) for (const caller of callers) caller.fail(error);
      }
    }
  }

  async function open(digest: Digest, stored: Uint8Array | undefined): Promise<Uint8Array> {
    if (!stored)
      refuse(
        "count-mismatch",
        digest,
        "named, and not among what was sent",
        "Upload every page and chunk, then the manifest.",
      );
    const bytes = await decompressContent(stored, digest);
    if (sha256(bytes) !== digest)
      refuse(
        "digest-mismatch",
        digest,
        "the stored bytes do not hash to their name",
        "Restore the database from a backup.",
      );
    cache.set(digest, bytes);
    cached += bytes.length;
    for (const [oldest, old] of cache) {
      if (cached <= CACHE_BYTES) break;
      cache.delete(oldest);
      cached -= old.length;
    }
    return bytes;
  }

  return (digest) => {
    const known = cache.get(digest);
    if (known) return Promise.resolve(known);
    return new Promise((done, fail) => {
      const callers = waiting.get(digest);
      if (callers) callers.push({ done, fail });
      else waiting.set(digest, [{ done, fail }]);
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => void flush());
    });
  };
}

function raw(digest: Digest): Uint8Array {
  return Buffer.from(digest, "hex");
}

function hex(bytes: Uint8Array): Digest {
  return Buffer.from(bytes).toString("hex");
}
