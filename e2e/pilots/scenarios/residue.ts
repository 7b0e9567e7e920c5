import { DROP_ROLE, DROP_SCHEMA, REGISTRY, type Scenario } from "../scenario";

const left = (name: string, dispose: string, over: Partial<Scenario> = {}): Scenario => ({
  name,
  dispose,
  verdicts: "PPPPPPFP",
  failOpen: ["F-OPEN-9"],
  ...over,
});
/** What was made on the surface came out of it under another name: production has what it did not have. */
const moved = (name: string, pilot: string, dispose: string, over: Partial<Scenario> = {}): Scenario =>
  left(name, `${dispose}; ${DROP_SCHEMA}; ${DROP_ROLE}`, {
    pilot,
    failOpen: ["F-OPEN-8", "F-OPEN-9"],
    ...over,
  });
const DISPOSE = `${DROP_SCHEMA}; ${DROP_ROLE}`;

export const RESIDUE: readonly Scenario[] = [
  moved(
    "a function moved out",
    "CREATE FUNCTION staging_t.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION staging_t.f() SET SCHEMA public",
  ),
  moved(
    "a type moved out and renamed",
    "CREATE TYPE staging_t.mood AS ENUM ('ready')",
    "ALTER TYPE staging_t.mood SET SCHEMA public; ALTER TYPE public.mood RENAME TO feeling",
  ),
  moved(
    "a sequence moved out",
    "CREATE SEQUENCE staging_t.s",
    "ALTER SEQUENCE staging_t.s SET SCHEMA public",
  ),
  left(
    "a schema that was renamed",
    `ALTER SCHEMA staging_t RENAME TO archive; REASSIGN OWNED BY pilot_t TO directus; ${DROP_ROLE}`,
    {
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
    },
  ),
  left("a role that was renamed", `${DROP_SCHEMA}; ALTER ROLE pilot_t RENAME TO guest_t`, {
    failOpen: ["F-OPEN-8", "F-OPEN-9"],
  }),
  left("a role that belonged to the pilot's", DISPOSE, {
    pilot: "CREATE ROLE guest_t IN ROLE pilot_t",
    failOpen: ["F-OPEN-8", "F-OPEN-9"],
  }),
  {
    name: "a person who was given the pilot's role",
    arrange: "CREATE ROLE guest_t LOGIN",
    pilot: "GRANT pilot_t TO guest_t",
    verdicts: "PPPPPPPP",
  },
  moved(
    "a large object handed to the owner",
    "SELECT lo_create(4712); ALTER LARGE OBJECT 4712 OWNER TO pilot_t",
    "ALTER LARGE OBJECT 4712 OWNER TO directus",
  ),
  {
    name: "large objects that production makes while the pilot runs",
    leak: "SELECT lo_create(0); SELECT lo_create(0)",
    verdicts: "PPPPPPPP",
  },
  left(
    "a comment that names the surface",
    `COMMENT ON TABLE public.dot_config IS 'filled from staging_t'; ${DISPOSE}`,
    {
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
    },
  ),
  {
    name: "a comment on production",
    leak: "COMMENT ON TABLE public.dot_config IS 'changed'",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a comment that named the surface long before",
    arrange: "COMMENT ON TABLE public.dot_config IS 'watched by pilot_t'",
    verdicts: "PPPPPPPP",
  },
  left(
    "a replication slot of the pilot",
    `SELECT pg_create_logical_replication_slot('pilot_t_slot', 'pgoutput'); ${DISPOSE}`,
    {
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
      cleanup: "SELECT pg_drop_replication_slot('pilot_t_slot')",
    },
  ),
  left(
    "a prepared transaction of a role that is gone",
    `SET ROLE pilot_t; BEGIN; PREPARE TRANSACTION 'left over'; RESET ROLE; ${DISPOSE}`,
    {
      cleanup: "ROLLBACK PREPARED 'left over'",
    },
  ),
  left(
    "a connection of the pilot that outlives its role, with an advisory lock",
    `GRANT CONNECT ON DATABASE postgres TO pilot_t; ${DISPOSE}`,
    {
      connected: "SELECT pg_advisory_lock(7)",
    },
  ),
  left(
    "a job that the pilot left",
    `INSERT INTO cron.job VALUES (7, '* * * * *', 'TABLE staging_t.candidate', '', 5432, current_database(), 'directus', true); ${DISPOSE}`,
    {
      arrange: `CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint PRIMARY KEY, schedule text, command text, nodename text, nodeport int, database text, username text, active boolean);
      GRANT USAGE ON SCHEMA cron TO notouch_reader; GRANT SELECT ON cron.job TO notouch_reader`,
      verdicts: "PPPPPFFP",
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
    },
  ),
  left(
    "a setting that names the surface",
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET app.surface = %L', current_database(), 'staging_t'); END $$; ${DISPOSE}`,
    {
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
    },
  ),
];

/** What the fingerprint of the catalogue covers beside tables and code. */
export const CATALOG: readonly Scenario[] = [
  ...(
    [
      ["a publication that was made", `CREATE PUBLICATION p FOR TABLE ${REGISTRY}`],
      [
        "a foreign server that was made",
        "CREATE FOREIGN DATA WRAPPER plain; CREATE SERVER elsewhere FOREIGN DATA WRAPPER plain",
      ],
      [
        "default privileges that were widened",
        "ALTER DEFAULT PRIVILEGES FOR ROLE directus GRANT INSERT ON TABLES TO pg_monitor",
      ],
      ["a membership that was given", "CREATE ROLE guest_t IN ROLE directus"],
      ["a role that gained an attribute", "ALTER ROLE directus CREATEROLE"],
      ["a setting of the owner", "ALTER ROLE directus SET work_mem = '8MB'"],
      ["a sequence with another step", "ALTER SEQUENCE public.universal_edges_id_seq INCREMENT 7"],
      ["a foreign key that is no longer watched", "ALTER TABLE iu_core.unit_version DISABLE TRIGGER ALL"],
      ["a system function that others may run", "GRANT EXECUTE ON FUNCTION pg_stat_reset() TO pg_monitor"],
      ["a cast", "CREATE CAST (text AS public.universal_edges) WITH INOUT"],
      ["a policy", `CREATE POLICY p ON ${REGISTRY} USING (true)`],
    ] as const
  ).map(
    ([name, leak]): Scenario => ({
      name,
      leak,
      verdicts: "PPPPPPFP",
      failOpen: ["F-OPEN-8"],
      // Roles outlive the database.
      cleanup: "ALTER ROLE directus NOCREATEROLE; ALTER ROLE directus RESET ALL",
    }),
  ),
  {
    name: "a sequence that live traffic turned",
    leak: "SELECT nextval('public.event_outbox_id_seq')",
    verdicts: "PPPPPPPP",
  },
  {
    name: "a trigger switched off and on again",
    leak: `ALTER TABLE ${REGISTRY} DISABLE TRIGGER trg_birth_auto_certify; ALTER TABLE ${REGISTRY} ENABLE TRIGGER trg_birth_auto_certify`,
    verdicts: "PPPPPP-P",
  },
  {
    name: "a certifier replaced and put back",
    leak: `DO $$ DECLARE was text := pg_get_functiondef('public.fn_birth_auto_certify()'::regprocedure); BEGIN
      CREATE OR REPLACE FUNCTION public.fn_birth_auto_certify() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; EXECUTE was; END $$`,
    verdicts: "PPPPPP-P",
  },
  {
    name: "a function dropped and made again",
    arrange: "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    leak: "DROP FUNCTION public.f(); CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    verdicts: "PPPPPP-P",
  },
  {
    name: "a pilot that may call a function of production",
    arrange:
      "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC",
    pilot: "GRANT EXECUTE ON FUNCTION public.f TO pilot_t",
    verdicts: "PPPPPPPP",
  },
];
