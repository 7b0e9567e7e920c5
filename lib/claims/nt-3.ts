import { type Claim, comparedTable, FIND_WRITER, rowsOf, SNAPSHOT_BRACKET, trackedColumns } from "./judge";
import { registryTable } from "./registry-table";

/** NT-3: the canonical fields of every production row are what they were; a deleted row fails here. */
export const NT_3: Claim<"NT-3"> = {
  id: "NT-3",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff, name } = table;
    trackedColumns(sheet, table, "canonical", facts.profile?.registry.canonical ?? []);
    for (const column of Object.keys(before.groups.canonical?.columns ?? {}))
      sheet.same(
        `count.${column}`,
        before.groups.canonical?.columns[column] ?? 0,
        after.groups.canonical?.columns[column] ?? 0,
        {
          same: `As many rows of ${name} have ${column} as before.`,
          differs: `The number of rows of ${name} with ${column} moved`,
          settle: "NT-3.rows, NT-3.deleted and NT-3.inserted name the rows",
        },
        ["F-OPEN-3"],
      );
    const canonical = diff.common.canonical;
    if (!canonical)
      sheet.noEvidence(
        "checksum",
        null,
        null,
        `The snapshots carry no checksum over the canonical fields of ${name}: capture before and after again.`,
      );
    else
      sheet.same(
        "checksum",
        canonical.before,
        canonical.after,
        {
          same: "Key and canonical fields of every row present on both sides are byte for byte the same.",
          differs: `Canonical fields of ${rowsOf(name, diff.tallies.canonical.count)} present on both sides differ`,
          settle: "NT-3.rows names them",
        },
        ["F-OPEN-3"],
      );
    sheet.none(
      "rows",
      diff.tallies.canonical,
      {
        none: `No canonical field changed on a row of ${name}.`,
        some: `Canonical fields changed on ${rowsOf(name, diff.tallies.canonical.count)}`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-3"],
    );
    sheet.none(
      "deleted",
      diff.tallies.deleted,
      {
        none: `Every row that ${name} had before is still there.`,
        some: `${rowsOf(name, diff.tallies.deleted.count)} are gone`,
        settle: "find who deleted that, put it back and repeat the pilot",
      },
      ["F-OPEN-3"],
    );
    sheet.none(
      "inserted",
      diff.tallies["inserted-canonical"],
      {
        none: `No row inserted into ${name} has a canonical field.`,
        some: `${rowsOf(name, diff.tallies["inserted-canonical"].count)} were inserted with a canonical field`,
        settle: FIND_WRITER,
      },
      ["F-OPEN-3"],
    );
    sheet.rows({
      changed: diff.tallies.canonical.count,
      inserted: diff.tallies["inserted-canonical"].count,
      deleted: diff.tallies.deleted.count,
    });
  },
};
