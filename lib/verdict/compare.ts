import { CLAIM_IDS, type ClaimId, type Verdict } from "../claims/catalog";
import type { Caveat, Check, ClaimResult } from "../claims/check";
import type { FailOpenCode } from "../claims/fail-open";
import type { Manifest, PresentTable } from "../evidence/manifest";
import { shapeOf } from "./bracket";
import type { Matrix } from "./matrix";

/** What a comparison looks at of one run. A run without a verdict in force has no matrix. */
export interface ComparedRun {
  readonly run: string;
  readonly matrix: Matrix | null;
  /** The production that its captures are of; null without a capture. */
  readonly database: { readonly systemIdentifier: string; readonly oid: string } | null;
}

/** Why two runs cannot be held against each other; none where they can. */
export const INCOMPARABLE = [
  "same-run",
  "not-judged",
  "no-capture",
  "other-database",
  "other-profile",
  "other-evaluator",
] as const;
export interface Incomparable {
  readonly code: (typeof INCOMPARABLE)[number];
  /** The run that it is about, or what the two of them say. */
  readonly of: readonly string[];
}

export interface ClaimPair {
  readonly id: ClaimId;
  readonly earlier: ClaimResult | null;
  readonly later: ClaimResult | null;
  /** `null` where the runs are not comparable: then neither "changed" nor "unchanged" can be said. */
  readonly changed: boolean | null;
  /** Checks whose verdict is not the same, or that only one side has. Empty where the runs are not comparable. */
  readonly checks: readonly {
    readonly id: string;
    readonly earlier: Check | null;
    readonly later: Check | null;
  }[];
}

export interface Comparison {
  readonly reasons: readonly Incomparable[];
  readonly claims: readonly ClaimPair[];
  readonly failOpen: Moved<FailOpenCode>;
  readonly caveats: Moved<Caveat>;
}

export interface Moved<T> {
  readonly gone: readonly T[];
  readonly come: readonly T[];
}

/**
 * Holds two runs against each other, claim by claim. Verdicts are of one production, by one profile and one evaluator,
 * or they are only shown side by side: a PASS that comes from other rules is not the PASS that was there before.
 */
export function compareRuns(earlier: ComparedRun, later: ComparedRun): Comparison {
  const reasons = reasonsAgainst(earlier, later);
  const comparable = reasons.length === 0;
  const claims = CLAIM_IDS.map((id): ClaimPair => {
    const [a, b] = [claimOf(earlier, id), claimOf(later, id)];
    return {
      id,
      earlier: a,
      later: b,
      changed: comparable ? a?.verdict !== b?.verdict : null,
      checks: comparable ? movedChecks(a, b) : [],
    };
  });
  const [a, b] = [earlier.matrix, later.matrix];
  const nothing = { gone: [], come: [] };
  return {
    reasons,
    claims,
    failOpen: comparable && a && b ? moved(a.failOpen, b.failOpen, (code) => code) : nothing,
    caveats:
      comparable && a && b ? moved(a.caveats, b.caveats, (c) => `${c.code}:${c.table ?? ""}`) : nothing,
  };
}

function reasonsAgainst(earlier: ComparedRun, later: ComparedRun): Incomparable[] {
  const reasons: Incomparable[] = [];
  const say = (code: Incomparable["code"], ...of: string[]) => reasons.push({ code, of });
  if (earlier.run === later.run) say("same-run", earlier.run);
  const sides = [earlier, later];
  for (const side of sides) {
    if (side.matrix === null) say("not-judged", side.run);
    if (side.database === null) say("no-capture", side.run);
  }
  const [a, b] = sides.map((s) => s.database);
  if (a && b && (a.systemIdentifier !== b.systemIdentifier || a.oid !== b.oid)) say("other-database");
  const [old, now] = sides.map((s) => s.matrix);
  if (!old || !now) return reasons;
  if (old.profile?.digest !== now.profile?.digest) say("other-profile", profileText(old), profileText(now));
  if (old.evaluator !== now.evaluator) say("other-evaluator", old.evaluator, now.evaluator);
  return reasons;
}

function profileText({ profile }: Matrix): string {
  return profile ? `${profile.name} ${profile.version} (${profile.digest.slice(7, 15)})` : "none";
}

function claimOf({ matrix }: ComparedRun, id: ClaimId): ClaimResult | null {
  return matrix?.claims.find((c) => c.id === id) ?? null;
}

function movedChecks(a: ClaimResult | null, b: ClaimResult | null): ClaimPair["checks"] {
  const ids = [...new Set([...(a?.checks ?? []), ...(b?.checks ?? [])].map((c) => c.id))];
  return ids
    .map((id) => ({
      id,
      earlier: a?.checks.find((c) => c.id === id) ?? null,
      later: b?.checks.find((c) => c.id === id) ?? null,
    }))
    .filter(({ earlier, later }) => verdictOf(earlier) !== verdictOf(later));
}

function verdictOf(check: Check | null): Verdict | null {
  return check?.verdict ?? null;
}

function moved<T>(before: readonly T[], after: readonly T[], name: (item: T) => string): Moved<T> {
  const [old, now] = [new Set(before.map(name)), new Set(after.map(name))];
  return { gone: before.filter((i) => !now.has(name(i))), come: after.filter((i) => !old.has(name(i))) };
}

/** What became of one table of production between the last capture of one run and the first of another. */
export interface TableDrift {
  readonly table: string;
  readonly state:
    | "equal"
    | "rows-differ"
    | "other-columns"
    | "appeared"
    | "disappeared"
    | "absent"
    | "one-sided";
  readonly earlier: number | null;
  readonly later: number | null;
}

/**
 * Production itself between two captures, table by table, from their manifests: equal page lists are equal rows.
 * A table of which one capture does not speak is `one-sided` and nothing is said about it.
 */
export function driftOf(earlier: Manifest, later: Manifest): TableDrift[] {
  const names = [...new Set([...earlier.tables, ...later.tables].map((t) => t.name))].sort();
  return names.map((table): TableDrift => {
    const [a, b] = [earlier, later].map((m) => m.tables.find((t) => t.name === table));
    const figures = { table, earlier: a?.present ? a.rows : null, later: b?.present ? b.rows : null };
    if (!a || !b) return { ...figures, state: "one-sided" };
    if (!a.present && !b.present) return { ...figures, state: "absent" };
    if (!a.present) return { ...figures, state: "appeared" };
    if (!b.present) return { ...figures, state: "disappeared" };
    if (shapeOf(a) !== shapeOf(b)) return { ...figures, state: "other-columns" };
    return { ...figures, state: samePages(a, b) ? "equal" : "rows-differ" };
  });
}

function samePages(a: PresentTable, b: PresentTable): boolean {
  return a.pages.length === b.pages.length && a.pages.every((page, i) => page.digest === b.pages[i]?.digest);
}
