import { type Claim, comparedTable, FIND_WRITER, listed, SNAPSHOT_BRACKET } from "./judge";
import { tablesOf } from "./registry-table";

/** NT-5: no edge, provenance or quarantine record was written. */
export const NT_5: Claim<"NT-5"> = {
  id: "NT-5",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const tables = tablesOf(facts, "knowledge-graph");
    if (tables.length === 0)
      sheet.noEvidence(
        "count",
        null,
        null,
        "No knowledge-graph table was captured: capture before and after with a profile that names them, with required: false where the database has none.",
      );
    for (const facts of tables) {
      const table = comparedTable(sheet, facts, `count.${facts.name}`);
      if (!table) continue;
      const { before, after, diff } = table;
      const { whole } = diff;
      const { touched } = diff.tallies;
      const codes = touched.staging > 0 ? (["F-OPEN-8"] as const) : [];
      sheet.same(
        `count.${table.name}`,
        before.rows,
        after.rows,
        {
          same: `${table.name} has as many rows as before.`,
          differs: `The row count of ${table.name} moved`,
          settle: `NT-5.checksum.${table.name} names the rows`,
        },
        codes,
      );
      sheet.same(
        `checksum.${table.name}`,
        `sha256:${whole.before}`,
        `sha256:${whole.after}`,
        {
          same: `Every row of ${table.name} is byte for byte the same.`,
          differs: `${diff.changed} changed, ${diff.inserted} inserted, ${diff.deleted} deleted rows in ${table.name}${listed(touched)}`,
          settle: FIND_WRITER,
        },
        codes,
      );
      sheet.rows({ changed: diff.changed, inserted: diff.inserted, deleted: diff.deleted });
    }
  },
};
