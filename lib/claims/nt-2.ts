import { type Claim, comparedTable, SNAPSHOT_BRACKET, trackedColumns } from "./judge";
import { registryTable } from "./registry-table";

/** NT-2: no production row was certified, and none lost its certification. */
export const NT_2: Claim = {
  id: "NT-2",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff } = table;
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
      { same: "As many rows are certified as before.", differs: "The number of certified rows moved." },
      ["F-OPEN-2"],
    );
    const certified = diff.common.certified;
    if (!certified)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        "The snapshots carry no checksum over the certification: capture again.",
      );
    else
      sheet.same(
        "checksum",
        certified.before,
        certified.after,
        {
          same: "Key, certification and its time of every row present on both sides are byte for byte the same.",
          differs: "Certification, or its time, differs on rows present on both sides.",
        },
        ["F-OPEN-2"],
      );
    sheet.none(
      "gained",
      diff.tallies.gained,
      { none: "No key gained certification.", some: "Keys that gained certification" },
      ["F-OPEN-2"],
    );
    sheet.none(
      "lost",
      diff.tallies.lost,
      { none: "No key lost certification.", some: "Keys that lost certification" },
      ["F-OPEN-2"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-certified"],
      { none: "No inserted row is certified.", some: "Inserted rows that are certified" },
      ["F-OPEN-2"],
    );
    sheet.rows({
      changed: diff.tallies.certified.count,
      inserted: diff.tallies["inserted-certified"].count,
      deleted: 0,
    });
  },
};
