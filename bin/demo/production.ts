import type { Client } from "pg";

/** The role under which captures read; it may read and nothing else. */
export const READER = "notouch_reader";
export const DATABASE = "directus";
const OWNER = "directus";

/** Figures of the real production on 2026-06-19, which a smaller copy keeps in proportion. */
const REAL = { births: 1_213_202, certified: 1_402, edges: 2_199, events: 215_609 };

/**
 * Creates the database `directus` and its owner; needs a superuser connected to another database.
 * Its text order is the one of en_US where the server has it, as on a real installation.
 */
export async function createDatabase(client: Client): Promise<void> {
  await client.query(`CREATE ROLE ${OWNER} LOGIN`);
  const { rows } = await client.query<{ name: string; provider: string }>(
    `SELECT collname AS name, collprovider AS provider FROM pg_collation
     WHERE collname IN ('en_US.utf8', 'en-US-x-icu') ORDER BY collprovider = 'c' DESC LIMIT 1`,
  );
  const [found] = rows;
  const locale =
    found === undefined
      ? "LOCALE 'C'"
      : found.provider === "c"
        ? `LOCALE '${found.name}'`
        : "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'";
  await client.query(
    `CREATE DATABASE ${DATABASE} OWNER ${OWNER} TEMPLATE template0 ENCODING 'UTF8' ${locale}`,
  );
}

/**
 * Fills the connected database with a production of `births` registry rows in the shape of the built-in profile
 * `birth-registry`, all other tables in proportion. Needs a superuser and leaves the session as it was.
 */
export async function createProduction(client: Client, births: number): Promise<void> {
  const scaled = (real: number, least: number) => Math.max(least, Math.round((births * real) / REAL.births));
  await client.query("BEGIN");
  await client.query(
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${OWNER}') THEN CREATE ROLE ${OWNER} LOGIN; END IF;
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${READER}') THEN CREATE ROLE ${READER} LOGIN; END IF;
     END $$`,
  );
  await client.query(`ALTER ROLE ${READER} SET statement_timeout = '5s'`);
  await client.query(`CREATE SCHEMA iu_core AUTHORIZATION ${OWNER}`);
  await client.query(`GRANT CREATE ON SCHEMA public TO ${OWNER}`);
  await client.query(`SET LOCAL ROLE ${OWNER}`);
  await client.query(TABLES);
  await client.query(fillRegistry(births, Math.min(births, scaled(REAL.certified, 3))));
  await client.query(fillGraph(births, scaled(REAL.edges, 20)));
  await client.query(fillGuarded(scaled(REAL.events, 50)));
  // The consumer comes last, so that nothing of the filling passed through it.
  await client.query(CERTIFIER);
  await client.query(`GRANT USAGE ON SCHEMA public, iu_core TO ${READER}`);
  await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public, iu_core TO ${READER}`);
  await client.query("RESET ROLE");
  await client.query("COMMIT");
  await client.query("VACUUM (ANALYZE)");
  // Without it the figures of this session could reach the write counters after a capture has begun.
  await client.query("SELECT pg_stat_force_next_flush()");
}

const TABLES = `
CREATE TABLE public.birth_registry (
  entity_code text PRIMARY KEY,
  collection_name text NOT NULL,
  species_code text,
  composition_level text,
  dot_origin text,
  born_at timestamptz NOT NULL DEFAULT now(),
  governance_role text,
  inspect_pen timestamptz,
  inspect_stamp timestamptz,
  inspect_gate timestamptz,
  certified boolean NOT NULL DEFAULT false,
  certified_at timestamptz,
  canonical_address text,
  owner text,
  jsonb_profile jsonb NOT NULL DEFAULT '{}',
  status text
);
CREATE TABLE public.universal_edges (
  id serial PRIMARY KEY,
  source_collection text NOT NULL, source_id text, source_code text NOT NULL,
  target_collection text NOT NULL, target_id text, target_code text NOT NULL,
  edge_type text NOT NULL, weight numeric(8,4) NOT NULL DEFAULT 1, confidence double precision,
  valid_time tstzrange NOT NULL DEFAULT tstzrange(now(), NULL),
  provenance jsonb, metadata jsonb NOT NULL DEFAULT '{}', status text NOT NULL DEFAULT 'active'
);
CREATE TABLE public.iu_relation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parent_code text NOT NULL, child_code text NOT NULL, kind text NOT NULL, created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE public.kg_provenance (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, edge_id integer, source text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE public.kg_quarantine (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entity_code text NOT NULL, reason text NOT NULL, payload jsonb
);
CREATE TABLE public.governance_object_ownership (
  object_code text NOT NULL, owner_code text NOT NULL, granted_at timestamptz, PRIMARY KEY (object_code, owner_code)
);
CREATE TABLE public.dot_config (key text PRIMARY KEY, value jsonb NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE public.dot_agent_api_contract (
  agent text NOT NULL, version integer NOT NULL, contract jsonb NOT NULL, PRIMARY KEY (agent, version)
);
CREATE TABLE public.wf_host_crontab_snapshot (host text NOT NULL, line_no integer NOT NULL, line text, taken_at timestamptz NOT NULL);
CREATE TABLE public.unit_edit_draft (
  id bigserial PRIMARY KEY, unit_code text NOT NULL, body text, edited_by text, edited_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE public.event_outbox (
  id bigserial PRIMARY KEY, event_type text NOT NULL, entity_code text, payload jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE iu_core.unit (unit_code text PRIMARY KEY, title text NOT NULL, level smallint NOT NULL, active boolean NOT NULL DEFAULT true);
CREATE TABLE iu_core.unit_version (
  unit_code text NOT NULL REFERENCES iu_core.unit, version integer NOT NULL, body text NOT NULL, PRIMARY KEY (unit_code, version)
);`;

/** `BR-` and the number of the birth in ten digits: the order of birth is the order of the key. */
const CODE = "'BR-' || to_char(i, 'FM0000000000')";

function fillRegistry(births: number, certified: number): string {
  const every = Math.max(1, Math.floor(births / Math.max(1, certified)));
  return `
INSERT INTO public.birth_registry
SELECT ${CODE},
  (ARRAY['knowledge_documents', 'workflow_steps', 'agent_contracts', 'taxonomy_nodes', 'design_tokens'])[1 + i % 5],
  (ARRAY['DOC', 'STP', 'AGT', 'TAX', 'TOK'])[1 + i % 5] || '-' || (i % 97),
  (ARRAY['atom', 'molecule', 'organism'])[1 + i % 3],
  'dot://birth/' || md5(i::text) || '/' || md5((i * 7)::text) || '/' || md5((i * 11)::text) || '/' || md5((i * 13)::text),
  timestamptz '2026-01-05 00:00+00' + i * interval '11 seconds',
  (ARRAY['governed', 'observed', 'excluded'])[1 + (i / 3) % 3],
  CASE WHEN c THEN timestamptz '2026-03-21 06:00+00' + i * interval '1 millisecond' END,
  CASE WHEN c THEN timestamptz '2026-03-21 07:00+00' + i * interval '1 millisecond' END,
  CASE WHEN c THEN timestamptz '2026-03-21 08:00+00' + i * interval '1 millisecond' END,
  c,
  CASE WHEN c THEN timestamptz '2026-03-21 08:00+00' + i * interval '1 millisecond' END,
  NULL, NULL,
  CASE WHEN i % 50 = 0 THEN jsonb_build_object('label', 'Sinh ' || i, 'tags', jsonb_build_array('a', E'tab\\t', i)) ELSE '{}' END,
  CASE WHEN c THEN 'certified' END
FROM (SELECT i, i % ${every} = 0 AND i / ${every} <= ${certified} AS c FROM generate_series(1, ${births}) AS i) AS births;`;
}

function fillGraph(births: number, edges: number): string {
  const other = `'BR-' || to_char(1 + (i * 31) % ${births}, 'FM0000000000')`;
  return `
INSERT INTO public.universal_edges (source_collection, source_id, source_code, target_collection, target_id, target_code, edge_type, weight, confidence, valid_time, metadata)
SELECT 'knowledge_documents', i::text, 'BR-' || to_char(1 + i % ${births}, 'FM0000000000'), 'taxonomy_nodes', (i * 31)::text, ${other},
  (ARRAY['contains', 'governs', 'derives'])[1 + i % 3], round((i % 100) / 100.0, 4), (i % 13) / 13.0,
  tstzrange(timestamptz '2026-02-01 00:00+00' + i * interval '1 minute', NULL), jsonb_build_object('batch', i % 9)
FROM generate_series(1, ${edges}) AS i;
INSERT INTO public.iu_relation
SELECT md5('relation' || i)::uuid, 'BR-' || to_char(1 + i % ${births}, 'FM0000000000'), ${other}, 'part-of', timestamptz '2026-02-02 00:00+00' + i * interval '1 minute'
FROM generate_series(1, ${Math.max(10, Math.round(edges / 4))}) AS i;`;
}

function fillGuarded(events: number): string {
  return `
INSERT INTO public.dot_config SELECT 'dot.setting.' || i, jsonb_build_object('on', i % 2 = 0, 'limit', i), '2026-05-01 00:00+00' FROM generate_series(1, 40) AS i;
INSERT INTO public.dot_agent_api_contract SELECT 'agent-' || i % 8, i / 8 + 1, jsonb_build_object('routes', i) FROM generate_series(0, 23) AS i;
INSERT INTO public.wf_host_crontab_snapshot SELECT 'host-1', i, CASE WHEN i % 5 > 0 THEN i % 60 || ' * * * * /opt/dot/job-' || i END, '2026-06-18 00:00+00' FROM generate_series(1, 30) AS i;
INSERT INTO public.unit_edit_draft (unit_code, body, edited_by, edited_at) SELECT 'U-' || i, E'line one\\nline two\\\\', 'editor', '2026-06-01 00:00+00' FROM generate_series(1, 12) AS i;
INSERT INTO public.event_outbox (event_type, entity_code, payload, created_at)
SELECT (ARRAY['birth.created', 'index.refreshed', 'health.checked'])[1 + i % 3], ${CODE}, jsonb_build_object('n', i), timestamptz '2026-04-01 00:00+00' + i * interval '30 seconds'
FROM generate_series(1, ${events}) AS i;
INSERT INTO iu_core.unit SELECT 'U-' || i, 'Unit ' || i, i % 4 FROM generate_series(1, 60) AS i;
INSERT INTO iu_core.unit_version SELECT 'U-' || i, v, 'Text of unit ' || i || ' in version ' || v FROM generate_series(1, 60) AS i, generate_series(1, 2) AS v;`;
}

const CERTIFIER = `
CREATE FUNCTION public.fn_birth_auto_certify() RETURNS trigger LANGUAGE plpgsql AS $fn$
BEGIN
  IF NEW.inspect_pen IS NOT NULL AND NEW.inspect_stamp IS NOT NULL AND NEW.inspect_gate IS NOT NULL AND NOT NEW.certified THEN
    NEW.certified := true;
    NEW.certified_at := now();
  END IF;
  RETURN NEW;
END $fn$;
CREATE TRIGGER trg_birth_auto_certify BEFORE UPDATE ON public.birth_registry
  FOR EACH ROW EXECUTE FUNCTION public.fn_birth_auto_certify();`;

/** What goes on in production all day and is nobody's pilot: newborns, and events that are no birth or certify event. */
export async function liveTraffic(client: Client, births: number, label: string): Promise<void> {
  await client.query(
    `INSERT INTO public.birth_registry (entity_code, collection_name, species_code, composition_level, dot_origin, governance_role)
     SELECT 'BR-' || $2::text || '-' || to_char(i, 'FM0000'), 'workflow_steps', 'STP-1', 'atom', 'dot://birth/live', 'observed'
     FROM generate_series(1, $1::int) AS i`,
    [births, label],
  );
  await client.query(
    "INSERT INTO public.event_outbox (event_type, payload) SELECT 'index.refreshed', jsonb_build_object('n', i) FROM generate_series(1, $1::int) AS i",
    [births],
  );
  await client.query("SELECT pg_stat_force_next_flush()");
}
