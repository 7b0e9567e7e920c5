import type { FailOpenCode } from "@/lib/claims/fail-open";

/** A pilot from SQL to matrix. SQL runs as a superuser in the production database, each step in its own session. */
export interface Scenario {
  readonly name: string;
  /** Before the `before` capture: how this production is. */
  readonly arrange?: string;
  /** On the surface, before the `staging` capture. */
  readonly pilot?: string;
  /** After the `staging` capture, while the surface still exists. */
  readonly leak?: string;
  /** In place of the clean disposal. */
  readonly dispose?: string;
  readonly without?: "before" | "staging" | "after";
  /** The engineer's declared result. */
  readonly declared?: "PASS" | "FAIL";
  /** Verdicts of NT-1 … NT-8: P PASS, F FAIL, - NO_EVIDENCE. */
  readonly verdicts: string;
  readonly failOpen?: readonly FailOpenCode[];
  readonly caveats?: readonly string[];
}

const R = "public.birth_registry";
/** A row that is neither certified nor a candidate, a candidate, and a certified row. */
const PLAIN = "(SELECT max(entity_code) FROM public.birth_registry WHERE NOT certified)";
const CANDIDATE = "(SELECT min(entity_code) FROM staging_t.candidate)";
const CERTIFIED = "(SELECT min(entity_code) FROM public.birth_registry WHERE certified)";
const DROP_SCHEMA = "DROP SCHEMA staging_t CASCADE";
const DROP_ROLE = "DROP OWNED BY pilot_t; DROP ROLE pilot_t";
const BIRTH = `INSERT INTO ${R} (entity_code, collection_name) VALUES ('BR-LIVE-1', 'workflow_steps')`;

export const SCENARIOS: readonly Scenario[] = [
  // Clean stays clean.
  { name: "a quiet production", verdicts: "PPPPPPPP" },
  {
    name: "births and events all the while",
    leak: `${BIRTH}; INSERT INTO public.event_outbox (event_type) VALUES ('index.refreshed')`,
    verdicts: "PPPPPPPP",
    caveats: ["live-births", "live-births"],
  },
  {
    name: "a pilot that may read the registry",
    pilot: `GRANT SELECT ON ${R} TO pilot_t`,
    verdicts: "PPPPPPPP",
  },
  {
    name: "the empty text that was always there",
    arrange: `UPDATE ${R} SET status = '' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPPPPPPP",
  },

  // NT-1
  {
    name: "a stamp",
    leak: `UPDATE ${R} SET inspect_pen = now() WHERE entity_code = ${PLAIN}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "a stamp on a candidate's own row",
    leak: `UPDATE ${R} SET inspect_gate = now() WHERE entity_code = ${CANDIDATE}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1", "F-OPEN-8"],
  },
  {
    name: "a stamp's time moved by a microsecond, every count as before",
    leak: `UPDATE ${R} SET inspect_stamp = inspect_stamp + interval '1 microsecond' WHERE entity_code = ${CERTIFIED}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "a row born with a stamp",
    leak: `INSERT INTO ${R} (entity_code, collection_name, inspect_pen) VALUES ('BR-LIVE-1', 'x', now())`,
    verdicts: "FPPFPPFP",
    failOpen: ["F-OPEN-1"],
  },

  // NT-2
  {
    name: "a certification",
    leak: `UPDATE ${R} SET certified = true WHERE entity_code = ${PLAIN}`,
    verdicts: "PFPPPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "all three stamps, and the certifier does the rest",
    leak: `UPDATE ${R} SET inspect_pen = now(), inspect_stamp = now(), inspect_gate = now() WHERE entity_code = ${CANDIDATE}`,
    verdicts: "FFPPPFFP",
    failOpen: ["F-OPEN-1", "F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "a certification that changed hands, the count as before",
    leak: `UPDATE ${R} SET certified = NOT certified WHERE entity_code IN (${PLAIN}, ${CERTIFIED}) AND false;
      ALTER TABLE ${R} DISABLE TRIGGER USER;
      UPDATE ${R} SET certified = NOT certified WHERE entity_code IN (${PLAIN}, ${CERTIFIED});
      ALTER TABLE ${R} ENABLE TRIGGER USER`,
    verdicts: "PFPPPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "a certification's time",
    leak: `UPDATE ${R} SET certified_at = certified_at - interval '1 day' WHERE entity_code = ${CERTIFIED}`,
    verdicts: "PFPPPPFP",
    failOpen: ["F-OPEN-2"],
  },
  {
    name: "a row born certified",
    leak: `INSERT INTO ${R} (entity_code, collection_name, certified) VALUES ('BR-LIVE-1', 'x', true)`,
    verdicts: "PFPFPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },

  // NT-3
  {
    name: "an owner",
    leak: `UPDATE ${R} SET owner = 'somebody' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "NULL turned into the empty text",
    leak: `UPDATE ${R} SET status = '' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "1.0 turned into 1.00 inside jsonb, equal by jsonb's own equality",
    arrange: `UPDATE ${R} SET jsonb_profile = '{"w": 1.0}' WHERE entity_code = ${PLAIN}`,
    leak: `UPDATE ${R} SET jsonb_profile = '{"w": 1.00}' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a deleted row",
    leak: `DELETE FROM ${R} WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "one row deleted and one born, the count as before",
    leak: `DELETE FROM ${R} WHERE entity_code = ${PLAIN}; ${BIRTH}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
    caveats: ["live-births"],
  },

  // NT-4
  {
    name: "a minted staging key",
    pilot: "INSERT INTO staging_t.candidate (entity_code) VALUES ('BR-LIVE-1')",
    leak: BIRTH,
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth that names a staging key",
    leak: `INSERT INTO ${R} (entity_code, collection_name, dot_origin) SELECT 'BR-LIVE-1', 'x', ${CANDIDATE}`,
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth with a canonical field",
    leak: `INSERT INTO ${R} (entity_code, collection_name, status) VALUES ('BR-LIVE-1', 'x', 'live')`,
    verdicts: "PPFFPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a birth that the pilot could have written",
    pilot: `GRANT INSERT ON ${R} TO pilot_t`,
    leak: BIRTH,
    verdicts: "PPPFPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth event in the outbox",
    leak: "INSERT INTO public.event_outbox (event_type, entity_code) VALUES ('birth.created', 'x')",
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "births while nobody recorded what the pilot could do",
    leak: BIRTH,
    without: "staging",
    verdicts: "PPP-P---",
  },

  // NT-5
  {
    name: "an edge",
    leak: `INSERT INTO public.universal_edges (source_collection, source_code, target_collection, target_code, edge_type)
      VALUES ('a', 'BR-X', 'b', 'BR-Y', 'contains')`,
    verdicts: "PPPPFPFP",
  },
  {
    name: "an edge to a candidate",
    leak: `INSERT INTO public.universal_edges (source_collection, source_code, target_collection, target_code, edge_type)
      SELECT 'a', ${CANDIDATE}, 'b', 'BR-Y', 'contains'`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an edge's weight",
    leak: "UPDATE public.universal_edges SET weight = weight + 0.0001 WHERE id = 15",
    verdicts: "PPPPFPFP",
  },
  {
    name: "a candidate's relation that is gone",
    leak: `DELETE FROM public.iu_relation WHERE parent_code = ${CANDIDATE} OR child_code = ${CANDIDATE}
      OR parent_code = (SELECT max(entity_code) FROM staging_t.candidate WHERE entity_code < 'BR-0000000005')`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a candidate in the quarantine's payload",
    leak: `INSERT INTO public.kg_quarantine (entity_code, reason, payload) SELECT 'x', 'y', jsonb_build_object('of', ${CANDIDATE})`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a required table that the database lacks",
    arrange: "DROP TABLE public.universal_edges",
    verdicts: "PPPP-P-P",
  },

  // NT-6
  {
    name: "a pilot that may update the registry",
    pilot: `GRANT UPDATE ON ${R} TO pilot_t`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that may update one column",
    pilot: `GRANT UPDATE (status) ON ${R} TO pilot_t`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that belongs to the owner",
    pilot: "GRANT directus TO pilot_t",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot with pg_write_all_data",
    pilot: "GRANT pg_write_all_data TO pilot_t",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that is superuser",
    pilot: "ALTER ROLE pilot_t SUPERUSER",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a function that runs with its owner's rights",
    arrange: `CREATE FUNCTION public.stamp(text) RETURNS void LANGUAGE sql SECURITY DEFINER
      AS 'UPDATE public.birth_registry SET inspect_pen = now() WHERE entity_code = $1'; ALTER FUNCTION public.stamp OWNER TO directus`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier hung on the candidates",
    pilot:
      "CREATE TRIGGER t BEFORE UPDATE ON staging_t.candidate FOR EACH ROW EXECUTE FUNCTION public.fn_birth_auto_certify()",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a view over production",
    pilot: `CREATE VIEW staging_t.v AS SELECT * FROM ${R}`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a rule into production",
    pilot: `CREATE RULE r AS ON UPDATE TO staging_t.candidate DO ALSO UPDATE ${R} SET inspect_pen = NEW.inspect_pen WHERE entity_code = NEW.entity_code`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a foreign key into production",
    pilot: `ALTER TABLE staging_t.candidate ADD FOREIGN KEY (entity_code) REFERENCES ${R}`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "inheritance from production",
    pilot: `CREATE TABLE staging_t.child () INHERITS (${R})`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier switched off",
    leak: `ALTER TABLE ${R} DISABLE TRIGGER trg_birth_auto_certify`,
    verdicts: "PPPPPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier rewritten",
    leak: "CREATE OR REPLACE FUNCTION public.fn_birth_auto_certify() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    verdicts: "PPPPPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a certifier that was off all the time",
    arrange: `ALTER TABLE ${R} DISABLE TRIGGER trg_birth_auto_certify`,
    verdicts: "PPPPP-PP",
  },
  {
    name: "a pilot's role that nobody could look at",
    pilot: "REASSIGN OWNED BY pilot_t TO directus; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
    dispose: DROP_SCHEMA,
    verdicts: "PPPPP-P-",
  },

  // NT-7
  {
    name: "a surface that was never disposed of",
    dispose: "SELECT 1",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-9"],
  },
  { name: "a role that is left", dispose: DROP_SCHEMA, verdicts: "PPPPPPFP", failOpen: ["F-OPEN-9"] },
  {
    name: "candidates moved out before the disposal",
    dispose: `ALTER TABLE staging_t.candidate OWNER TO directus; ALTER TABLE staging_t.candidate SET SCHEMA public; ${DROP_SCHEMA}; ${DROP_ROLE}`,
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8", "F-OPEN-9"],
  },
  {
    name: "a touch that was put back",
    leak: "UPDATE public.dot_config SET value = value || '{\"x\": 1}' WHERE key = 'dot.setting.7'; UPDATE public.dot_config SET value = value - 'x' WHERE key = 'dot.setting.7'",
    verdicts: "PPPPPP-P",
  },
  {
    name: "a row inserted and deleted again",
    leak: "INSERT INTO public.kg_quarantine (entity_code, reason) VALUES ('x', 'y'); DELETE FROM public.kg_quarantine",
    verdicts: "PPPPPP-P",
  },
  {
    name: "a table emptied and filled again",
    leak: "CREATE TEMP TABLE t AS TABLE public.dot_config; TRUNCATE public.dot_config; INSERT INTO public.dot_config TABLE t",
    verdicts: "PPPPPP-P",
  },
  { name: "write counters that were reset", leak: "SELECT pg_stat_reset()", verdicts: "PPPPPP-P" },
  {
    name: "a setting",
    leak: "UPDATE public.dot_config SET value = '{}' WHERE key = 'dot.setting.7'",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a row of a table without a key",
    leak: "UPDATE public.wf_host_crontab_snapshot SET line = NULL WHERE line_no = 7",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the same row once more in a table without a key",
    leak: "INSERT INTO public.wf_host_crontab_snapshot SELECT * FROM public.wf_host_crontab_snapshot WHERE line_no = 7",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a column that no other claim looks at",
    leak: `UPDATE ${R} SET species_code = 'other' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a new table in a guarded schema",
    leak: "CREATE TABLE iu_core.extra (id int PRIMARY KEY); GRANT SELECT ON iu_core.extra TO notouch_reader",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a new function in production",
    leak: "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a dropped constraint",
    leak: "ALTER TABLE iu_core.unit_version DROP CONSTRAINT unit_version_unit_code_fkey",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a grant that stayed",
    leak: `GRANT UPDATE ON ${R} TO pg_monitor`,
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "staging evidence without its tag",
    pilot: "UPDATE staging_t.evidence SET tag = 'PRODUCTION'",
    verdicts: "PPPPPP--",
  },
  {
    name: "staging evidence of two runs",
    pilot:
      "INSERT INTO staging_t.evidence (tag, run_id, scanned, failed, skipped, started_at, ended_at) VALUES ('STAGING', 'u', 0, 0, 0, now(), now())",
    verdicts: "PPPPPP--",
  },
  {
    name: "a table that the profile does not know",
    arrange: "CREATE TABLE public.kg_shadow (id int PRIMARY KEY)",
    verdicts: "PPPPPP-P",
  },

  {
    name: "a surface that was emptied before it was captured",
    pilot: "TRUNCATE staging_t.candidate",
    verdicts: "PPP-PP--",
  },
  {
    name: "a registry without a column that the profile tracks",
    arrange: `ALTER TABLE ${R} DROP COLUMN owner`,
    verdicts: "PP-PPPPP",
  },

  // NT-8
  {
    name: "a PASS declared without its last capture",
    without: "after",
    declared: "PASS",
    verdicts: "-------F",
    failOpen: ["F-OPEN-10"],
  },
  {
    name: "a PASS declared over a leak",
    leak: `UPDATE ${R} SET inspect_pen = now() WHERE entity_code = ${PLAIN}`,
    declared: "PASS",
    verdicts: "FPPPPPFF",
    failOpen: ["F-OPEN-1", "F-OPEN-10"],
  },
  {
    name: "a FAIL declared over a clean pilot",
    declared: "FAIL",
    verdicts: "PPPPPPPF",
    failOpen: ["F-OPEN-10"],
  },
  { name: "no before", without: "before", verdicts: "--------" },
  { name: "no staging evidence", without: "staging", verdicts: "PPP-P---" },
  { name: "no after", without: "after", verdicts: "--------" },
  {
    name: "candidates with fused and disordered stamps",
    pilot: `INSERT INTO staging_t.candidate (entity_code, inspect_pen, inspect_stamp, inspect_gate) VALUES ('S-1', now(), now(), now()), ('S-2', NULL, now(), NULL)`,
    verdicts: "PPPPPPPP",
    caveats: ["F-OPEN-4", "F-OPEN-7"],
  },
];
