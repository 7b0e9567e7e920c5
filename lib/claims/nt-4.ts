import { type Claim, comparedTable, listed, SNAPSHOT_BRACKET } from "./judge";
import { registryTable } from "./registry-table";

/** NT-4: the pilot created no production identity. Every inserted row is explained or fails. */
export const NT_4: Claim = {
  id: "NT-4",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff } = table;
    const { inserted, explained, unattributed, unexplained } = diff.tallies;
    const unknown =
      "the staging evidence does not show what the pilot's role could do: capture the staging surface while the role exists";

    // The row count may grow by explained births and by nothing else; a deleted row must not make room for a minted one.
    if (unexplained.count > 0 || after.rows !== before.rows - diff.deleted + inserted.count)
      sheet.fail(
        "count",
        before.rows,
        after.rows,
        "The row count moved by more than explained live births.",
        [],
      );
    else if (unattributed.count > 0)
      sheet.noEvidence(
        "count",
        before.rows,
        after.rows,
        `${unattributed.count} rows were born meanwhile, and ${unknown}.`,
      );
    else
      sheet.pass(
        "count",
        before.rows,
        after.rows,
        explained.count === 0
          ? "No row was inserted."
          : `${explained.count} explained live births were inserted and nothing else.`,
      );

    if (facts.staging === null || facts.staging.candidates === null)
      sheet.noEvidence(
        "staging-keys",
        null,
        null,
        "Without staging evidence nobody knows which keys the pilot worked on: capture the staging surface before its disposal.",
      );
    else if (facts.staging.candidates === 0)
      sheet.noEvidence(
        "staging-keys",
        null,
        null,
        "The staging evidence holds no candidate, so nothing can be told apart by its keys: capture before the surface is emptied.",
      );
    else if (inserted.staging > 0)
      sheet.fail(
        "staging-keys",
        0,
        inserted.staging,
        `Inserted rows that are, or name, staging candidates${listed(inserted)}.`,
        ["F-OPEN-8"],
      );
    else
      sheet.pass(
        "staging-keys",
        0,
        0,
        `None of the ${facts.staging.candidates} staging keys was inserted into production.`,
      );

    if (unexplained.count === 0 && unattributed.count > 0)
      sheet.noEvidence(
        "unexplained",
        0,
        unattributed.count,
        `Rows were inserted${listed(unattributed)}, and ${unknown}.`,
      );
    else
      sheet.none(
        "unexplained",
        unexplained,
        { none: "Every inserted row is explained.", some: "Inserted rows that nothing explains" },
        [],
      );

    for (const other of facts.tables) {
      if (other.state !== "compared" || other === table || !other.entry.forbiddenInserts) continue;
      const forbidden = other.diff.tallies["inserted-forbidden"];
      sheet.none(
        `events.${other.name}`,
        forbidden,
        {
          none: `No inserted row of ${other.name} is of a forbidden kind.`,
          some: `${other.name} recorded events of a forbidden kind`,
        },
        ["F-OPEN-8"],
      );
    }
    sheet.rows({ changed: 0, inserted: diff.inserted, deleted: 0 });
  },
};
