import {
  type Claim,
  comparedTable,
  FIND_WRITER,
  listed,
  rowsOf,
  SNAPSHOT_BRACKET,
  trackedColumns,
} from "./judge";
import { registryTable } from "./registry-table";

/** NT-2: no production row was certified, and none lost its certification. */
export const NT_2: Claim<"NT-2"> = {
  id: "NT-2",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff, name } = table;
    const certification = facts.profile?.registry.certified;
    trackedColumns(
      sheet,
      table,
      "certified",
      certification ? [certification.flag, ...(certification.at ? [certification.at] : [])] : [],
    );
    const flag = facts.profile?.registry.certified.flag.column ?? "certified";
    sheet.same(
      "count",
      before.groups.certified?.columns[flag] ?? 0,
      after.groups.certified?.columns[flag] ?? 0,
      {
        same: `As many rows of ${name} are certified as before.`,
        differs: `The number of certified rows of ${name} moved`,
        settle: "NT-2.gained, NT-2.lost and NT-2.inserted name the rows",
      },
      ["F-OPEN-2"],
    );
    const certified = diff.common.certified;
    if (!certified)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        `The snapshots carry no checksum over the certification of ${name}: capture before and after again.`,
      );
    else
      sheet.same(
        "checksum",
        certified.before,
        certified.after,
        {
          same: "Key, certification and its time of every row present on both sides are byte for byte the same.",
          differs: `Certification, or its time, differs on ${rowsOf(name, diff.tallies.certified.count)} present on both sides${listed(diff.tallies.certified)}`,
          settle: FIND_WRITER,
        },
        ["F-OPEN-2"],
      );
    sheet.none(
      "gained",
      diff.tallies.gained,
      {
        none: `No row of ${name} gained certification.`,
        some: `${rowsOf(name, diff.tallies.gained.count)} gained certification`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-2"],
    );
    sheet.none(
      "lost",
      diff.tallies.lost,
      {
        none: `No row of ${name} lost its certification.`,
        some: `${rowsOf(name, diff.tallies.lost.count)} lost certification`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-2"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-certified"],
      {
        none: `No row inserted into ${name} is certified.`,
        some: `${rowsOf(name, diff.tallies["inserted-certified"].count)} were inserted as certified`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-2"],
    );
    sheet.rows({
      changed: diff.tallies.certified.count,
      inserted: diff.tallies["inserted-certified"].count,
      deleted: 0,
    });
  },
};
