import type { GroupName } from "../evidence/layout";
import { type ClaimId, type Verdict, worstOf } from "./catalog";
import type { Check, ClaimResult, RowCounts } from "./check";
import type { CheckName } from "./check-kinds";
import type { BracketId, Facts, TableFacts, Tally } from "./facts";
import { type FailOpenCode, sortFailOpen } from "./fail-open";

/** One claim: what it needs of the bracket and of the evidence, and how it judges the facts. */
export interface Claim<C extends ClaimId = ClaimId> {
  readonly id: C;
  readonly needs: readonly BracketId[];
  readonly judge: (facts: Facts, sheet: Sheet<C>) => void;
}

type Figure = string | number | null;

const text = (figure: Figure) => (figure === null ? null : String(figure));

/** Collects the checks of one claim. A PASS can be written only with figures of both sides. */
export class Sheet<C extends ClaimId = ClaimId> {
  readonly #checks: Check[] = [];
  readonly #failOpen: FailOpenCode[] = [];
  #rows: RowCounts = { changed: 0, inserted: 0, deleted: 0 };

  constructor(readonly id: ClaimId) {}

  #add(
    name: CheckName<C>,
    verdict: Verdict,
    before: Figure,
    after: Figure,
    detail: string,
    delta: Figure,
  ): void {
    this.#checks.push({
      id: `${this.id}.${name}`,
      verdict,
      before: text(before),
      after: text(after),
      delta: text(delta),
      detail,
    });
  }

  pass(
    name: CheckName<C>,
    before: string | number,
    after: string | number,
    detail: string,
    delta: Figure = deltaOf(before, after),
  ): void {
    this.#add(name, "PASS", before, after, detail, delta);
  }

  fail(
    name: CheckName<C>,
    before: Figure,
    after: Figure,
    detail: string,
    codes: readonly FailOpenCode[],
    delta: Figure = deltaOf(before, after),
  ): void {
    this.#add(name, "FAIL", before, after, detail, delta);
    this.#failOpen.push(...codes);
  }

  noEvidence(name: CheckName<C>, before: Figure, after: Figure, detail: string): void {
    this.#add(name, "NO_EVIDENCE", before, after, detail, null);
  }

  /** PASS where the two figures are the same text, FAIL otherwise. */
  same(
    name: CheckName<C>,
    before: string | number,
    after: string | number,
    detail: { same: string; differs: string; settle?: string },
    codes: readonly FailOpenCode[],
  ): void {
    if (String(before) === String(after)) this.pass(name, before, after, detail.same);
    else this.fail(name, before, after, sentence(detail.differs, detail.settle), codes);
  }

  /** PASS where the tally is empty, against an expected zero. What is found is named. */
  none(
    name: CheckName<C>,
    tally: Tally,
    detail: { none: string; some: string; settle?: string },
    codes: readonly FailOpenCode[],
  ): void {
    if (tally.count === 0) this.pass(name, 0, 0, detail.none);
    else
      this.fail(
        name,
        0,
        tally.count,
        sentence(`${detail.some}${listed(tally)}`, detail.settle),
        tally.staging > 0 ? [...codes, "F-OPEN-8"] : codes,
      );
  }

  rows(counts: RowCounts): void {
    this.#rows = {
      changed: this.#rows.changed + counts.changed,
      inserted: this.#rows.inserted + counts.inserted,
      deleted: this.#rows.deleted + counts.deleted,
    };
  }

  result(): ClaimResult {
    return {
      id: this.id,
      verdict: worstOf(this.#checks.map((c) => c.verdict)),
      failOpen: sortFailOpen(this.#failOpen),
      checks: this.#checks,
      rows: this.#rows,
    };
  }
}

/** What a written row asks for, whoever wrote it: nothing in notouch can make it unwritten. */
export const FIND_WRITER = "find who wrote that, put it right and repeat the pilot";

/** What was found, and what would settle it, as one sentence. */
function sentence(found: string, settle: string | undefined): string {
  return settle === undefined ? found : `${found}; ${settle}.`;
}

/** `2 rows of public.orders` */
export function rowsOf(table: string, count: number): string {
  return `${count} ${count === 1 ? "row" : "rows"} of ${table}`;
}

/** Difference of two counts; null where a side is not a count. */
export function deltaOf(before: Figure, after: Figure): string | null {
  const count = /^\d+$/;
  const [b, a] = [text(before), text(after)];
  if (b === null || a === null) return null;
  if (count.test(b) && count.test(a)) return String(BigInt(a) - BigInt(b));
  return b === a ? "0" : null;
}

/** `: key, key and 3 more` */
export function listed(tally: Pick<Tally, "count" | "keys">, most = 5): string {
  if (tally.count === 0) return "";
  const shown = tally.keys.slice(0, most);
  const more = tally.count - shown.length;
  if (shown.length === 0) return "";
  return `: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Where a bracket condition that the claim needs is broken, nothing in it can be judged: every check says so. */
export function withoutBracket(result: ClaimResult, broken: Facts["bracket"]): ClaimResult {
  if (broken.length === 0) return result;
  const why = broken.map((b) => b.detail).join(" ");
  return {
    ...result,
    verdict: "NO_EVIDENCE",
    failOpen: [],
    checks: [
      ...broken.map((b) => ({
        id: `${result.id}.bracket.${b.id}`,
        verdict: "NO_EVIDENCE" as const,
        before: null,
        after: null,
        delta: null,
        detail: b.detail,
      })),
      ...result.checks.map((c) => ({
        ...c,
        verdict: "NO_EVIDENCE" as const,
        delta: null,
        detail: `Not judged: ${why}`,
      })),
    ],
  };
}

export function judgeClaim(claim: Claim, facts: Facts): ClaimResult {
  const sheet = new Sheet(claim.id);
  claim.judge(facts, sheet);
  return withoutBracket(
    sheet.result(),
    facts.bracket.filter((b) => !b.holds && claim.needs.includes(b.id)),
  );
}

export const SNAPSHOT_BRACKET: readonly BracketId[] = [
  "same-run",
  "same-profile",
  "same-database",
  "primary",
  "sees-every-row",
  "one-snapshot",
  "order",
  "tables-covered",
];

/** Columns that the profile tracks and the captured table does not have: over those, nothing was compared. */
export function trackedColumns(
  sheet: Sheet<"NT-1" | "NT-2" | "NT-3">,
  table: Extract<TableFacts, { state: "compared" }>,
  group: GroupName,
  tracked: readonly { readonly column: string }[],
): void {
  const there = table.before.groups[group]?.columns ?? {};
  const missing = tracked.map((t) => t.column).filter((c) => !Object.hasOwn(there, c));
  if (tracked.length === 0 || missing.length > 0)
    sheet.noEvidence(
      "columns",
      tracked.length,
      tracked.length - missing.length,
      `${table.name} lacks columns that the profile tracks: ${missing.join(", ")}; correct the profile, or the table, and capture again.`,
    );
}

/** The table that a claim is about when it can be compared; otherwise the sheet says why not. */
export function comparedTable<C extends ClaimId>(
  sheet: Sheet<C>,
  table: TableFacts | undefined,
  name: CheckName<C>,
): Extract<TableFacts, { state: "compared" }> | null {
  if (table === undefined) {
    sheet.noEvidence(name, null, null, "There is neither a before nor an after snapshot: capture both.");
    return null;
  }
  if (table.state === "compared") return table;
  if (table.state === "absent") {
    if (table.entry.required)
      sheet.noEvidence(
        name,
        "absent",
        "absent",
        `The database has no table ${table.name}, which the profile requires; correct the profile (required: false), or capture the database that has it.`,
      );
    else
      sheet.pass(name, "absent", "absent", `${table.name} is absent on both sides, as the profile allows.`);
    return null;
  }
  const before = table.before === null ? null : table.before.rows;
  const after = table.after === null ? null : table.after.rows;
  switch (table.state) {
    case "one-sided":
      sheet.noEvidence(
        name,
        before,
        after,
        `${table.name} was captured on one side only: capture ${before === null ? "before" : "after"} as well.`,
      );
      return null;
    case "incomparable":
      sheet.noEvidence(
        name,
        before,
        after,
        `${table.name} has another key, other columns, types or collations than before, so its rows cannot be compared; undo the change of the table and repeat the pilot.`,
      );
      return null;
    case "appeared":
      sheet.fail(
        name,
        "absent",
        after,
        sentence(`${table.name} did not exist before and does now`, FIND_WRITER),
        [],
      );
      return null;
    case "disappeared":
      sheet.fail(
        name,
        before,
        "absent",
        sentence(`${table.name} existed before and is gone`, FIND_WRITER),
        [],
      );
      return null;
  }
}
