import type { Facts, TableFacts } from "./facts";
import { listed, type Sheet } from "./judge";

type Compared = Extract<TableFacts, { state: "compared" }>;

/** What the write counters say beside the row diff. */
export interface Counted {
  /** Why they do not confirm it; empty when they do. */
  readonly faults: readonly string[];
  /** Inserts counted while before or after was captured, which cannot be told from live births of that moment. */
  readonly edge: bigint;
}

const OPERATIONS = [
  ["inserted", "inserts", "inserted rows"],
  ["updated", "updates", "changed rows"],
  ["deleted", "deletes", "deleted rows"],
] as const;

/**
 * Holds the write counters against the row diff: from before the snapshot of `before` until everything that `after`
 * shows had been counted, so that no write between the two snapshots is left out. Live births around a snapshot are
 * counted on one side of it and seen on the other; a birth that was taken back would show as a delete, so that much
 * may be tolerated of inserts, where the profile tolerates births, and of nothing else.
 */
export function countedWrites(table: Compared): Counted {
  const { before, after, diff } = table;
  const faults: string[] = [];
  let edge = 0n;
  const [b, a] = [before.counters, after.counters];
  if (b === null || a === null) faults.push("the write counters are not there on both sides");
  else if (!b.earlier || !a.earlier)
    faults.push("the write counters come from a capture that did not wait for the statistics");
  else {
    if (b.resetAt !== a.resetAt) faults.push("the write counters were reset inside the bracket");
    for (const [operation, word, rows] of OPERATIONS) {
      const [b0, b1] = [BigInt(b.earlier[operation]), BigInt(b[operation])];
      const [a0, a1] = [BigInt(a.earlier[operation]), BigInt(a[operation])];
      if (b1 < b0 || a0 < b1 || a1 < a0) {
        if (b.resetAt === a.resetAt) faults.push(`the count of ${word} ran backwards`);
        continue;
      }
      const seen = BigInt(operation === "updated" ? diff.changed : diff[operation]);
      const around = b1 - b0 + (a1 - a0);
      const surplus = a1 - b0 - seen;
      if (surplus <= 0n) continue;
      if (operation === "inserted" && table.entry.liveInserts === "tolerate" && surplus <= around)
        edge = surplus;
      else
        faults.push(
          `${a1 - b0} ${word} counted, ${seen} ${rows} seen${around > 0n ? ` (${around} of them around the captures themselves)` : ""}`,
        );
    }
  }
  if (before.filenode !== after.filenode)
    faults.push("the table's storage was replaced (truncated or rewritten)");
  return { faults, edge };
}

export function judgeCounters({ profile }: Facts, table: Compared, sheet: Sheet<"NT-7">): void {
  const { faults, edge } = countedWrites(table);
  const shown = (c: typeof table.before.counters) =>
    c === null ? null : `+${c.inserted} ~${c.updated} -${c.deleted}`;
  const before = shown(table.before.counters);
  const after = shown(table.after.counters);
  const name = `counters.${table.name}` as const;
  if (faults.length === 0 && before !== null && after !== null)
    sheet.pass(
      name,
      before,
      after,
      edge === 0n
        ? "The write counters moved by no more than the row diff explains."
        : `The write counters moved by no more than the row diff and ${edge} live births around the captures explain.`,
    );
  else if (profile?.writeCounters === "caveat" && before !== null && after !== null)
    sheet.pass(name, before, after, `Accepted as a caveat by the profile: ${faults.join("; ")}.`);
  else
    sheet.noEvidence(
      name,
      before,
      after,
      `Unchanged may be proven, untouched is not, for ${table.name}: ${faults.join("; ")}; find who wrote, or repeat the pilot.`,
    );
}

/** Why the statistics as a whole cannot be relied on; empty when they can. */
export function statisticsFaults({ server }: Facts): string[] {
  const { before, after } = server;
  if (before === null || after === null) return [];
  if (before.statistics === null || after.statistics === null)
    return ["the evidence comes from a capture that did not wait for the statistics"];
  const faults: string[] = [];
  if (before.postmasterStartedAt !== after.postmasterStartedAt)
    faults.push(
      `the server was started again at ${after.postmasterStartedAt}, and nobody counts what happens around that`,
    );
  if (before.statistics.since === null || before.statistics.since !== after.statistics.since)
    faults.push("the server lost its statistics inside the bracket, by a crash or by a reset");
  // What a session wrote before a transaction that was open at `before` already lies before the bracket.
  const begun = before.statistics.unsettled.map((s) => `${s.process} ${s.transaction}`);
  const open = after.statistics.unsettled.filter(
    (s) =>
      !(s.since !== null && Date.parse(s.since) <= Date.parse(before.startedAt)) &&
      !(s.transaction !== null && begun.includes(`${s.process} ${s.transaction}`)),
  );
  if (open.length > 0)
    faults.push(
      `sessions that had not reported their writes when after was captured${listed({ count: open.length, keys: open.map((s) => s.who) })}`,
    );
  return faults;
}

export function judgeStatistics(facts: Facts, sheet: Sheet<"NT-7">): void {
  const { before, after } = facts.server;
  const faults = statisticsFaults(facts);
  const [was, is] = [before?.postmasterStartedAt ?? null, after?.postmasterStartedAt ?? null];
  if (was === null || is === null)
    sheet.noEvidence(
      "statistics",
      was,
      is,
      "Whether the server counted all the while is unknown: capture before and after.",
    );
  else if (faults.length === 0)
    sheet.pass(
      "statistics",
      was,
      is,
      "The server ran through, kept its statistics, and every session had reported what it wrote.",
    );
  else if (facts.profile?.writeCounters === "caveat")
    sheet.pass("statistics", was, is, `Accepted as a caveat by the profile: ${faults.join("; ")}.`);
  else
    sheet.noEvidence(
      "statistics",
      was,
      is,
      `The write counters prove nothing: ${faults.join("; ")}; let such sessions end and capture again, or repeat the pilot.`,
    );
}

/** Code of production that reads as before and was written inside the bracket all the same. */
export function judgeRewritten({ rewritten, profile }: Facts, sheet: Sheet<"NT-7">): void {
  if (rewritten === null) {
    sheet.noEvidence(
      "rewritten",
      null,
      null,
      "Whether triggers or functions were changed and put back is unknown: capture before and after with this version of notouch.",
    );
    return;
  }
  const { objects, changed } = rewritten;
  if (changed.length === 0)
    sheet.pass(
      "rewritten",
      objects,
      objects,
      "No trigger, rule, policy or function of production was written inside the bracket, not even to what it was.",
    );
  else if (profile?.writeCounters === "caveat")
    sheet.pass(
      "rewritten",
      objects,
      objects,
      `Accepted as a caveat by the profile: written and put back${listed({ count: changed.length, keys: changed }, 10)}.`,
    );
  else
    sheet.noEvidence(
      "rewritten",
      objects,
      objects - changed.length,
      `Changed inside the bracket and put back${listed({ count: changed.length, keys: changed }, 10)}; find who did it, or repeat the pilot.`,
    );
}
