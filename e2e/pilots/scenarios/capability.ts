import { BIRTH, DROP_ROLE, DROP_SCHEMA, REGISTRY, type Scenario } from "../scenario";

/** A pilot whose role could write production by this path, whatever it did. */
const able = (name: string, pilot: string, over: Partial<Scenario> = {}): Scenario => ({
  name,
  pilot,
  verdicts: "PPPPPFPP",
  failOpen: ["F-OPEN-8"],
  ...over,
});
/** A pilot with something that looks like a right and is none. */
const unable = (name: string, pilot: string, over: Partial<Scenario> = {}): Scenario => ({
  name,
  pilot,
  verdicts: "PPPPPPPP",
  ...over,
});

const STAMPER = (
  owner: string,
) => `CREATE FUNCTION public.stamp(text) RETURNS void LANGUAGE sql SECURITY DEFINER
  AS 'SELECT 1'; ALTER FUNCTION public.stamp OWNER TO ${owner}`;

/** Roles of scenarios are called `guest_…`; each database comes and goes with the roles made for it. */
export const CAPABILITY: readonly Scenario[] = [
  able("a pilot that owns a production table", "ALTER TABLE public.dot_config OWNER TO pilot_t", {
    dispose: `ALTER TABLE public.dot_config OWNER TO directus; ${DROP_SCHEMA}; ${DROP_ROLE}`,
  }),
  able("a pilot that may truncate", "GRANT TRUNCATE ON public.dot_config TO pilot_t"),
  able("a pilot that may hang triggers on the registry", `GRANT TRIGGER ON ${REGISTRY} TO pilot_t`),
  able("a pilot that may create in a production schema", "GRANT CREATE ON SCHEMA iu_core TO pilot_t"),
  able(
    "a pilot that may turn a production sequence",
    "GRANT USAGE ON SEQUENCE public.universal_edges_id_seq TO pilot_t",
  ),
  able(
    "a pilot that belongs to a role that belongs to the owner",
    "CREATE ROLE guest_t IN ROLE directus; GRANT guest_t TO pilot_t",
    {
      // A new role that may act as the owner is a change of production too, and stays.
      verdicts: "PPPPPFFP",
      failOpen: ["F-OPEN-8", "F-OPEN-9"],
    },
  ),
  able(
    "a role that is taken without its rights being inherited",
    "ALTER ROLE pilot_t NOINHERIT; GRANT directus TO pilot_t",
  ),
  able(
    "a membership that gives the role and not its rights",
    "GRANT directus TO pilot_t WITH INHERIT FALSE, SET TRUE",
    { since: 16 },
  ),
  able(
    "a membership that gives neither, and may be widened by its holder",
    "GRANT directus TO pilot_t WITH INHERIT FALSE, SET FALSE, ADMIN TRUE",
    { since: 16 },
  ),
  unable("a membership that gives nothing", "GRANT directus TO pilot_t WITH INHERIT FALSE, SET FALSE", {
    since: 16,
  }),
  unable("a pilot that belongs to a role without rights", "GRANT pg_read_all_data TO pilot_t"),
  able("a pilot that may create roles", "ALTER ROLE pilot_t CREATEROLE"),
  able("a pilot that bypasses row security", "ALTER ROLE pilot_t BYPASSRLS"),
  able("a pilot that may replicate", "ALTER ROLE pilot_t REPLICATION"),
  able("a pilot that may run programs of the server", "GRANT pg_execute_server_program TO pilot_t"),
  able("a pilot that may maintain every table", "GRANT pg_maintain TO pilot_t", { since: 17 }),
  able("a pilot that may maintain the registry", `GRANT MAINTAIN ON ${REGISTRY} TO pilot_t`, { since: 17 }),
  able(
    "rights on tables that do not exist yet",
    "ALTER DEFAULT PRIVILEGES FOR ROLE directus IN SCHEMA public GRANT INSERT ON TABLES TO pilot_t",
  ),
  unable(
    "a pilot that may read tables that do not exist yet",
    "ALTER DEFAULT PRIVILEGES FOR ROLE directus IN SCHEMA public GRANT SELECT ON TABLES TO pilot_t",
  ),
  able(
    "a pilot that may write a large object",
    "SELECT lo_create(4711); GRANT UPDATE ON LARGE OBJECT 4711 TO pilot_t",
    {
      arrange: "SELECT 1",
    },
  ),
  able("a pilot that may switch triggers off", "GRANT SET ON PARAMETER session_replication_role TO pilot_t"),
  able("a pilot that may reset the write counters", "GRANT EXECUTE ON FUNCTION pg_stat_reset() TO pilot_t"),
  able("a pilot that may use a foreign server", "GRANT USAGE ON FOREIGN SERVER elsewhere TO pilot_t", {
    arrange: "CREATE FOREIGN DATA WRAPPER plain; CREATE SERVER elsewhere FOREIGN DATA WRAPPER plain",
  }),
  able("a function that runs as one who may call a function that runs as the owner", "SELECT 1", {
    arrange: `CREATE ROLE guest_t; ${STAMPER("directus")}; REVOKE EXECUTE ON FUNCTION public.stamp FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.stamp TO guest_t;
      CREATE FUNCTION public.errand() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'; ALTER FUNCTION public.errand OWNER TO guest_t`,
  }),
  unable("a function that runs as one who can write nothing", "SELECT 1", {
    arrange: `CREATE ROLE guest_t; ${STAMPER("guest_t")}`,
  }),
  unable("a function of the owner that the pilot may not call", "SELECT 1", {
    arrange: `${STAMPER("directus")}; REVOKE EXECUTE ON FUNCTION public.stamp FROM PUBLIC`,
  }),
  {
    name: "a right that came after staging was captured",
    leak: `GRANT UPDATE ON ${REGISTRY} TO pilot_t`,
    dispose: DROP_SCHEMA,
    verdicts: "PPPPPFFP",
    failOpen: ["F-OPEN-8", "F-OPEN-9"],
  },
  {
    name: "births that a membership could have written",
    pilot: "GRANT directus TO pilot_t",
    leak: BIRTH,
    verdicts: "PPPFPFFP",
    failOpen: ["F-OPEN-8"],
  },
];
