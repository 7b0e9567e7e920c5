import { type Claim, comparedTable, SNAPSHOT_BRACKET, trackedColumns } from "./judge";
import { registryTable } from "./registry-table";

/** NT-1: no production row gained, lost or changed an inspection stamp. */
export const NT_1: Claim = {
  id: "NT-1",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff } = table;
    trackedColumns(sheet, table, "stamps", facts.profile?.registry.stamps ?? []);
    sheet.same(
      "count",
      before.groups.stamps?.rows ?? 0,
      after.groups.stamps?.rows ?? 0,
      {
        same: "As many rows carry a stamp as before.",
        differs: "The number of rows that carry a stamp moved.",
      },
      ["F-OPEN-1"],
    );
    for (const column of Object.keys(before.groups.stamps?.columns ?? {}))
      sheet.same(
        `count.${column}`,
        before.groups.stamps?.columns[column] ?? 0,
        after.groups.stamps?.columns[column] ?? 0,
        {
          same: `As many rows carry ${column} as before.`,
          differs: `The number of rows that carry ${column} moved.`,
        },
        ["F-OPEN-1"],
      );
    const stamps = diff.common.stamps;
    if (!stamps)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        "The snapshots carry no checksum over the stamps: capture again.",
      );
    else
      sheet.same(
        "checksum",
        stamps.before,
        stamps.after,
        {
          same: "Key and stamps of every row present on both sides are byte for byte the same.",
          differs: "Stamps of rows present on both sides differ.",
        },
        ["F-OPEN-1"],
      );
    sheet.none(
      "rows",
      diff.tallies.stamps,
      { none: "No row's stamps changed.", some: "Rows whose stamps changed" },
      ["F-OPEN-1"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-stamped"],
      { none: "No inserted row carries a stamp.", some: "Inserted rows that carry a stamp" },
      ["F-OPEN-1"],
    );
    sheet.rows({
      changed: diff.tallies.stamps.count,
      inserted: diff.tallies["inserted-stamped"].count,
      deleted: 0,
    });
  },
};
