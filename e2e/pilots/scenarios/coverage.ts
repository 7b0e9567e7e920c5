import { REGISTRY, type Scenario } from "../scenario";

/** Something in production of which no part of the profile speaks. */
const gap = (name: string, arrange: string): Scenario => ({ name, arrange, verdicts: "PPPPPP-P" });

export const COVERAGE: readonly Scenario[] = [
  gap("a column that looks like a stamp", `ALTER TABLE ${REGISTRY} ADD COLUMN inspect_seal timestamptz`),
  gap("a column that looks like a certification", `ALTER TABLE ${REGISTRY} ADD COLUMN certified_by text`),
  gap("a column that looks canonical", `ALTER TABLE ${REGISTRY} ADD COLUMN canonical_owner text`),
  gap("a stamp where events are born", "ALTER TABLE public.event_outbox ADD COLUMN inspect_pen timestamptz"),
  gap("a table without a key that nobody watches", "CREATE TABLE public.notes (line text)"),
  gap("an unlogged table", "CREATE UNLOGGED TABLE public.scratch (id int PRIMARY KEY)"),
  gap(
    "a foreign table",
    "CREATE FOREIGN DATA WRAPPER plain; CREATE SERVER s FOREIGN DATA WRAPPER plain; CREATE FOREIGN TABLE iu_core.far (x int) SERVER s",
  ),
  gap("a materialized view in a guarded schema", "CREATE MATERIALIZED VIEW iu_core.m AS SELECT 1 AS x"),
  gap(
    "a child of a guarded table in another schema",
    "CREATE SCHEMA other; CREATE TABLE other.settings () INHERITS (public.dot_config)",
  ),
  gap(
    "a partitioned table that nobody watches",
    "CREATE TABLE public.log_t (k int) PARTITION BY LIST (k); CREATE TABLE public.log_1 PARTITION OF public.log_t FOR VALUES IN (1)",
  ),
  {
    name: "partitions of a guarded table",
    arrange:
      "CREATE TABLE iu_core.log_t (k int PRIMARY KEY) PARTITION BY LIST (k); CREATE SCHEMA other; CREATE TABLE other.log_1 PARTITION OF iu_core.log_t FOR VALUES IN (1); GRANT SELECT ON iu_core.log_t TO notouch_reader",
    verdicts: "PPPPPPPP",
  },
  {
    name: "a stamp on a guarded table, whose rows may not change at all",
    arrange: "ALTER TABLE public.dot_config ADD COLUMN inspect_pen timestamptz",
    verdicts: "PPPPPPPP",
  },
  {
    name: "a knowledge graph outside the watched schemas",
    arrange:
      "CREATE SCHEMA other; CREATE TABLE other.kg_shadow (id int PRIMARY KEY); CREATE TABLE other.plain (id int)",
    verdicts: "PPPPPPPP",
    caveats: ["unwatched"],
  },
  {
    name: "a table and a column that the profile excludes with a reason",
    arrange: `CREATE TABLE public.notes (line text); ALTER TABLE ${REGISTRY} ADD COLUMN inspect_seal timestamptz`,
    exclude: [
      { table: "public.notes", reason: "scratch paper" },
      { table: REGISTRY, column: "inspect_seal", reason: "not used yet" },
    ],
    verdicts: "PPPPPPPP",
    caveats: ["excluded", "excluded"],
  },
];
