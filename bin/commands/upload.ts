import { setTimeout as sleep } from "node:timers/promises";
import { formatDigest } from "@/lib/base/hash";
import { formatManifest, type Phase } from "@/lib/evidence/manifest";
import { matrixSchema, recordedSchema } from "../api";
import { compress } from "../brotli";
import { openUnverified } from "../evidence-file";
import { CommandError, EXIT } from "../exit";
import { Server, type ServerFlags, ServerRefusal } from "../http";
import { sentenceOf } from "../matrix-text";
import { paint, print, printJson, progressLine, say, sizeText } from "../terminal";
import { type Sent, sendContent, type UploadFile } from "../upload-content";
import { parseRun } from "./capture";

export interface UploadFlags extends ServerFlags {
  readonly run: string;
  readonly wait?: boolean;
}

interface Receipt {
  readonly digest: string;
  readonly phase: Phase;
  readonly run: string;
  /** False where the server had this very evidence already. */
  readonly recorded: boolean;
  readonly ledger: { readonly index: number; readonly hash: string };
  readonly sent: Sent;
}

const SLOT = {
  before: "before",
  staging: "staging",
  "after-run": "afterRun",
  after: "after",
} as const satisfies Record<Phase, string>;

/** Sends evidence; whatever the server holds already is not sent again, so an upload that broke off goes on. */
export async function runUpload(paths: readonly string[], flags: UploadFlags): Promise<number> {
  const run = parseRun(flags.run);
  const server = await Server.open(flags);
  const receipts: Receipt[] = [];
  for (const path of paths) {
    const file = await openUnverified(path);
    try {
      const { manifest } = file.evidence;
      if (manifest.run !== run)
        throw new CommandError(
          EXIT.conflict,
          `wrong-context: ${path} belongs to run ${manifest.run}, not to ${run}`,
          `Upload it with --run ${manifest.run}.`,
        );
      receipts.push(await uploadOne(server, run, file));
    } finally {
      await file.close();
    }
    const receipt = receipts.at(-1);
    if (receipt && !flags.json) await printReceipt(receipt);
  }
  const waited = flags.wait ? await waitForVerdict(server, run, receipts) : null;
  if (flags.json) await printJson(flags.wait ? { receipts, matrix: waited } : { receipts });
  else if (waited) await print(`${paint("bold", "Engineering:")} ${sentenceOf(waited)}`);
  return EXIT.done;
}

async function uploadOne(server: Server, run: string, file: UploadFile): Promise<Receipt> {
  const progress = progressLine();
  const onSent = (sent: Sent) =>
    progress.show(`${file.path}: ${sent.members} pieces, ${sizeText(sent.bytes)} sent`);
  const manifest = await compress(formatManifest(file.evidence.manifest));
  const record = () =>
    server.post(
      `/runs/${run}/evidence`,
      { bytes: manifest, type: "application/json", encoding: "br" },
      recordedSchema,
    );
  try {
    let sent = await sendContent(server, file, { thorough: false, onSent });
    let answer: Awaited<ReturnType<typeof record>>;
    try {
      answer = await record();
    } catch (error) {
      // A page may have come from an upload that broke off before its chunks did: then every chunk is asked for.
      if (!(error instanceof ServerRefusal) || error.slug !== "count-mismatch") throw error;
      const more = await sendContent(server, file, { thorough: true, onSent });
      if (more.members === 0) throw error;
      sent = { members: sent.members + more.members, bytes: sent.bytes + more.bytes };
      answer = await record();
    }
    const { digest, phase, recorded, receipt } = answer;
    return {
      digest,
      phase,
      run,
      recorded,
      ledger: { index: receipt.index, hash: receipt.hash },
      sent: { members: sent.members, bytes: sent.bytes + manifest.length },
    };
  } finally {
    progress.clear();
  }
}

async function printReceipt({ digest, phase, recorded, ledger, sent }: Receipt): Promise<void> {
  say(`${sent.members} pieces, ${sizeText(sent.bytes)} sent`);
  await print(
    `${phase} ${digest} ${recorded ? "recorded" : "was recorded before"}: entry ${ledger.index} ${ledger.hash}`,
  );
}

const WAIT_MS = 10 * 60_000;

/** Until the matrix in force names everything that was just uploaded. */
async function waitForVerdict(server: Server, run: string, receipts: readonly Receipt[]) {
  for (const until = Date.now() + WAIT_MS; ; ) {
    const matrix = await server.get(`/runs/${run}/matrix`, matrixSchema).catch((error: unknown) => {
      if (error instanceof ServerRefusal && error.status === 404) return null;
      throw error;
    });
    if (
      matrix &&
      receipts.every((r) => matrix.evidence[SLOT[r.phase]] === formatDigest(r.digest.replace(/^sha256:/, "")))
    )
      return matrix;
    if (Date.now() > until)
      throw new CommandError(
        EXIT.unavailable,
        "the server did not judge this evidence within ten minutes",
        `Ask again: notouch run view ${run}`,
      );
    await sleep(1000);
  }
}
