import { explainDatabaseError } from "../capture/database-error";
import { poolFinding } from "../capture/pool";
import { type Finding, preflight } from "../capture/preflight";
import { openSession, readOnly } from "../capture/session";
import { EXIT } from "../exit";
import { loadProfile } from "../profile-source";
import { databaseUrl } from "../secrets";
import { paint, plain, print, printJson } from "../terminal";
import { parseRun } from "./capture";

export interface DoctorFlags {
  readonly profile: string;
  readonly run?: string;
  readonly dbUrlFile?: string;
  readonly json?: boolean;
}

const WORD: Readonly<Record<Finding["state"], string>> = {
  ok: "ok     ",
  problem: "PROBLEM",
  note: "note   ",
};
const STYLE = { ok: "green", problem: "red", note: "yellow" } as const;

/** The same checks that a capture makes, as a list. With a run, its staging surface is looked at too where it exists. */
export async function runDoctor(flags: DoctorFlags): Promise<number> {
  const profile = await loadProfile(flags.profile);
  const run = flags.run === undefined ? null : parseRun(flags.run);
  const url = await databaseUrl(flags.dbUrlFile);
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once("SIGINT", stop);
  try {
    const session = await openSession(url, abort.signal);
    try {
      const { role, findings: seen } = await readOnly(session, async () => {
        const production = await preflight(session, profile, run, null);
        if (run === null) return production;
        const staging = await preflight(session, profile, run, "staging");
        const known = new Set(production.findings.map((f) => f.id));
        // Before the pilot begins there is no surface yet: that is no obstacle to the first capture.
        const surface = staging.findings
          .filter((f) => !known.has(f.id))
          .map((f) => (f.id === "surface" && f.state === "problem" ? { ...f, state: "note" as const } : f));
        return { ...production, findings: [...production.findings, ...surface] };
      });
      const findings = [await poolFinding(session, url), ...seen];
      const able = findings.every((f) => f.state !== "problem");
      if (flags.json)
        await printJson({ profile: { name: profile.name, version: profile.version }, role, able, findings });
      else await report(findings, role, able);
      return able ? EXIT.done : EXIT.notAllowed;
    } finally {
      await session.close();
    }
  } catch (error) {
    throw explainDatabaseError(error);
  } finally {
    process.off("SIGINT", stop);
  }
}

async function report(findings: readonly Finding[], role: string, able: boolean): Promise<void> {
  for (const f of findings) {
    await print(`${paint(STYLE[f.state], WORD[f.state])}  ${plain(f.id)}: ${plain(f.detail)}`);
    if (f.cure !== null) await print(`         ${paint("dim", plain(f.cure))}`);
  }
  const problems = findings.filter((f) => f.state === "problem").length;
  await print("");
  await print(
    able
      ? `${plain(role)} can capture.`
      : `${plain(role)} cannot capture: ${problems} problem${problems === 1 ? "" : "s"}.`,
  );
}
