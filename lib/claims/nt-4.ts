import { type Claim, comparedTable, FIND_WRITER, listed, rowsOf, SNAPSHOT_BRACKET } from "./judge";
import { registryTable } from "./registry-table";

/** NT-4: the pilot created no production identity. Every inserted row is explained or fails. */
export const NT_4: Claim<"NT-4"> = {
  id: "NT-4",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "count");
    if (!table) return;
    const { before, after, diff, name } = table;
    const minted = diff.tallies["inserted-staging"];
    const { inserted, explained, unattributed, unexplained } = diff.tallies;
    const unknown =
      "the staging evidence does not show what the pilot's role could do: capture the staging surface while the role exists";

    // The row count may grow by explained births and by nothing else; a deleted row must not make room for a minted one.
    if (unexplained.count > 0 || after.rows !== before.rows - diff.deleted + inserted.count)
      sheet.fail(
        "count",
        before.rows,
        after.rows,
        `The row count of ${name} moved by ${after.rows - before.rows}, where explained births are ${explained.count} and deleted rows ${diff.deleted}; NT-4.unexplained names what is left.`,
        [],
      );
    else if (unattributed.count > 0)
      sheet.noEvidence(
        "count",
        before.rows,
        after.rows,
        `${rowsOf(name, unattributed.count)} were born meanwhile, and ${unknown}.`,
      );
    else
      sheet.pass(
        "count",
        before.rows,
        after.rows,
        explained.count === 0
          ? `No row was inserted into ${name}.`
          : `${explained.count} explained live births were inserted into ${name} and nothing else.`,
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
    else if (minted.count > 0)
      sheet.fail(
        "staging-keys",
        0,
        minted.count,
        `${rowsOf(name, minted.count)} were inserted that are, or name, staging candidates${listed(minted)}; ${FIND_WRITER}.`,
        ["F-OPEN-8"],
      );
    else
      sheet.pass(
        "staging-keys",
        0,
        0,
        `None of the ${facts.staging.candidates} staging keys was inserted into ${name}.`,
      );

    if (unexplained.count === 0 && unattributed.count > 0)
      sheet.noEvidence(
        "unexplained",
        0,
        unattributed.count,
        `${rowsOf(name, unattributed.count)} were inserted${listed(unattributed)}, and ${unknown}.`,
      );
    else
      sheet.none(
        "unexplained",
        unexplained,
        {
          none: `Every row inserted into ${name} is explained.`,
          some: `${rowsOf(name, unexplained.count)} were inserted that nothing explains`,
          settle: FIND_WRITER,
        },
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
          some: `${rowsOf(other.name, forbidden.count)} were inserted of a kind that the profile forbids`,
          settle: FIND_WRITER,
        },
        ["F-OPEN-8"],
      );
    }
    sheet.rows({ changed: 0, inserted: diff.inserted, deleted: 0 });
  },
};
