import type { Caveat } from "../claims/check";
import type { Facts } from "../claims/facts";
import { listed } from "../claims/judge";
import { countedWrites, statisticsFaults } from "../claims/untouched";

/** True things that fail no claim and that the Owner acknowledges by name. */
export function caveatsOf(facts: Facts): Caveat[] {
  const caveats: Caveat[] = [];
  const tolerant = facts.profile?.writeCounters === "caveat";
  for (const table of facts.tables) {
    if (table.state !== "compared") continue;
    const { explained } = table.diff.tallies;
    if (explained.count > 0)
      caveats.push({
        code: "live-births",
        table: table.name,
        count: explained.count,
        detail: `${explained.count} rows were born in ${table.name} while the pilot ran, each explained: a newborn's shape, no staging key, and the pilot's role could not have written it${listed(explained)}.`,
      });
    const { faults, edge } = countedWrites(table);
    if (edge > 0n)
      caveats.push({
        code: "edge-births",
        table: table.name,
        count: Number(edge),
        detail: `${edge} inserts were counted in ${table.name} while before or after was captured, as live births of that moment are; an insert that was rolled back looks the same.`,
      });
    if (tolerant && faults.length > 0)
      caveats.push({
        code: "write-counters",
        table: table.name,
        count: faults.length,
        detail: `Untouched is not proven for ${table.name}: ${faults.join("; ")}.`,
      });
  }
  const doubts = tolerant
    ? [
        ...statisticsFaults(facts),
        ...(facts.rewritten?.changed ?? []).map((name) => `${name} was written and put back`),
      ]
    : [];
  if (doubts.length > 0)
    caveats.push({
      code: "write-counters",
      table: null,
      count: doubts.length,
      detail: `Untouched is not proven: ${doubts.join("; ")}.`,
    });
  const { staging } = facts;
  if (staging?.fused.count)
    caveats.push({
      code: "F-OPEN-4",
      table: null,
      count: staging.fused.count,
      detail: `Candidates whose stamps all carry one time${listed(staging.fused)}.`,
    });
  if (staging?.disordered.count)
    caveats.push({
      code: "F-OPEN-7",
      table: null,
      count: staging.disordered.count,
      detail: `Candidates with a later stamp before an earlier one${listed(staging.disordered)}.`,
    });
  if (staging?.counts && !staging.counts.agrees)
    caveats.push({
      code: "staging-counts",
      table: null,
      count: 1,
      detail: `The staging evidence scanned ${staging.counts.scanned} candidates and accounts for ${staging.counts.accounted} as passed, failed or skipped${
        staging.counts.unreadable > 0
          ? `; ${staging.counts.unreadable} of its records state no such counts`
          : ""
      }.`,
    });
  for (const { table, column, reason } of facts.profile?.exclude ?? [])
    caveats.push({
      code: "excluded",
      table: column === undefined ? table : `${table}.${column}`,
      count: 1,
      detail: `Not watched, by the profile: ${reason}`,
    });
  caveats.push(...unwatched(facts));
  return caveats;
}

/** What lies outside the schemas that the profile watches and looks as if it belonged to the proof. */
function unwatched({ coverage, profile }: Facts): Caveat[] {
  const caveats: Caveat[] = (coverage?.gaps ?? [])
    .filter((g) => g.watched === false)
    .map((g) => ({
      code: "unwatched",
      table: g.name,
      count: 1,
      detail: `The ${g.kind} ${g.name} is not watched: ${g.detail}.`,
    }));
  if (profile !== null && profile.watch.length === 0)
    caveats.push({
      code: "unwatched",
      table: null,
      count: 0,
      detail: "The profile watches no schema, so that a table which it does not name goes unseen.",
    });
  return caveats;
}
