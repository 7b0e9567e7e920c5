import { decodeUtf8 } from "@/lib/base/canonical";
import { formatDigest } from "@/lib/base/hash";
import { type Fault, Refusal } from "@/lib/base/refusal";
import type { ReadContent } from "@/lib/evidence/content";
import type { Evidence, Phase } from "@/lib/evidence/manifest";
import { PHASES } from "@/lib/evidence/manifest";
import { parsePage } from "@/lib/evidence/page";
import { fieldValue, splitRow } from "@/lib/evidence/rows";

/** What of the other phases decides whether evidence belongs beside them. */
export interface Neighbour {
  readonly phase: Phase;
  readonly evidence: Evidence;
}

export interface Context {
  readonly run: {
    readonly slug: string;
    readonly profileName: string;
    readonly profileVersion: number;
    readonly profileDigest: string;
  };
  readonly neighbours: readonly Neighbour[];
  readonly now: Date;
}

/** How far a database server's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Whether evidence belongs to this run, and was taken by a role that sees everything and changes nothing, on a
 * primary, on the database of the other captures, in the order of the bracket. Throws `wrong-context` with every
 * fault at once.
 */
export function checkContext({ manifest }: Evidence, { run, neighbours, now }: Context): void {
  const faults: Fault[] = [];
  const fault = (at: string, problem: string) => faults.push({ at: `manifest.json ${at}`, problem });
  const { source, phase, profile } = manifest;

  if (manifest.run !== run.slug) fault("run", `it was captured for run ${manifest.run}, this is ${run.slug}`);
  if (profile.digest !== run.profileDigest)
    fault(
      "profile",
      `captured under ${profile.name} ${profile.version} (${formatDigest(profile.digest)}), the run's is ${run.profileName} ${run.profileVersion} (${formatDigest(run.profileDigest)})`,
    );
  if (source.inRecovery)
    fault("source.inRecovery", "captured on a standby; only a primary knows its write counters");
  if (!source.visibility.rowSecurityOff)
    fault("source.visibility.rowSecurityOff", "row security was on: rows may be hidden");
  if (!source.visibility.readsEveryTable)
    fault("source.visibility.readsEveryTable", "the role cannot read every table");
  if (source.visibility.writePrivileges !== 0)
    fault(
      "source.visibility.writePrivileges",
      `the capturing role holds ${source.visibility.writePrivileges} write privileges`,
    );

  const started = Date.parse(source.startedAt);
  const ended = Date.parse(source.endedAt);
  if (!(ended >= started))
    fault("source.endedAt", `${source.endedAt} is before the start ${source.startedAt}`);
  if (!(ended <= now.getTime() + CLOCK_TOLERANCE_MS))
    fault("source.endedAt", `${source.endedAt} is in the future; it is ${now.toISOString()}`);

  for (const other of neighbours) {
    const theirs = other.evidence.manifest.source;
    for (const name of ["systemIdentifier", "databaseOid", "database"] as const)
      if (source[name] !== theirs[name])
        fault(`source.${name}`, `${source[name]}, but ${other.phase} was captured on ${theirs[name]}`);
    const order = PHASES.indexOf(phase) - PHASES.indexOf(other.phase);
    const since = started - Date.parse(theirs.startedAt);
    if (order > 0 ? !(since > 0) : !(since < 0))
      fault(
        "source.startedAt",
        `${source.startedAt} is not ${order > 0 ? "after" : "before"} ${other.phase} of ${theirs.startedAt}`,
      );
  }
  if (faults.length > 0)
    throw new Refusal(
      "wrong-context",
      faults,
      "Upload the capture of this run, phase, profile and database.",
    );
}

/** Staging evidence names itself: every row of its evidence table carries the tag. Reads that table only. */
export async function checkStagingTag({ manifest, profile }: Evidence, read: ReadContent): Promise<void> {
  if (manifest.phase !== "staging") return;
  const { tag } = profile.surface.evidence;
  const wrong = (problem: string): never => {
    throw new Refusal(
      "wrong-context",
      [{ at: "manifest.json tables", problem }],
      `Capture while the staging surface stands and its evidence is tagged ${tag.value}.`,
    );
  };
  const table = manifest.tables.find((t) => t.part === "staging-evidence");
  if (!table?.present) return wrong("the staging evidence table is absent");
  const index = table.columns.findIndex((c) => c.name === tag.column);
  if (index < 0) return wrong(`${table.name} has no column ${tag.column}`);
  if (table.rows === 0) return wrong(`${table.name} holds no row tagged ${tag.value}`);
  for (const page of table.pages)
    for (const chunk of parsePage(await read(page.digest), `pages/${page.digest}`)) {
      const lines = decodeUtf8(await read(chunk.digest), `chunks/${chunk.digest}`)
        .split("\n")
        .slice(0, -1);
      for (const line of lines)
        if (fieldValue(splitRow(line)[index] ?? "\\N") !== tag.value)
          wrong(`a row of ${table.name} is not tagged ${tag.value}`);
    }
}
