import type { CoverageFacts, EvidencePhase, Facts, ServerFacts } from "../claims/facts";
import type { Manifest } from "../evidence/manifest";
import type { EvidenceInput } from "./staging";

export interface Inputs {
  readonly before?: EvidenceInput | undefined;
  readonly staging?: EvidenceInput | undefined;
  readonly afterRun?: EvidenceInput | undefined;
  readonly after?: EvidenceInput | undefined;
}

export const PHASE_KEYS: readonly EvidencePhase[] = ["before", "staging", "afterRun", "after"];

type Capability = Manifest["capability"];

/**
 * What the pilot's role could do: as the staging evidence found it, and whatever more another capture found. Rights
 * that were there at one of four moments count, whether they were taken away later or not.
 */
export function capabilityOf(inputs: Inputs): Capability | null {
  const staging = inputs.staging?.evidence.manifest.capability;
  if (!staging) return null;
  const more = PHASE_KEYS.filter((phase) => phase !== "staging").flatMap((phase) => {
    const manifest = inputs[phase]?.evidence.manifest;
    return manifest?.capability.exists ? [manifest] : [];
  });
  const known = new Set([
    ...staging.attributes,
    ...staging.rights.map((r) => JSON.stringify(r)),
    ...staging.definers.map((d) => JSON.stringify(d)),
  ]);
  const fresh = <T extends string | object>(items: readonly T[]) =>
    items.filter((i) => !known.has(typeof i === "string" ? i : JSON.stringify(i)));
  return {
    ...staging,
    attributes: [
      ...staging.attributes,
      ...more.flatMap((m) => fresh(m.capability.attributes).map((a) => `${a} at ${m.phase}`)),
    ],
    rights: [
      ...staging.rights,
      ...more.flatMap((m) =>
        fresh(m.capability.rights).map((r) => ({ ...r, object: `${r.object} at ${m.phase}` })),
      ),
    ],
    definers: [
      ...staging.definers,
      ...more.flatMap((m) =>
        fresh(m.capability.definers).map((d) => ({ ...d, function: `${d.function} at ${m.phase}` })),
      ),
    ],
  };
}

/** The paths that any capture found; null without staging evidence, for nobody looked while the surface was there. */
export function linksOf(inputs: Inputs): Facts["links"] {
  if (!inputs.staging) return null;
  const links = PHASE_KEYS.flatMap((phase) => inputs[phase]?.evidence.manifest.separation.links ?? []);
  return [...new Map(links.map((l) => [JSON.stringify(l), l])).values()];
}

export function serverOf(input: EvidenceInput | undefined): ServerFacts | null {
  if (!input) return null;
  const { source, statistics } = input.evidence.manifest;
  return {
    startedAt: source.startedAt,
    postmasterStartedAt: source.postmasterStartedAt,
    statistics: statistics ?? null,
  };
}

/** The gaps of all captures; the figures are those of the two snapshots, the lower cover of the two. */
export function coverageOf({ before, staging, afterRun, after }: Inputs): CoverageFacts | null {
  if (!before || !after) return null;
  const [old, now] = [before.evidence.manifest.coverage, after.evidence.manifest.coverage];
  const gaps = [before, staging, afterRun, after].flatMap((i) => i?.evidence.manifest.coverage.gaps ?? []);
  const known = old.tables && now.tables;
  return {
    gaps: [...new Map(gaps.map((g) => [`${g.kind} ${g.name}`, g])).values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    found: known ? Math.max(old.tables?.found ?? 0, now.tables?.found ?? 0) : null,
    covered: known ? Math.min(old.tables?.covered ?? 0, now.tables?.covered ?? 0) : null,
    looked: old.looked?.filter((what) => now.looked?.includes(what)),
    unseen: [...(old.unseen ?? []), ...(now.unseen ?? [])],
  };
}
