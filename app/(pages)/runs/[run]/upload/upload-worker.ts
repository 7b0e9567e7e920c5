import { type Problem, parseProblem } from "@/app/_ui/problem";
import { formatDigest } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import { readEvidence } from "./read-evidence";
import { missingOf, Refused, request, sendPieces } from "./send-pieces";
import type { FileFacts, UploadNews, UploadOrder, UploadOutcome, UploadStep } from "./sending";

// Reading, hashing and sending happen here and not on the page, which stays fluid. Files are taken one after another.
let queue: Promise<void> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<UploadOrder>) => {
  queue = queue.then(async () => {
    const say = (now: UploadStep, facts?: FileFacts) =>
      self.postMessage({ id: data.id, now, ...(facts && { facts }) } satisfies UploadNews);
    say({ step: "ended", outcome: await upload(data, say) });
  });
});

async function upload(
  { file, run, recorded }: UploadOrder,
  say: (now: UploadStep, facts?: FileFacts) => void,
): Promise<UploadOutcome> {
  try {
    let told = 0;
    const { evidence, pieces } = await readEvidence(file, run, (done) => {
      if (done - told < file.size / 50) return;
      told = done;
      say({ step: "reading", done, total: file.size });
    });
    const { manifest, bytes } = evidence;
    const present = manifest.tables.filter((t) => t.present);
    const digest = formatDigest(evidence.digest);
    say(
      { step: "asking" },
      {
        phase: manifest.phase,
        digest,
        rows: present.reduce((n, t) => n + t.rows, 0),
        tables: present.length,
        pieces: pieces.length,
      },
    );
    // A slot that is taken takes nothing else: its answer is asked for before anything is sent.
    if (!recorded.some((r) => r.phase === manifest.phase)) {
      const lacking = await missingOf(pieces);
      const total = lacking.reduce((n, p) => n + p.size, 0);
      let [done, count] = [0, 0];
      say({ step: "sending", done, total, pieces: lacking.length });
      await sendPieces(file, lacking, (size, number) => {
        done += size;
        count += number;
        say({ step: "sending", done, total, pieces: lacking.length - count });
      });
    }
    say({ step: "checking" });
    const path = `/runs/${encodeURIComponent(run)}/evidence`;
    const answer = await request(path, new Uint8Array(bytes), "application/json");
    return receiptOf(answer.status, await answer.text(), digest);
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** An answer that cannot be read, or that is about other evidence, proves nothing. */
function receiptOf(status: number, body: string, digest: string): UploadOutcome {
  try {
    const said: unknown = JSON.parse(body);
    const [phase, recorded] = [member(said, "phase"), member(said, "digest")];
    const index = member(member(said, "receipt"), "index");
    if (typeof phase === "string" && recorded === digest)
      return {
        ok: true,
        receipt: { phase, digest, index: typeof index === "number" ? index : null, again: status === 200 },
      };
  } catch {
    // Falls through.
  }
  return {
    ok: false,
    problem: {
      ...parseProblem(status, ""),
      title: "The answer could not be read",
      detail: "Look at the run: the file may have been recorded.",
    },
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  const base = { status: 0, trace: null };
  if (error instanceof Refusal)
    return { ...base, slug: error.code, title: "", detail: error.remedy, errors: error.faults };
  return {
    ...base,
    slug: "unreadable-file",
    title: "The file could not be read",
    detail: "It may have been moved or changed while it was read. Choose it again.",
    errors: [{ at: "file", problem: error instanceof Error ? error.message : String(error) }],
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.getOwnPropertyDescriptor(value, name)?.value
    : undefined;
}
