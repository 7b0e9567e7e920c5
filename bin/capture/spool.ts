import { randomBytes } from "node:crypto";
import { type FileHandle, link, open, rename, rm, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import type { Emit } from "@/lib/evidence/page";
import { BROTLI_PARAMS } from "../brotli";
import { DigestIndex } from "../digest-index";
import { CommandError, EXIT } from "../exit";
import { scavenger } from "../scavenge";

const WRITE_BYTES = 1 << 18;

/**
 * A temporary file of finished archive members, written in large pieces through one buffer: buffers that came and
 * went by the megabyte would leave the process's heap in pieces. It has no name once it is open.
 */
class MemberFile {
  readonly #buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  #fill = 0;
  constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<MemberFile> {
    const file = await open(path, "wx+", 0o600);
    // Without a name it disappears with the process, however that ends. Windows does not let go of open files.
    if (process.platform !== "win32") await unlink(path);
    return new MemberFile(file);
  }

  /** A promise only where something has to be written. */
  add(name: string, data: Uint8Array): Promise<void> | undefined {
    const parts = [formatHeader(name, data.length), data, paddingOf(data.length)];
    const size = parts.reduce((n, part) => n + part.length, 0);
    if (this.#fill + size > WRITE_BYTES) return this.#addSlowly(parts);
    this.#keep(parts);
    return undefined;
  }

  async #addSlowly(parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      if (this.#fill + part.length > WRITE_BYTES) await this.#flush();
      if (part.length > WRITE_BYTES) await writeFully(this.file, part);
      else this.#keep([part]);
    }
  }

  #keep(parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#buffer.set(part, this.#fill);
      this.#fill += part.length;
    }
  }

  async #flush(): Promise<void> {
    await writeFully(this.file, this.#buffer.subarray(0, this.#fill));
    this.#fill = 0;
  }

  /** Appends everything to `target`. */
  async copyTo(target: FileHandle): Promise<void> {
    await this.#flush();
    const buffer = this.#buffer;
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
  readonly #scavenge = scavenger();
  /** Compressed size of all content so far. */
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

  /**
   * Takes one content; a digest that came before is not stored twice. It is compressed here and now: measured, an
   * encoder in the thread pool or in a thread of its own costs this thread as much, and 30 MB more.
   */
  readonly emit: Emit = (kind, digest, bytes) => {
    if (!this.#seen.add(digest, { offset: 0, size: 0 })) return undefined;
    const data = brotliCompressSync(bytes, BROTLI_PARAMS);
    this.bytes += data.length;
    this.#scavenge(bytes.length);
    return (kind === "pages" ? this.pages : this.chunks).add(`${kind}/${digest}`, data);
  };

  /** Writes the archive and gives it its name. */
  async finish(manifest: Uint8Array): Promise<void> {
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
