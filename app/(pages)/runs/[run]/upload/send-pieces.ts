import { type Problem, parseProblem } from "@/app/_ui/problem";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import type { Piece } from "./read-evidence";

const ASKED = 4000;
const BATCH_BYTES = 2 << 20;
const BATCH_PIECES = 256;
const AT_ONCE = 3;
const ATTEMPTS = 4;
/** Answers that say nothing about what was sent: sent again they may be others. */
const PASSING = [0, 408, 429, 502, 503, 504];

/** An answer that ends the upload of a file. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** Sends one request of this site's own interface, and again where the answer says nothing about the request. */
export async function request(path: string, body: BodyInit, type: string): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": type, accept: "application/json" },
      body,
    }).catch(() => null);
    if (answer?.ok) return answer;
    if (!PASSING.includes(answer?.status ?? 0) || attempt === ATTEMPTS)
      throw new Refused(parseProblem(answer?.status ?? 0, (await answer?.text().catch(() => "")) ?? ""));
    await new Promise((done) => setTimeout(done, 500 * 2 ** attempt));
  }
}

/** The pieces that the server lacks: an upload that broke off goes on where it stopped, whoever began it. */
export async function missingOf(pieces: readonly Piece[]): Promise<Piece[]> {
  const lacking = new Set<string>();
  for (let at = 0; at < pieces.length; at += ASKED) {
    const digests = pieces.slice(at, at + ASKED).map((p) => p.digest);
    const answer = await request("/chunks/missing", JSON.stringify({ digests }), "application/json");
    for (const digest of missingIn(await answer.json())) lacking.add(digest);
  }
  return pieces.filter((p) => lacking.has(p.digest));
}

/** An answer that does not list what is missing would read as "nothing is", and nothing would be sent. */
function missingIn(answer: unknown): string[] {
  const list = typeof answer === "object" && answer !== null && "missing" in answer ? answer.missing : null;
  if (!Array.isArray(list) || !list.every((d) => typeof d === "string"))
    throw new Refused({ ...parseProblem(200, ""), title: "The answer could not be read" });
  return list;
}

/**
 * Sends pieces in archives of a few megabytes, three at a time. Every chunk is stored before the first page goes out:
 * where a server has a page, it has what the page lists.
 */
export async function sendPieces(
  file: Blob,
  pieces: readonly Piece[],
  sent: (bytes: number, pieces: number) => void,
): Promise<void> {
  for (const kind of ["chunks", "pages"] as const) {
    const batches = batchesOf(pieces.filter((p) => p.kind === kind));
    const sender = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        const parts = batch.flatMap((p): BlobPart[] => [
          new Uint8Array(formatHeader(`${p.kind}/${p.digest}`, p.size)),
          file.slice(p.offset, p.offset + p.size),
          new Uint8Array(paddingOf(p.size)),
        ]);
        await request("/chunks", new Blob([...parts, new Uint8Array(ARCHIVE_END)]), "application/x-tar");
        sent(
          batch.reduce((n, p) => n + p.size, 0),
          batch.length,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));
  }
}

function batchesOf(pieces: readonly Piece[]): Piece[][] {
  const batches: Piece[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const piece of pieces) {
    if (bytes + piece.size > BATCH_BYTES || (batches.at(-1)?.length ?? 0) >= BATCH_PIECES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(piece);
    bytes += piece.size;
  }
  return batches;
}
