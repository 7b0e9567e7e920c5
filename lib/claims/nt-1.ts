import { type Claim, comparedTable, FIND_WRITER, rowsOf, SNAPSHOT_BRACKET, trackedColumns } from "./judge";
import { registryTable } from "./registry-table";

/** NT-1: no production row gained, lost or changed an inspection stamp. */
export const NT_1: Claim<"NT-1"> = {
  id: "NT-1",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff, name } = table;
    const named = "NT-1.rows, NT-1.inserted and NT-3.deleted name the rows";
    trackedColumns(sheet, table, "stamps", facts.profile?.registry.stamps ?? []);
    sheet.same(
      "count",
      before.groups.stamps?.rows ?? 0,
      after.groups.stamps?.rows ?? 0,
      {
        same: `As many rows of ${name} carry a stamp as before.`,
        differs: `The number of rows of ${name} that carry a stamp moved`,
        settle: named,
      },
      ["F-OPEN-1"],
    );
    for (const column of Object.keys(before.groups.stamps?.columns ?? {}))
      sheet.same(
        `count.${column}`,
        before.groups.stamps?.columns[column] ?? 0,
        after.groups.stamps?.columns[column] ?? 0,
        {
          same: `As many rows of ${name} carry ${column} as before.`,
          differs: `The number of rows of ${name} that carry ${column} moved`,
          settle: named,
        },
        ["F-OPEN-1"],
      );
    const stamps = diff.common.stamps;
    if (!stamps)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        `The snapshots carry no checksum over the stamps of ${name}: capture before and after again.`,
      );
    else
      sheet.same(
        "checksum",
        stamps.before,
        stamps.after,
        {
          same: "Key and stamps of every row present on both sides are byte for byte the same.",
          differs: `Stamps of ${rowsOf(name, diff.tallies.stamps.count)} present on both sides differ`,
          settle: "NT-1.rows names them",
        },
        ["F-OPEN-1"],
      );
    sheet.none(
      "rows",
      diff.tallies.stamps,
      {
        none: `No stamp changed on a row of ${name}.`,
        some: `Stamps changed on ${rowsOf(name, diff.tallies.stamps.count)}`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-1"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-stamped"],
      {
        none: `No row inserted into ${name} carries a stamp.`,
        some: `${rowsOf(name, diff.tallies["inserted-stamped"].count)} were inserted with a stamp`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-1"],
    );
    sheet.rows({
      changed: diff.tallies.stamps.count,
      inserted: diff.tallies["inserted-stamped"].count,
      deleted: 0,
    });
  },
};
