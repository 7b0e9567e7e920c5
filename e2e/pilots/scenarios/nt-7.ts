import { DROP_ROLE, DROP_SCHEMA, PLAIN, REGISTRY, type Scenario } from "../scenario";

export const NT_7: readonly Scenario[] = [
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
    leak: `UPDATE ${REGISTRY} SET species_code = 'other' WHERE entity_code = ${PLAIN}`,
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
    leak: `GRANT UPDATE ON ${REGISTRY} TO pg_monitor`,
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
    arrange: `ALTER TABLE ${REGISTRY} DROP COLUMN owner`,
    verdicts: "PP-PPPPP",
  },
];
