import type { Scenario } from "../scenario";

/** What the staging evidence says of itself, and how much it is worth where it says too little. */
export const STAGING: readonly Scenario[] = [
  {
    name: "staging counts that do not add up",
    pilot: "UPDATE staging_t.evidence SET failed = failed + 1 WHERE passed_pen > 0",
    verdicts: "PPPPPPPP",
    caveats: ["staging-counts"],
  },
  {
    name: "a staging record with a negative count",
    pilot: "UPDATE staging_t.evidence SET failed = -1 WHERE passed_stamp > 0",
    verdicts: "PPPPPPPP",
    caveats: ["staging-counts"],
  },
  {
    name: "a tag in another spelling",
    pilot: "UPDATE staging_t.evidence SET tag = 'staging'",
    verdicts: "PPPPPP--",
  },
  {
    name: "one record among others without the tag",
    pilot: "UPDATE staging_t.evidence SET tag = 'STAGING ' WHERE passed_gate > 0",
    verdicts: "PPPPPP--",
  },
  {
    name: "staging evidence of another run",
    pilot: "UPDATE staging_t.evidence SET run_id = 'u'",
    verdicts: "PPPPPP--",
  },
  {
    name: "staging evidence without a record",
    pilot: "DELETE FROM staging_t.evidence",
    verdicts: "PPPPPP--",
  },
  {
    name: "a surface without its evidence table",
    pilot: "DROP TABLE staging_t.evidence",
    verdicts: "PPPPPP--",
  },
  {
    name: "candidates without the key that tells them apart",
    pilot: "ALTER TABLE staging_t.candidate RENAME COLUMN entity_code TO code",
    verdicts: "PPP-PP--",
  },
];
