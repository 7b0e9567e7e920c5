import { formatDigest, sha256, sha256Of } from "../base/hash";
import { invariant } from "../base/refusal";
import type { EvidenceFact, EvidencePhase, Facts, SideFigures, TableFacts } from "../claims/facts";
import { capabilityState } from "../claims/facts";
import { layoutOf } from "../evidence/layout";
import type { ManifestTable, PresentTable } from "../evidence/manifest";
import { entryFor, type Profile, type ProfileTable } from "../profile/profile";
import { judgeBracket, shapeOf } from "./bracket";
import { compareCatalogs, rewrittenCode } from "./catalog-diff";
import { classifier, type Pilot } from "./classify";
import { diffTable, type OnRow } from "./diff";
import { capabilityOf, coverageOf, type Inputs, linksOf, PHASE_KEYS, serverOf } from "./pilot-facts";
import { residueOf } from "./residue";
import { type EvidenceInput, readStaging } from "./staging";

export type { Inputs };

/** What is measured once and stays the same while the self-test varies a table. */
export interface Measured {
  readonly facts: Facts;
  readonly pilot: Pilot;
}

/** Measures everything that the claims judge. Pages that are equal on both sides are never opened. */
export async function measure(run: string, inputs: Inputs, onRow: OnRow): Promise<Measured> {
  const present = PHASE_KEYS.flatMap((phase) => {
    const input = inputs[phase];
    return input ? [{ phase, evidence: input.evidence }] : [];
  });
  const { before, staging, afterRun, after } = inputs;
  const profile = (before ?? after ?? staging ?? afterRun)?.evidence.profile ?? null;
  const read = staging ? await readStaging(staging) : null;
  const capability = capabilityOf(inputs);
  // A surface without a candidate tells no row apart: nothing is explained by not being among none.
  const keys = read?.keys && read.keys.size > 0 ? read.keys : null;
  const pilot: Pilot = { keys, capability: capabilityState(capability) };

  const compare = async (later: EvidenceInput | undefined, told: OnRow): Promise<TableFacts[]> => {
    const tables: TableFacts[] = [];
    if (profile === null) return tables;
    for (const [name, sides] of pairTables(before, later)) {
      const entry = entryFor(profile, name);
      // A table without a part breaks the bracket condition "tables-covered"; there is nothing to judge it by.
      if (entry) tables.push(await measureTable(name, entry, profile, sides, pilot, told));
    }
    return tables;
  };

  const catalog = before && after ? await compareCatalogs(before, after) : null;
  const residue = await residueOf(inputs);
  return {
    pilot,
    facts: {
      run,
      profile,
      evidence: Object.fromEntries(PHASE_KEYS.map((phase) => [phase, rehash(inputs[phase])])) as Record<
        EvidencePhase,
        EvidenceFact | null
      >,
      bracket: judgeBracket(run, present),
      tables: await compare(after, onRow),
      afterRun: afterRun ? await compare(afterRun, () => undefined) : [],
      staging: read?.facts ?? null,
      catalog,
      certifier: {
        before: before?.evidence.manifest.catalog.certifier ?? null,
        staging: staging?.evidence.manifest.catalog.certifier ?? null,
        after: after?.evidence.manifest.catalog.certifier ?? null,
      },
      capability,
      links: linksOf(inputs),
      separation: staging?.evidence.manifest.separation ?? null,
      residue: residue?.surface ?? null,
      moved: residue?.moved ?? null,
      coverage: coverageOf(inputs),
      server: { before: serverOf(before), after: serverOf(after) },
      rewritten: before && after && catalog ? await rewrittenCode(before, after, catalog) : null,
    },
  };
}

type Sides = {
  readonly snapshots: number;
  readonly before: [ManifestTable, EvidenceInput] | null;
  readonly after: [ManifestTable, EvidenceInput] | null;
};

/** Tables of both snapshots by name, in the order of the names: the same facts whatever the order in the files. */
function pairTables(before: EvidenceInput | undefined, after: EvidenceInput | undefined): [string, Sides][] {
  const side = (input: EvidenceInput | undefined) =>
    new Map(
      input?.evidence.manifest.tables.map((t) => [t.name, [t, input] as [ManifestTable, EvidenceInput]]),
    );
  const [old, now] = [side(before), side(after)];
  const snapshots = [before, after].filter((s) => s !== undefined).length;
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((name) => [name, { snapshots, before: old.get(name) ?? null, after: now.get(name) ?? null }]);
}

export async function measureTable(
  name: string,
  entry: ProfileTable,
  profile: Profile,
  sides: Sides,
  pilot: Pilot,
  onRow: OnRow,
): Promise<TableFacts> {
  const before = sides.before?.[0];
  const after = sides.after?.[0];
  const old = before?.present ? before : null;
  const now = after?.present ? after : null;
  const base = { name, entry };
  const figures = { before: old && figuresOf(old), after: now && figuresOf(now) };
  // A wildcard names no table by itself: one that only one of two snapshots speaks of was absent from the other.
  const spokenOf = sides.before !== null && sides.after !== null;
  const expanded = entry.name.endsWith(".*") && sides.snapshots === 2;
  if (!spokenOf && !expanded) return { ...base, state: "one-sided", ...figures };
  if (old === null && now === null) return { ...base, state: "absent" };
  if (old === null || now === null)
    return { ...base, state: old === null ? "appeared" : "disappeared", ...figures };
  if (shapeOf(old) !== shapeOf(now)) return { ...base, state: "incomparable", ...figures };
  const [readBefore, readAfter] = [sides.before?.[1].read, sides.after?.[1].read];
  invariant(readBefore && readAfter, "a table present on both sides has a reader on both");
  const layout = layoutOf(profile, old);
  const diff = await diffTable(
    { table: old, read: readBefore },
    { table: now, read: readAfter },
    layout,
    classifier(now, entry, layout, pilot),
    onRow,
  );
  return { ...base, state: "compared", before: figuresOf(old), after: figuresOf(now), diff };
}

function figuresOf(table: PresentTable): SideFigures {
  return {
    rows: table.rows,
    groups: table.groups,
    checksum: formatDigest(sha256Of(table.pages.map((p) => p.digest))),
    counters: table.counters,
    filenode: table.filenode,
  };
}

/** The manifest hashes to its digest again, and each table's rows and bytes are the sum of its pages'. */
function rehash(input: EvidenceInput | undefined): EvidenceFact | null {
  if (!input) return null;
  const { digest, bytes, manifest } = input.evidence;
  const addsUp = manifest.tables.every(
    (t) =>
      !t.present ||
      (t.rows === t.pages.reduce((n, p) => n + p.rows, 0) &&
        t.bytes === t.pages.reduce((n, p) => n + p.bytes, 0)),
  );
  return { digest: formatDigest(digest), rehashed: addsUp && sha256(bytes) === digest };
}
