import type { GroupName } from "../evidence/layout";
import type { CatalogPart, Counters, Manifest, Statistics, Surface } from "../evidence/manifest";
import type { Groups } from "../evidence/measure";
import { type ScopeName, unlooked } from "../evidence/scope";
import type { Profile, ProfileTable } from "../profile/profile";

/** What was measured, before anybody judges it. A claim reads facts and nothing else. */
export interface Facts {
  readonly run: string;
  readonly profile: Profile | null;
  /** `sha256:…` of each manifest, and whether its bytes hashed to that again. */
  readonly evidence: Readonly<Record<EvidencePhase, EvidenceFact | null>>;
  readonly bracket: readonly BrokenOrHeld[];
  readonly tables: readonly TableFacts[];
  /** Before against the optional snapshot after the run; empty without it. */
  readonly afterRun: readonly TableFacts[];
  readonly staging: StagingFacts | null;
  readonly catalog: CatalogFacts | null;
  readonly certifier: Readonly<Record<"before" | "staging" | "after", Certifier | null>>;
  /** Null without staging evidence: what the pilot could do is then unknown. */
  readonly capability: Manifest["capability"] | null;
  readonly links: Manifest["separation"]["links"] | null;
  /** Where links were looked for; null without staging evidence. */
  readonly separation: Looking | null;
  readonly residue: Surface | null;
  readonly coverage: CoverageFacts | null;
  /** Objects of the surface that were found outside it afterwards, by oid; null where that cannot be told. */
  readonly moved: readonly string[] | null;
  readonly server: Readonly<Record<"before" | "after", ServerFacts | null>>;
  /** Code whose definition is what it was and that was written nevertheless; null where that cannot be told. */
  readonly rewritten: { readonly objects: number; readonly changed: readonly string[] } | null;
}

export interface CoverageFacts extends Looking {
  readonly gaps: Manifest["coverage"]["gaps"];
  /** Tables of the watched schemas, and how many of them are covered or excluded; null without both sides. */
  readonly found: number | null;
  readonly covered: number | null;
}

export interface ServerFacts {
  readonly startedAt: string;
  readonly postmasterStartedAt: string;
  /** Null in evidence of a notouch that did not wait for the statistics. */
  readonly statistics: Statistics | null;
}

/** What a part of the evidence looked at, and what it could not see. */
export interface Looking {
  readonly looked?: readonly string[] | undefined;
  readonly unseen?: readonly { readonly what: string; readonly why: string }[] | undefined;
}

/** A sentence on what was not looked at in any of these parts; null where everything was. */
export function unlookedDetail(scope: ScopeName, parts: readonly Looking[]): string | null {
  const unseen = new Map(parts.flatMap((p) => (p.unseen ?? []).map((u) => [u.what, u.why])));
  const missing = [...new Set(parts.flatMap((p) => unlooked(scope, p.looked)))].filter((w) => !unseen.has(w));
  const sentences = [...unseen].map(([what, why]) => `Could not look at ${what}: ${why}`);
  if (missing.length > 0)
    sentences.push(
      `Not looked at: ${missing.join(", ")}, for the evidence comes from another version of notouch; capture again with this one.`,
    );
  return sentences.length === 0 ? null : sentences.join(" ");
}

export type EvidencePhase = "before" | "staging" | "afterRun" | "after";
export type Certifier = NonNullable<Manifest["catalog"]["certifier"]>;

export interface EvidenceFact {
  readonly digest: string;
  readonly rehashed: boolean;
}

/** A condition of the bracket; a claim that depends on one that does not hold is NO_EVIDENCE. */
export interface BrokenOrHeld {
  readonly id: BracketId;
  readonly holds: boolean;
  readonly detail: string;
}

export const BRACKET_IDS = [
  "same-run",
  "same-profile",
  "same-database",
  "primary",
  "sees-every-row",
  "one-snapshot",
  "order",
  "tables-covered",
  "same-columns",
] as const;
export type BracketId = (typeof BRACKET_IDS)[number];

/** What a group of rows amounts to: how many, the first keys, and how many of them are or name a staging key. */
export interface Tally {
  readonly count: number;
  readonly keys: readonly string[];
  readonly staging: number;
}

export const BUCKETS = [
  "stamps", // rows on both sides whose stamps differ
  "certified", // rows on both sides whose certification or its time differs
  "gained", // … that were not certified and now are, inserted ones included
  "lost", // … that were certified and no longer are, deleted ones included
  "canonical", // rows on both sides whose canonical fields differ
  "inserted",
  "deleted",
  "inserted-stamped",
  "inserted-certified",
  "inserted-canonical",
  "inserted-staging", // are, or name, a staging candidate
  "inserted-forbidden", // match a forbidden pattern of the profile
  "explained",
  "unattributed", // would be explained if the staging evidence showed what the pilot could do
  "unexplained",
  "unnamed", // changed rows that no claim but NT-7 speaks to
  "touched", // every unexplained difference
] as const;
export type Bucket = (typeof BUCKETS)[number];

export interface SideFigures {
  readonly rows: number;
  readonly groups: Groups;
  /** SHA-256 over the page digests: equal exactly where every row is equal, and in the same order. */
  readonly checksum: string;
  readonly counters: Counters | null;
  readonly filenode: string;
}

export interface TableDiff {
  readonly changed: number;
  readonly inserted: number;
  readonly deleted: number;
  readonly tallies: Readonly<Record<Bucket, Tally>>;
  /** Checksum of all rows, which does not depend on their order: equal exactly where no row differs. */
  readonly whole: { readonly before: string; readonly after: string };
  /** Checksum of key and group over the rows present on both sides. */
  readonly common: Readonly<Partial<Record<GroupName, { readonly before: string; readonly after: string }>>>;
}

interface TableBase {
  readonly name: string;
  readonly entry: ProfileTable;
}

/** `incomparable`: on both sides, but not with the same key, columns, types and collations. */
export type TableFacts =
  | (TableBase & {
      readonly state: "compared";
      readonly before: SideFigures;
      readonly after: SideFigures;
      readonly diff: TableDiff;
    })
  | (TableBase & { readonly state: "absent" })
  | (TableBase & {
      readonly state: "appeared" | "disappeared" | "incomparable" | "one-sided";
      readonly before: SideFigures | null;
      readonly after: SideFigures | null;
    });

export interface StagingFacts {
  readonly candidates: number | null;
  readonly relations: number;
  /** Distinct values of the tag column and the run column of the staging evidence table. */
  readonly tags: readonly string[] | null;
  readonly runs: readonly string[] | null;
  readonly inventory: Surface;
  /** What the records of the staging evidence count; `unreadable` records lack a count, or state one that is none. */
  readonly counts: {
    readonly scanned: string;
    readonly accounted: string;
    readonly agrees: boolean;
    readonly unreadable: number;
  } | null;
  /** Candidates whose stamps are out of order (F-OPEN-7) or all set at one instant (F-OPEN-4). */
  readonly disordered: Tally;
  readonly fused: Tally;
}

export interface CatalogFacts {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly CatalogChange[];
  /** Parts that one side or both did not record. */
  readonly missing: readonly CatalogPart[];
}

export interface CatalogChange {
  readonly part: CatalogPart;
  readonly name: string;
  readonly kind: "changed" | "added" | "removed";
}

export function capabilityState(capability: Facts["capability"]): "proven" | "disproven" | "unknown" {
  if (capability === null || !capability.exists) return "unknown";
  const { attributes, rights, definers } = capability;
  if (attributes.length + rights.length + definers.length > 0) return "disproven";
  return unlookedDetail("capability", [capability]) === null ? "proven" : "unknown";
}

export function surfaceSize(surface: Surface): number {
  const { schemas, relations, sequences, functions, types, roles, others } = surface;
  return [schemas, relations, sequences, functions, types, roles, others].reduce(
    (n, list) => n + list.length,
    0,
  );
}

export function surfaceNames(surface: Surface): string[] {
  const { schemas, relations, sequences, functions, types, roles, others } = surface;
  return [
    ...schemas.map((s) => `schema ${s.name}`),
    ...relations.map((r) => `${r.kind} ${r.name}${r.rows === null ? "" : ` (${r.rows} rows)`}`),
    ...sequences.map((s) => `sequence ${s.name}`),
    ...functions.map((f) => `function ${f.name}`),
    ...types.map((t) => `type ${t.name}`),
    ...roles.map((r) => `role ${r.name}`),
    ...others.map((o) => `${o.kind} ${o.name}`),
  ];
}
