import type { Db } from "@/db/store/client";
import { putContent, type StoredContent } from "@/db/store/content";
import type { Digest } from "@/lib/base/hash";
import { refuse } from "@/lib/base/refusal";
import { type ArchiveLimits, formatHeader, type Member, readArchive } from "@/lib/evidence/archive";
import type { ReadContent } from "@/lib/evidence/content";
import type { Evidence } from "@/lib/evidence/manifest";
import { catalogContent, parseManifest } from "@/lib/evidence/manifest";
import { parsePage } from "@/lib/evidence/page";

const BATCH_BYTES = 4 << 20;
const BATCH_MEMBERS = 128;

/** Gathers content and stores it in batches, so that neither memory nor one statement grows with the upload. */
class ContentSink {
  #batch: StoredContent[] = [];
  #bytes = 0;
  count = 0;
  constructor(
    private readonly db: Db,
    private readonly largest: number,
  ) {}

  async add(digest: Digest, stored: Uint8Array): Promise<void> {
    this.#batch.push({ digest, stored });
    this.#bytes += stored.length;
    this.count++;
    if (this.#bytes >= BATCH_BYTES || this.#batch.length >= BATCH_MEMBERS) await this.flush();
  }

  async flush(): Promise<void> {
    const batch = this.#batch;
    this.#batch = [];
    this.#bytes = 0;
    await putContent(this.db, batch, this.largest);
  }
}

/**
 * Takes a whole `.notouch` file as it arrives: content is stored while it is read, the manifest is handed back to be
 * recorded. Content of a file that is refused later is no record and harms nothing. `extra` names members that the
 * manifest does not lead to, which a genuine file does not have.
 */
export async function takeEvidenceFile(
  db: Db,
  source: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits & { readonly content: number },
): Promise<{ manifest: Uint8Array; members: ReadonlySet<Digest> }> {
  const sink = new ContentSink(db, limits.content);
  const members = new Set<Digest>();
  let manifest: Uint8Array | undefined;
  for await (const member of readArchive(source, limits)) {
    if (member.kind === "manifest") {
      // Read before anything is stored: a file that is not evidence at all stops here.
      parseManifest(member.data);
      manifest = member.data;
    } else {
      if (members.has(member.digest))
        refuse(
          "bad-archive",
          member.digest,
          "stands twice in the archive",
          "Send the captured file unaltered.",
        );
      members.add(member.digest);
      await sink.add(member.digest, member.data);
    }
  }
  await sink.flush();
  if (!manifest)
    return refuse(
      "bad-archive",
      "manifest.json",
      "missing",
      "Send the file exactly as `notouch capture` wrote it.",
    );
  return { manifest, members };
}

/** Refuses a file with members that its manifest does not lead to. */
export async function refuseExtra(
  { manifest }: Evidence,
  members: ReadonlySet<Digest>,
  read: ReadContent,
): Promise<void> {
  const left = new Set(members);
  for (const { digest } of catalogContent(manifest.catalog)) left.delete(digest);
  for (const table of manifest.tables) {
    if (!table.present) continue;
    for (const page of table.pages) {
      left.delete(page.digest);
      // Pages of an unchanged table are read once more only while something is unaccounted for.
      if (left.size > 0)
        for (const chunk of parsePage(await read(page.digest), `pages/${page.digest}`))
          left.delete(chunk.digest);
    }
  }
  const [extra] = left;
  if (extra !== undefined)
    refuse(
      "count-mismatch",
      extra,
      `${left.size} members that the manifest does not name`,
      "Send the captured file unaltered.",
    );
}

const RECORD = 10240;
const BLOCK = 512;

/**
 * Takes an archive of `pages/…` and `chunks/…` without a manifest. The reader wants a manifest first, so an empty one
 * of our own goes ahead, as long as a tar record so that the padding rules of the end still hold.
 */
export async function takeContentArchive(
  db: Db,
  source: AsyncIterable<Uint8Array>,
  limits: ArchiveLimits & { readonly content: number },
): Promise<number> {
  async function* withManifest(): AsyncGenerator<Uint8Array> {
    yield formatHeader("manifest.json", RECORD - BLOCK);
    yield new Uint8Array(RECORD - BLOCK);
    yield* source;
  }
  const sink = new ContentSink(db, limits.content);
  for await (const member of readArchive(withManifest(), limits))
    if (isContent(member)) await sink.add(member.digest, member.data);
  await sink.flush();
  return sink.count;
}

function isContent(member: Member): member is Exclude<Member, { kind: "manifest" }> {
  return member.kind !== "manifest";
}
