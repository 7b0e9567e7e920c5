import { type Facts, surfaceNames, surfaceSize, type TableFacts, unlookedDetail } from "./facts";
import {
  type Claim,
  comparedTable,
  FIND_WRITER,
  listed,
  rowsOf,
  type Sheet,
  SNAPSHOT_BRACKET,
} from "./judge";
import { judgeCatalog, judgeCoverage } from "./surroundings";
import { judgeCounters, judgeRewritten, judgeStatistics } from "./untouched";

/** NT-7: nothing of the surface is left, production is identical, and nothing was touched and put back. */
export const NT_7: Claim<"NT-7"> = {
  id: "NT-7",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    judgeInventory(facts, sheet);
    judgeResidue(facts, sheet);
    if (facts.tables.length === 0)
      sheet.noEvidence("rows", null, null, "No production table was captured: capture before and after.");
    for (const table of facts.tables) judgeTable(facts, table, sheet);
    for (const table of facts.afterRun) judgeAfterRun(table, sheet);
    judgeStatistics(facts, sheet);
    judgeCatalog(facts, sheet);
    judgeRewritten(facts, sheet);
    judgeCoverage(facts, sheet);
  },
};

function judgeInventory({ staging, run, profile }: Facts, sheet: Sheet<"NT-7">): void {
  if (staging === null) {
    sheet.noEvidence(
      "inventory",
      null,
      null,
      "The surface was not recorded before its disposal: capture the staging surface.",
    );
    return;
  }
  const size = surfaceSize(staging.inventory);
  const tag = profile?.surface.evidence.tag.value ?? "";
  const faults: string[] = [];
  if (size === 0 || staging.relations === 0) faults.push("the surface is empty");
  if (staging.candidates === 0) faults.push("there is no candidate in it");
  if (staging.candidates === null) faults.push("the candidates were not captured");
  if (staging.tags === null || staging.tags.length === 0)
    faults.push("the staging evidence is missing or empty");
  else if (staging.tags.some((t) => t !== tag))
    faults.push(`rows are not tagged ${tag}: ${staging.tags.join(", ")}`);
  if (staging.runs !== null && (staging.runs.length !== 1 || staging.runs[0] !== run))
    faults.push(
      `the staging evidence speaks of ${staging.runs.length === 0 ? "no run" : staging.runs.join(", ")} instead of exactly ${run}`,
    );
  if (faults.length > 0)
    sheet.noEvidence(
      "inventory",
      size,
      null,
      `The surface was not recorded soundly: ${faults.join("; ")}; correct it and capture it again before its disposal.`,
    );
  else
    sheet.pass(
      "inventory",
      size,
      size,
      `Before disposal: ${surfaceNames(staging.inventory).slice(0, 12).join(", ")}.`,
    );
}

function judgeResidue({ staging, residue, moved }: Facts, sheet: Sheet<"NT-7">): void {
  const had = staging === null ? null : surfaceSize(staging.inventory);
  if (residue === null) {
    sheet.noEvidence("residue", had, null, "What the disposal left is unknown: capture after.");
    return;
  }
  const left = [...surfaceNames(residue), ...(moved ?? []).map((m) => `moved out of the surface: ${m}`)];
  const blind = unlookedDetail("surface", [residue]);
  if (left.length > 0)
    sheet.fail(
      "residue",
      had,
      left.length,
      `The disposal left${listed({ count: left.length, keys: left }, 12)}; drop it and repeat the pilot.`,
      moved?.length ? ["F-OPEN-8", "F-OPEN-9"] : ["F-OPEN-9"],
      null,
    );
  else if (had === null)
    sheet.noEvidence(
      "residue",
      null,
      0,
      "Nothing is left, and nobody recorded what there was: capture the staging surface.",
    );
  else if (blind !== null) sheet.noEvidence("residue", had, null, blind);
  else if (moved === null)
    sheet.noEvidence(
      "residue",
      had,
      null,
      "Whether objects of the surface were moved or renamed is unknown: capture staging and after with this version of notouch.",
    );
  else
    sheet.pass(
      "residue",
      had,
      0,
      "Nothing of the surface is left, under its own name or another: no schema, relation, sequence, function, type, role, lock or connection.",
      `-${had}`,
    );
}

function judgeTable(facts: Facts, facts_: TableFacts, sheet: Sheet<"NT-7">): void {
  const table = comparedTable(sheet, facts_, `rows.${facts_.name}`);
  if (!table) return;
  const { before, after, diff, name } = table;
  const { touched, unnamed, unattributed, explained } = diff.tallies;
  if (touched.count === 0 && unattributed.count > 0)
    sheet.noEvidence(
      `rows.${name}`,
      before.rows,
      after.rows,
      `${rowsOf(name, unattributed.count)} were born meanwhile, and whether the pilot could have written them is unknown${listed(unattributed)}; capture the staging surface while its role exists.`,
    );
  else if (touched.count === 0)
    sheet.pass(
      `rows.${name}`,
      before.rows,
      after.rows,
      explained.count === 0
        ? `All ${before.rows} rows are byte for byte the same (${before.checksum}).`
        : `Every row of before is byte for byte the same; ${explained.count} explained live rows came on top.`,
    );
  else
    sheet.fail(
      `rows.${name}`,
      before.rows,
      after.rows,
      `${diff.changed} changed, ${diff.inserted - explained.count} inserted, ${diff.deleted} deleted rows of ${name} that nothing explains${listed(touched)}; ${FIND_WRITER}.`,
      unnamed.count > 0 || unnamed.staging > 0 ? ["F-OPEN-8"] : [],
    );
  judgeCounters(facts, table, sheet);
  sheet.rows({ changed: diff.changed, inserted: diff.inserted - explained.count, deleted: diff.deleted });
}

/** The optional snapshot between run and disposal: a change that was undone later still stands in it. */
function judgeAfterRun(facts: TableFacts, sheet: Sheet<"NT-7">): void {
  const table = comparedTable(sheet, facts, `after-run.${facts.name}`);
  if (!table) return;
  const { touched } = table.diff.tallies;
  const [before, after] = [table.before.rows, table.after.rows];
  if (touched.count === 0)
    sheet.pass(
      `after-run.${table.name}`,
      before,
      after,
      "No row that nothing explains differed when the run had ended.",
    );
  else
    sheet.fail(
      `after-run.${table.name}`,
      before,
      after,
      `${rowsOf(table.name, touched.count)} differed when the run had ended${listed(touched)}; ${FIND_WRITER}.`,
      touched.staging > 0 ? ["F-OPEN-8"] : [],
    );
}
