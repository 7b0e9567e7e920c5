import { REGISTRY, type Scenario } from "../scenario";

/** A path between the surface and production that somebody made on the surface. */
const path = (name: string, pilot: string, over: Partial<Scenario> = {}): Scenario => ({
  name,
  pilot,
  verdicts: "PPPPPFPP",
  failOpen: ["F-OPEN-8"],
  ...over,
});
const apart = (name: string, pilot: string, over: Partial<Scenario> = {}): Scenario => ({
  name,
  pilot,
  verdicts: "PPPPPPPP",
  ...over,
});

const CRON = `CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text, nodename text, nodeport int, database text, username text, active boolean);
  GRANT USAGE ON SCHEMA cron TO notouch_reader; GRANT SELECT ON cron.job TO notouch_reader`;
const JOB = (command: string, user = "directus") =>
  `INSERT INTO cron.job VALUES (7, '* * * * *', '${command}', '', 5432, current_database(), '${user}', true)`;
const FUNCTION = (name: string, body: string, language = "plpgsql") =>
  `CREATE FUNCTION ${name}() RETURNS void LANGUAGE ${language} AS $f$ ${body} $f$`;
const CALLED = (body: string) =>
  `${FUNCTION("public.helper", body)}; CREATE OR REPLACE FUNCTION public.fn_birth_auto_certify() RETURNS trigger LANGUAGE plpgsql AS
    $f$ BEGIN IF NEW.certified AND false THEN PERFORM public.helper(); END IF; RETURN NEW; END $f$`;

export const SEPARATION: readonly Scenario[] = [
  path(
    "a materialized view over production",
    `CREATE MATERIALIZED VIEW staging_t.m AS SELECT entity_code FROM ${REGISTRY} LIMIT 5`,
  ),
  path(
    "a view of production over the candidates",
    "CREATE VIEW public.peek AS SELECT * FROM staging_t.candidate",
    {
      dispose:
        "DROP VIEW public.peek; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
    },
  ),
  path(
    "a partition of a production table",
    "CREATE TABLE staging_t.part PARTITION OF public.log_t FOR VALUES IN (2)",
    {
      arrange: "CREATE TABLE public.log_t (k int) PARTITION BY LIST (k)",
      // The parent is in a watched schema and nobody named it.
      verdicts: "PPPPPF-P",
    },
  ),
  path(
    "a trigger of production that runs a staging function",
    `CREATE FUNCTION staging_t.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER peek AFTER INSERT ON public.kg_quarantine FOR EACH ROW EXECUTE FUNCTION staging_t.f()`,
  ),
  path(
    "a function with a parsed body that writes production",
    `CREATE FUNCTION staging_t.f(code text) RETURNS void LANGUAGE sql
    BEGIN ATOMIC UPDATE ${REGISTRY} SET inspect_pen = now() WHERE entity_code = code; END`,
  ),
  path(
    "a function whose text writes production",
    FUNCTION("staging_t.f", `BEGIN UPDATE ${REGISTRY} SET inspect_pen = now() WHERE false; END`),
  ),
  path(
    "a function whose text writes a production table without naming its schema",
    FUNCTION("staging_t.f", "BEGIN DELETE FROM universal_edges WHERE false; END"),
  ),
  path(
    "a function that opens a connection of its own",
    FUNCTION("staging_t.f", "BEGIN PERFORM dblink_exec('dbname=directus', 'x'); END"),
  ),
  apart(
    "a function that stays on the surface",
    FUNCTION("staging_t.f", "BEGIN UPDATE staging_t.candidate SET verdict = 'seen'; END"),
  ),
  apart("a function of production that names the surface of another run", "SELECT 1", {
    arrange: FUNCTION("public.f", "BEGIN PERFORM count(*) FROM staging_tt.candidate; END"),
  }),
  path("a function of production that names the surface", "SELECT 1", {
    arrange: FUNCTION("public.f", "BEGIN PERFORM count(*) FROM staging_t.candidate; END"),
  }),
  path("a certifier that calls a function that names the surface", "SELECT 1", {
    arrange: CALLED("BEGIN PERFORM count(*) FROM staging_t.candidate; END"),
  }),
  path("a certifier that calls a function that puts the surface's name together", "SELECT 1", {
    arrange: CALLED("BEGIN EXECUTE format('SELECT count(*) FROM staging_%s.candidate', 't'); END"),
  }),
  apart("a certifier that calls a function of production", "SELECT 1", {
    arrange: CALLED("BEGIN PERFORM 1; END"),
  }),
  path(
    "a column of production with a type of the surface",
    "CREATE TYPE staging_t.mood AS ENUM ('ready'); ALTER TABLE public.kg_quarantine ADD COLUMN mood staging_t.mood",
    {
      // The column goes with its type: the table is what it was, and it was altered all the same.
      verdicts: "PPPPPFPP",
    },
  ),
  path("a publication of the candidates", "CREATE PUBLICATION p FOR TABLE staging_t.candidate", {
    dispose: "DROP PUBLICATION p; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
  }),
  path("a publication of everything", "SELECT 1", { arrange: "CREATE PUBLICATION p FOR ALL TABLES" }),
  apart("a publication of a production table", "SELECT 1", {
    arrange: `CREATE PUBLICATION p FOR TABLE ${REGISTRY}`,
  }),
  path(
    "a subscription that runs as the pilot",
    "ALTER ROLE pilot_t SUPERUSER; ALTER SUBSCRIPTION s OWNER TO pilot_t; ALTER ROLE pilot_t NOSUPERUSER",
    {
      arrange:
        "CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false, enabled = false, create_slot = false, slot_name = NONE)",
      dispose:
        "ALTER SUBSCRIPTION s OWNER TO postgres; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
      cleanup: "DROP SUBSCRIPTION s",
    },
  ),
  path("a staging table on a foreign server", "CREATE FOREIGN TABLE staging_t.f (x text) SERVER elsewhere", {
    arrange: "CREATE FOREIGN DATA WRAPPER plain; CREATE SERVER elsewhere FOREIGN DATA WRAPPER plain",
  }),
  path("a user mapping of the pilot", "CREATE USER MAPPING FOR pilot_t SERVER elsewhere", {
    arrange: "CREATE FOREIGN DATA WRAPPER plain; CREATE SERVER elsewhere FOREIGN DATA WRAPPER plain",
    dispose:
      "DROP USER MAPPING FOR pilot_t SERVER elsewhere; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
  }),
  path(
    "an event trigger that runs a staging function",
    `CREATE FUNCTION staging_t.f() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
    CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION staging_t.f()`,
  ),
  path(
    "a search path of production through the surface",
    "DO $$ BEGIN EXECUTE format('ALTER ROLE directus IN DATABASE %I SET search_path = staging_t, public', current_database()); END $$",
    {
      dispose:
        "DO $$ BEGIN EXECUTE format('ALTER ROLE directus IN DATABASE %I RESET search_path', current_database()); END $$; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
    },
  ),
  path("a scheduled job that names the surface", JOB("TABLE staging_t.candidate"), {
    arrange: CRON,
    dispose: "DELETE FROM cron.job; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
  }),
  path("a scheduled job of the pilot's role", JOB("SELECT 1", "pilot_t"), {
    arrange: CRON,
    dispose: "DELETE FROM cron.job; DROP SCHEMA staging_t CASCADE; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
  }),
  apart("a scheduled job of production", "SELECT 1", { arrange: `${CRON}; ${JOB("VACUUM")}` }),
  apart("scheduled jobs that the capturing role does not see", "SELECT 1", {
    arrange: `${CRON}; ALTER TABLE cron.job ENABLE ROW LEVEL SECURITY`,
    verdicts: "PPPPP---",
  }),
];
