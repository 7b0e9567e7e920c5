import { randomBytes } from "node:crypto";
import { type FileHandle, link, open, rename, rm, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import type { Emit } from "@/lib/evidence/page";
import type { Digest } from "@/lib/ledger/hash";
import { BROTLI_PARAMS } from "../brotli";
import { DigestIndex } from "../digest-index";
import { tick } from "./nursery";
import { CommandError, EXIT } from "../exit";

/** Members under way to the disk at once: enough to keep both threads busy, few enough for memory. */
const IN_FLIGHT = 8;
const WRITE_BYTES = 1 << 20;

/** A temporary file of finished archive members, written in large pieces. It has no name once it is open. */
class MemberFile {
  #parts: Uint8Array[] = [];
  #pending = 0;
  constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<MemberFile> {
    const file = await open(path, "wx+", 0o600);
    // Without a name it disappears with the process, however that ends. Windows does not let go of open files.
    if (process.platform !== "win32") await unlink(path);
    return new MemberFile(file);
  }

  async add(name: string, data: Uint8Array): Promise<void> {
    const padding = paddingOf(data.length);
    this.#parts.push(formatHeader(name, data.length), data, padding);
    this.#pending += 512 + data.length + padding.length;
    if (this.#pending >= WRITE_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#pending === 0) return;
    const bytes = Buffer.concat(this.#parts, this.#pending);
    this.#parts = [];
    this.#pending = 0;
    await writeFully(this.file, bytes);
  }

  /** Appends everything to `target`. */
  async copyTo(target: FileHandle): Promise<void> {
    await this.#flush();
    const buffer = Buffer.allocUnsafe(WRITE_BYTES);
    for (let position = 0; ; ) {
      const { bytesRead } = await this.file.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      await writeFully(target, buffer.subarray(0, bytesRead));
      position += bytesRead;
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten;
}

/**
 * Collects the content of an evidence file. Chunks end before the page that lists them, and all pages before the
 * manifest, while the file wants them the other way round: so both wait in nameless files beside the target, and the
 * target gets its name last, whole. A crash at any moment leaves no file under that name.
 */
export class Spool {
  readonly #seen = new DigestIndex();

  #inFlight = 0;
  #free: (() => void) | null = null;
  #tail: Promise<void> = Promise.resolve();
  #failed: unknown = null;
  bytes = 0;

  private constructor(
    private readonly path: string,
    private readonly partial: string,
    private readonly pages: MemberFile,
    private readonly chunks: MemberFile,
  ) {}

  static async create(path: string): Promise<Spool> {
    const partial = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
    const pages = await MemberFile.create(`${partial}.pages`);
    try {
      return new Spool(path, partial, pages, await MemberFile.create(`${partial}.chunks`));
    } catch (error) {
      await pages.close();
      throw error;
    }
  }

  /** Takes one content; a digest that came before is not stored twice. Waits where too much is under way. */
  readonly emit: Emit = (kind, digest, bytes) => {
    if (this.#failed !== null) throw this.#failed;
    if (!this.#seen.add(digest, { offset: 0, size: 0 })) return undefined;
    tick(bytes.length); this.#inFlight++;
    const compressed = Promise.resolve(brotliCompressSync(bytes, BROTLI_PARAMS));
    this.#tail = this.#tail
      .then(async () => this.#store(kind, digest, await compressed))
      .catch((error: unknown) => {
        this.#failed ??= error;
        compressed.catch(() => undefined);
      })
      .finally(() => {
        this.#inFlight--;
        this.#free?.();
      });
    return this.#inFlight >= IN_FLIGHT ? this.#room() : undefined;
  };

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#free = () => {
        this.#free = null;
        resolve();
      };
    });
  }

  async #store(kind: "pages" | "chunks", digest: Digest, data: Uint8Array): Promise<void> {
    this.bytes += data.length;
    await (kind === "pages" ? this.pages : this.chunks).add(`${kind}/${digest}`, data);
  }

  /** Writes the archive and gives it its name. */
  async finish(manifest: Uint8Array): Promise<void> {
    await this.#tail;
    if (this.#failed !== null) throw this.#failed;
    const target = await open(this.partial, "wx", 0o600);
    try {
      await writeFully(target, formatHeader("manifest.json", manifest.length));
      await writeFully(target, manifest);
      await writeFully(target, paddingOf(manifest.length));
      await this.pages.copyTo(target);
      await this.chunks.copyTo(target);
      await writeFully(target, ARCHIVE_END);
      await target.sync();
    } finally {
      await target.close();
    }
    await publish(this.partial, this.path);
  }

  /** Removes whatever is left, whether it went well or not. */
  async close(): Promise<void> {
    await this.#tail;

    await this.pages.close();
    await this.chunks.close();
    for (const suffix of ["", ".pages", ".chunks"]) await rm(this.partial + suffix, { force: true });
  }
}

/** Gives the finished file its name, never in the place of another file, and makes the name durable. */
async function publish(partial: string, path: string): Promise<void> {
  try {
    await link(partial, path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EEXIST") throw existing(path);
    // A file system without hard links: the check before the capture and this rename are all there is.
    await rename(partial, path);
  }
  const folder = await open(dirname(path), "r").catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

export function existing(path: string): CommandError {
  return new CommandError(
    EXIT.usage,
    `${path} exists already`,
    "Evidence is never overwritten: choose another --out.",
  );
}
