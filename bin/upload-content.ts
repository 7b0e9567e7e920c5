import type { Digest } from "@/lib/base/hash";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import { catalogContent } from "@/lib/evidence/manifest";
import { parsePage } from "@/lib/evidence/page";
import { anySchema, missingSchema } from "./api";
import type { EvidenceFile } from "./evidence-file";
import type { Server } from "./http";

export type UploadFile = EvidenceFile & { readonly has: (digest: Digest) => boolean };

export interface Sent {
  readonly members: number;
  /** Stored bytes that went over the wire, without the manifest. */
  readonly bytes: number;
}

interface SendOptions {
  /** Asks for the chunks of every page, also of those that the server has. */
  readonly thorough: boolean;
  readonly onSent: (sent: Sent) => void;
}

const ASK = 4000;
const BATCH_BYTES = 4 << 20;
const BATCH_MEMBERS = 512;

/**
 * Sends the content that the server lacks. A page goes after all its chunks: where the server has a page, it has what
 * the page lists, so that an unchanged table costs one question and an interrupted upload resumes where it stopped.
 */
export async function sendContent(
  server: Server,
  file: UploadFile,
  { thorough, onSent }: SendOptions,
): Promise<Sent> {
  const { manifest } = file.evidence;
  const tablePages = new Set(manifest.tables.flatMap((t) => (t.present ? t.pages.map((p) => p.digest) : [])));
  const parts = catalogContent(manifest.catalog).map((p) => p.digest);
  const all = [...new Set([...parts, ...tablePages])];
  const lacking = new Set(await ask(server, all));
  const batch = new Batch(server, file, onSent);
  let pages: Digest[] = [];
  let chunks = new Set<Digest>();
  const flush = async () => {
    for (const digest of await ask(server, [...chunks])) await batch.add("chunks", digest);
    await batch.send();
    for (const digest of pages) await batch.add("pages", digest);
    await batch.send();
    pages = [];
    chunks = new Set();
  };
  for (const page of all) {
    const opened = tablePages.has(page) && (thorough || lacking.has(page));
    if (opened)
      for (const entry of parsePage(await file.read(page), `pages/${page}`)) chunks.add(entry.digest);
    if (lacking.has(page)) pages.push(page);
    if (chunks.size >= ASK) await flush();
  }
  await flush();
  return batch.sent;
}

async function ask(server: Server, digests: readonly Digest[]): Promise<Digest[]> {
  const missing: Digest[] = [];
  for (let at = 0; at < digests.length; at += ASK)
    missing.push(
      ...(await server.postJson("/chunks/missing", { digests: digests.slice(at, at + ASK) }, missingSchema))
        .missing,
    );
  return missing;
}

/** Members gathered into one archive after the other. */
class Batch {
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #members = 0;
  sent: Sent = { members: 0, bytes: 0 };

  constructor(
    private readonly server: Server,
    private readonly file: UploadFile,
    private readonly onSent: (sent: Sent) => void,
  ) {}

  async add(kind: "pages" | "chunks", digest: Digest): Promise<void> {
    const data = await this.file.stored(digest);
    this.#parts.push(formatHeader(`${kind}/${digest}`, data.length), data, paddingOf(data.length));
    this.#bytes += data.length;
    this.#members++;
    if (this.#bytes >= BATCH_BYTES || this.#members >= BATCH_MEMBERS) await this.send();
  }

  async send(): Promise<void> {
    if (this.#members === 0) return;
    await this.server.post(
      "/chunks",
      { bytes: Buffer.concat([...this.#parts, ARCHIVE_END]), type: "application/x-tar" },
      anySchema,
    );
    this.sent = { members: this.sent.members + this.#members, bytes: this.sent.bytes + this.#bytes };
    this.#parts = [];
    this.#bytes = 0;
    this.#members = 0;
    this.onSent(this.sent);
  }
}
