import type { Caveat } from "../claims/check";
import type { Facts } from "../claims/facts";
import { listed } from "../claims/judge";
import { counterFaults } from "../claims/nt-7";

/** True things that fail no claim and that the Owner acknowledges by name. */
export function caveatsOf(facts: Facts): Caveat[] {
  const caveats: Caveat[] = [];
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
    const faults = facts.profile?.writeCounters === "caveat" ? counterFaults(table) : [];
    if (faults.length > 0)
      caveats.push({
        code: "write-counters",
        table: table.name,
        count: faults.length,
        detail: `Untouched is not proven for ${table.name}: ${faults.join("; ")}.`,
      });
  }
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
  for (const { table, reason } of facts.profile?.exclude ?? [])
    caveats.push({ code: "excluded", table, count: 1, detail: `Not watched, by the profile: ${reason}` });
  return caveats;
}
