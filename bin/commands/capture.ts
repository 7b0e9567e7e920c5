import { formatDigest } from "@/lib/base/hash";
import { PHASES, type Phase, runName } from "@/lib/evidence/manifest";
import { capture } from "../capture/capture";
import { explainDatabaseError } from "../capture/database-error";
import { CommandError, EXIT, usage } from "../exit";
import { loadProfile } from "../profile-source";
import { databaseUrl } from "../secrets";
import { paint, plain, print, printJson, progressLine, say } from "../terminal";

export interface CaptureFlags {
  readonly profile: string;
  readonly run: string;
  readonly out: string;
  readonly dbUrlFile?: string;
  readonly json?: boolean;
}

export async function runCapture(phase: string, flags: CaptureFlags): Promise<number> {
  if (!isPhase(phase)) throw usage(`there is no phase ${phase}`, `Use one of: ${PHASES.join(", ")}.`);
  const run = parseRun(flags.run);
  const profile = await loadProfile(flags.profile);
  const url = await databaseUrl(flags.dbUrlFile);
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const progress = progressLine();
  const started = performance.now();
  try {
    const captured = await capture({
      url,
      phase,
      profile,
      run,
      out: flags.out,
      signal: abort.signal,
      onProgress: ({ table, rows }) => progress.show(`${table}: ${rows.toLocaleString("en")} rows`),
    });
    progress.clear();
    const { manifest, digest } = captured.evidence;
    const present = manifest.tables.flatMap((t) => (t.present ? [t] : []));
    const rows = present.reduce((n, t) => n + t.rows, 0);
    const summary = {
      file: flags.out,
      run,
      phase,
      digest: formatDigest(digest),
      profile: { name: profile.name, version: profile.version },
      tables: present.length,
      unsettled: (manifest.statistics?.unsettled ?? []).map((s) => s.who),
      absent: manifest.tables.filter((t) => !t.present).map((t) => t.name),
      rows,
      bytes: captured.bytes,
      seconds: Math.round(performance.now() - started) / 1000,
    };
    if (flags.json) await printJson(summary);
    else {
      for (const name of summary.absent) say(`${paint("yellow", "absent", process.stderr)} ${plain(name)}`);
      for (const who of summary.unsettled)
        say(
          `${paint("yellow", "not settled", process.stderr)} ${plain(who)}: what it wrote may not be counted yet; capture again when it is done`,
        );
      say(
        `${rows.toLocaleString("en")} rows of ${present.length} tables in ${summary.seconds} s, written to ${flags.out}`,
      );
      await print(summary.digest);
    }
    return EXIT.done;
  } catch (error) {
    progress.clear();
    if (abort.signal.aborted) throw new CommandError(EXIT.interrupted, "interrupted", "No file was written.");
    throw explainDatabaseError(explainFileError(error, flags.out));
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
}

/** Failures of the file that is written, told apart from those of the database by the call that failed. */
function explainFileError(error: unknown, out: string): unknown {
  if (!(error instanceof Error && "code" in error && "syscall" in error) || error.syscall === "connect")
    return error;
  if (error.code === "ENOSPC" || error.code === "EDQUOT")
    return new CommandError(
      EXIT.unexpected,
      `there is no space left for ${out}`,
      "Free some space; no file was written.",
    );
  if (error.syscall === "open")
    return usage(
      `${out} cannot be written: ${error.message}`,
      "Name a file in a folder that exists and that you may write.",
    );
  return error;
}

function isPhase(text: string): text is Phase {
  return (PHASES as readonly string[]).includes(text);
}

export function parseRun(text: string): string {
  const parsed = runName.safeParse(text);
  if (!parsed.success)
    throw usage(`${text} is no name of a run`, parsed.error.issues.map((i) => i.message).join("; "));
  return parsed.data;
}
