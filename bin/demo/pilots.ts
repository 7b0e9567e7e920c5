import type { Client } from "pg";
import { liveTraffic, READER } from "./production";

/** A pilot of the demonstration, in the steps between which evidence is captured. */
export interface Pilot {
  readonly run: string;
  readonly name: string;
  /** Creates the staging surface and fills it. `before` was captured already; `staging` is captured next. */
  begin(client: Client): Promise<void>;
  /** What goes wrong (or merely goes on) in production after the staging evidence was taken. */
  leak?(client: Client): Promise<void>;
  /** Delete-fast; `after` is captured next. */
  dispose(client: Client): Promise<void>;
  /** False: nobody takes the `after` capture. */
  readonly capturesAfter: boolean;
}

/** Counters of an idle session reach the statistics only seconds later: a demonstration does not wait. */
const FLUSH = "SELECT pg_stat_force_next_flush()";

interface Names {
  readonly schema: string;
  readonly role: string;
}
const namesOf = (run: string): Names => ({ schema: `"staging_${run}"`, role: `"pilot_${run}"` });

/**
 * Creates the role and the schema of a run, and `candidates` copies of uncertified production births that pass the
 * three stages one after the other. Only the copies are stamped.
 */
export async function createSurface(client: Client, run: string, candidates: number): Promise<void> {
  const { schema, role } = namesOf(run);
  await client.query(`CREATE ROLE ${role} LOGIN`);
  await client.query(`CREATE SCHEMA ${schema} AUTHORIZATION ${role}`);
  await client.query(
    `CREATE TABLE ${schema}.candidate (
       entity_code text PRIMARY KEY, inspect_pen timestamptz, inspect_stamp timestamptz, inspect_gate timestamptz, verdict text);
     CREATE TABLE ${schema}.evidence (
       id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tag text NOT NULL, run_id text NOT NULL, scanned integer NOT NULL,
       passed_pen integer NOT NULL DEFAULT 0, passed_stamp integer NOT NULL DEFAULT 0, passed_gate integer NOT NULL DEFAULT 0,
       failed integer NOT NULL, skipped integer NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz NOT NULL);
     ALTER TABLE ${schema}.candidate OWNER TO ${role};
     ALTER TABLE ${schema}.evidence OWNER TO ${role};
     GRANT USAGE ON SCHEMA ${schema} TO ${READER};
     GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${READER};`,
  );
  // The copies are made by whoever may read production; the pilot's role is granted nothing there.
  await client.query(
    `INSERT INTO ${schema}.candidate (entity_code, inspect_pen)
     SELECT entity_code, now() - interval '3 hours' FROM public.birth_registry WHERE NOT certified ORDER BY entity_code LIMIT $1`,
    [candidates],
  );
  await client.query(
    `SET ROLE ${role};
     UPDATE ${schema}.candidate SET inspect_stamp = inspect_pen + interval '40 minutes' WHERE right(entity_code, 1) <> '7';
     UPDATE ${schema}.candidate SET inspect_gate = inspect_stamp + interval '35 minutes', verdict = 'ready'
       WHERE inspect_stamp IS NOT NULL AND right(entity_code, 1) <> '3';
     RESET ROLE;`,
  );
  // One record a stage: what was scanned either passed, failed or was skipped.
  await client.query(
    `INSERT INTO ${schema}.evidence (tag, run_id, scanned, passed_pen, passed_stamp, passed_gate, failed, skipped, started_at, ended_at)
     SELECT 'STAGING', $1, scanned, pen, stamp, gate, scanned - pen - stamp - gate, 0, now() - ago, now() - ago + interval '20 minutes'
     FROM (SELECT count(*) AS scanned, count(inspect_pen) AS pen, 0 AS stamp, 0 AS gate, interval '3 hours' AS ago FROM ${schema}.candidate
           UNION ALL SELECT count(inspect_pen), 0, count(inspect_stamp), 0, interval '2 hours' FROM ${schema}.candidate
           UNION ALL SELECT count(inspect_stamp), 0, 0, count(inspect_gate), interval '1 hour' FROM ${schema}.candidate) AS stages`,
    [run],
  );
  await client.query(FLUSH);
}

/** Everything of the surface in one move. */
export async function disposeSurface(client: Client, run: string): Promise<void> {
  const { schema, role } = namesOf(run);
  await client.query("BEGIN");
  await client.query(`DROP SCHEMA ${schema} CASCADE`);
  await client.query(`DROP OWNED BY ${role}`);
  await client.query(`DROP ROLE ${role}`);
  await client.query("COMMIT");
  await client.query(FLUSH);
}

const clean = (run: string, name: string, candidates: number) => ({
  run,
  name,
  begin: (client: Client) => createSurface(client, run, candidates),
  dispose: (client: Client) => disposeSurface(client, run),
  capturesAfter: true,
});

const QUARRY = namesOf("quarry");

/** In the order in which they ran: the leaky one last, for it leaves production as it should never be left. */
export const PILOTS: readonly Pilot[] = [
  {
    ...clean("harbour", "Harbour: first survey of the inspection stages", 40),
    leak: (client) => liveTraffic(client, 9, "harbour"),
  },
  clean("orchard", "Orchard: second survey, wider sample", 120),
  {
    ...clean("lantern", "Lantern: stage timing rehearsal", 25),
    // Written and written back: no row tells of it, only the write counters do.
    async leak(client) {
      await client.query(
        "UPDATE public.dot_config SET value = value || '{\"pilot\": true}' WHERE key = 'dot.setting.7'",
      );
      await client.query("UPDATE public.dot_config SET value = value - 'pilot' WHERE key = 'dot.setting.7'");
      await client.query(FLUSH);
    },
  },
  { ...clean("meadow", "Meadow: interrupted before its last capture", 30), capturesAfter: false },
  {
    ...clean("quarry", "Quarry: the run that leaked", 60),
    async begin(client) {
      await createSurface(client, "quarry", 60);
      await client.query(
        `INSERT INTO ${QUARRY.schema}.candidate (entity_code, inspect_pen) VALUES ('BR-QUARRY-0001', now() - interval '3 hours');
         UPDATE ${QUARRY.schema}.evidence SET scanned = scanned + 1, passed_pen = passed_pen + 1 WHERE passed_pen > 0;
         UPDATE ${QUARRY.schema}.evidence SET scanned = scanned + 1, failed = failed + 1 WHERE passed_stamp > 0;
         GRANT INSERT, UPDATE ON public.birth_registry TO ${QUARRY.role};
         GRANT INSERT ON public.universal_edges TO ${QUARRY.role};
         GRANT USAGE ON SEQUENCE public.universal_edges_id_seq TO ${QUARRY.role};`,
      );
    },
    async leak(client) {
      await client.query(
        `GRANT SELECT ON public.birth_registry, ${QUARRY.schema}.candidate TO ${QUARRY.role}`,
      );
      await client.query(`SET ROLE ${QUARRY.role}`);
      // A stamp that belongs on the candidate only; then all three, and the production consumer certifies.
      await client.query(
        `UPDATE public.birth_registry SET inspect_pen = now()
         WHERE entity_code IN (SELECT entity_code FROM ${QUARRY.schema}.candidate ORDER BY entity_code LIMIT 2);
         UPDATE public.birth_registry SET inspect_pen = now(), inspect_stamp = now(), inspect_gate = now()
         WHERE entity_code = (SELECT max(entity_code) FROM ${QUARRY.schema}.candidate WHERE inspect_gate IS NOT NULL);
         INSERT INTO public.birth_registry (entity_code, collection_name) VALUES ('BR-QUARRY-0001', 'workflow_steps');
         INSERT INTO public.universal_edges (source_collection, source_code, target_collection, target_code, edge_type)
         VALUES ('workflow_steps', 'BR-QUARRY-0001', 'taxonomy_nodes', 'BR-0000000002', 'contains');`,
      );
      await client.query("RESET ROLE");
      await client.query(FLUSH);
    },
    /** The candidates and the role stay behind. */
    async dispose(client) {
      await client.query(`DROP TABLE ${QUARRY.schema}.evidence`);
      await client.query(`REVOKE ALL ON public.birth_registry, public.universal_edges FROM ${QUARRY.role}`);
      await client.query(`REVOKE ALL ON SEQUENCE public.universal_edges_id_seq FROM ${QUARRY.role}`);
      await client.query(FLUSH);
    },
  },
];
