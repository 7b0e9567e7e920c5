import { type Claim, comparedTable, SNAPSHOT_BRACKET, trackedColumns } from "./judge";
import { registryTable } from "./registry-table";

/** NT-3: the canonical fields of every production row are what they were; a deleted row fails here. */
export const NT_3: Claim = {
  id: "NT-3",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff } = table;
    trackedColumns(sheet, table, "canonical", facts.profile?.registry.canonical ?? []);
    for (const column of Object.keys(before.groups.canonical?.columns ?? {}))
      sheet.same(
        `count.${column}`,
        before.groups.canonical?.columns[column] ?? 0,
        after.groups.canonical?.columns[column] ?? 0,
        {
          same: `As many rows have ${column} as before.`,
          differs: `The number of rows with ${column} moved.`,
        },
        ["F-OPEN-3"],
      );
    const canonical = diff.common.canonical;
    if (!canonical)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        "The snapshots carry no checksum over the canonical fields: capture again.",
      );
    else
      sheet.same(
        "checksum",
        canonical.before,
        canonical.after,
        {
          same: "Key and canonical fields of every row present on both sides are byte for byte the same.",
          differs: "Canonical fields differ on rows present on both sides.",
        },
        ["F-OPEN-3"],
      );
    sheet.none(
      "rows",
      diff.tallies.canonical,
      { none: "No row's canonical fields changed.", some: "Rows whose canonical fields changed" },
      ["F-OPEN-3"],
    );
    sheet.none(
      "deleted",
      diff.tallies.deleted,
      { none: "Every row of before is still there.", some: "Rows that are gone" },
      ["F-OPEN-3"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-canonical"],
      { none: "No inserted row has a canonical field.", some: "Inserted rows with a canonical field" },
      ["F-OPEN-3"],
    );
    sheet.rows({
      changed: diff.tallies.canonical.count,
      inserted: diff.tallies["inserted-canonical"].count,
      deleted: diff.tallies.deleted.count,
    });
  },
};
