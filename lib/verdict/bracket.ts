import type { BracketId, BrokenOrHeld } from "../claims/facts";
import type { Evidence, Manifest, ManifestTable } from "../evidence/manifest";
import { entryFor, type Profile, surfaceOf } from "../profile/profile";

export type PresentEvidence = readonly { readonly phase: string; readonly evidence: Evidence }[];

/** The conditions under which two snapshots say anything about what happened between them. */
export function judgeBracket(run: string, present: PresentEvidence): BrokenOrHeld[] {
  const manifests = present.map((p) => p.evidence.manifest);
  const conditions: Record<BracketId, string[]> = {
    "same-run": present.flatMap(({ evidence }) => otherPilot(run, evidence)),
    "same-profile": differing(manifests, (m) => m.profile.digest, "profile"),
    "same-database": differing(
      manifests,
      (m) => `${m.source.systemIdentifier}/${m.source.databaseOid}/${m.source.database}`,
      "database",
    ),
    primary: manifests.filter((m) => m.source.inRecovery).map((m) => `${m.phase} was captured on a standby.`),
    "sees-every-row": manifests
      .filter(
        (m) =>
          !m.source.visibility.rowSecurityOff ||
          !m.source.visibility.readsEveryTable ||
          m.source.visibility.writePrivileges > 0,
      )
      .map((m) => `${m.phase} was captured by a role that could write, or did not see every row.`),
    "one-snapshot": [],
    order: disorder(manifests),
    "tables-covered": present.flatMap(({ evidence }) => uncovered(evidence)),
    "same-columns": otherColumns(manifests),
  };
  const held: Record<BracketId, string> = {
    "same-run": "All evidence belongs to this run and looked at its surface and its role.",
    "same-profile": "All evidence was captured with one profile.",
    "same-database": "All evidence comes from one database, by system identifier and oid.",
    primary: "All evidence comes from a primary.",
    "sees-every-row": "The capturing role saw every row and could write nothing.",
    "one-snapshot": "Each capture read one snapshot (REPEATABLE READ, READ ONLY).",
    order: "Server clock and WAL position agree on before < staging < after.",
    "tables-covered": "The tables captured are the tables that the profile names.",
    "same-columns": "Every table has the same key, columns, types and collations on both sides.",
  };
  return (Object.keys(conditions) as BracketId[]).map((id) => {
    if (manifests.length === 0)
      return { id, holds: false, detail: "There is no evidence: capture before, staging and after." };
    const faults = conditions[id];
    const detail = faults.length === 0 ? held[id] : `${faults.join(" ")} ${SETTLED_BY[id]}`;
    return { id, holds: faults.length === 0, detail };
  });
}

/** What makes a broken condition hold; what was captured cannot be mended, only captured again. */
const SETTLED_BY: Readonly<Record<BracketId, string>> = {
  "same-run": "Capture it again with --run of this run.",
  "same-profile": "Capture all phases with one profile.",
  "same-database": "Capture all phases from one database.",
  primary: "Capture from the primary.",
  "sees-every-row": "Capture with a role that reads every table and holds no write privilege.",
  "one-snapshot": "Capture again.",
  order: "Repeat the pilot between a new before and a new after.",
  "tables-covered": "Capture again with this profile.",
  "same-columns": "Undo the change of the table and repeat the pilot.",
};

/** Evidence of another run, or that looked at another schema or role than this run's profile names. */
function otherPilot(run: string, { manifest, profile }: Evidence): string[] {
  const { phase, surface, capability } = manifest;
  const { schema, role } = surfaceOf(profile, run);
  const faults = manifest.run === run ? [] : [`${phase} belongs to run ${manifest.run}.`];
  if (surface.schema !== schema)
    faults.push(`${phase} looked at the schema ${surface.schema} instead of ${schema}.`);
  for (const seen of new Set([surface.role, capability.role]))
    if (seen !== role) faults.push(`${phase} looked at the role ${seen} instead of ${role}.`);
  return faults;
}

function differing(manifests: readonly Manifest[], of: (m: Manifest) => string, what: string): string[] {
  const first = manifests[0];
  if (!first) return [];
  return manifests
    .filter((m) => of(m) !== of(first))
    .map((m) => `${m.phase} has another ${what} than ${first.phase}: ${of(m)} instead of ${of(first)}.`);
}

const ORDER: readonly Manifest["phase"][] = ["before", "staging", "after-run", "after"];

/** Captures must not overlap, by the database server's own clock, and the WAL must not run backwards. */
function disorder(manifests: readonly Manifest[]): string[] {
  const faults: string[] = [];
  const sorted = [...manifests].sort((a, b) => ORDER.indexOf(a.phase) - ORDER.indexOf(b.phase));
  for (const m of sorted)
    if (Date.parse(m.source.endedAt) < Date.parse(m.source.startedAt))
      faults.push(`${m.phase} ended before it started.`);
  for (const [i, later] of sorted.entries()) {
    const earlier = sorted[i - 1];
    if (!earlier) continue;
    if (!(Date.parse(earlier.source.endedAt) < Date.parse(later.source.startedAt)))
      faults.push(
        `${earlier.phase} (ended ${earlier.source.endedAt}) does not lie before ${later.phase} (started ${later.source.startedAt}).`,
      );
    if (walPosition(later) < walPosition(earlier))
      faults.push(
        `The WAL position of ${later.phase} lies before that of ${earlier.phase}: the server was rewound.`,
      );
  }
  return faults;
}

function walPosition(manifest: Manifest): bigint {
  const [high, low] = manifest.source.walPosition.split("/");
  return (BigInt(`0x${high ?? "0"}`) << 32n) + BigInt(`0x${low ?? "0"}`);
}

function uncovered(evidence: Evidence): string[] {
  const { manifest, profile } = evidence;
  const captured = new Set(manifest.tables.map((t) => t.name));
  const named = namedTables(profile, manifest);
  const faults = named.filter((n) => !captured.has(n)).map((n) => `${manifest.phase} lacks ${n}.`);
  for (const table of manifest.tables)
    if (partOf(profile, manifest, table) !== table.part)
      faults.push(`${manifest.phase} holds ${table.name}, which plays no such part in the profile.`);
  return faults;
}

/** Tables that a capture of this phase must speak of, be they present or absent; `schema.*` names none by itself. */
function namedTables(profile: Profile, manifest: Manifest): string[] {
  if (manifest.phase !== "staging") return profile.tables.map((t) => t.name).filter((n) => !n.endsWith(".*"));
  const { schema } = surfaceOf(profile, manifest.run);
  return [`${schema}.${profile.surface.candidates.table}`, `${schema}.${profile.surface.evidence.table}`];
}

function partOf(profile: Profile, manifest: Manifest, table: ManifestTable): string | undefined {
  if (manifest.phase !== "staging") return entryFor(profile, table.name)?.part;
  const [candidates, evidence] = namedTables(profile, manifest);
  return table.name === candidates ? "candidates" : table.name === evidence ? "staging-evidence" : undefined;
}

/** What must agree for rows to be comparable byte by byte. */
export function shapeOf(table: Extract<ManifestTable, { present: true }>): string {
  return JSON.stringify([table.key, table.columns.map((c) => [c.name, c.type, c.collation])]);
}

function otherColumns(manifests: readonly Manifest[]): string[] {
  const before = manifests.find((m) => m.phase === "before");
  const after = manifests.find((m) => m.phase === "after");
  if (!before || !after) return [];
  return before.tables.flatMap((old) => {
    const now = after.tables.find((t) => t.name === old.name);
    return old.present && now?.present && shapeOf(old) !== shapeOf(now)
      ? [`${old.name} has another key, other columns, types or collations than before.`]
      : [];
  });
}
