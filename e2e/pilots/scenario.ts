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

/** The registry of the demonstration's production. */
export const REGISTRY = "public.birth_registry";
/** A row that is neither certified nor a candidate, a candidate, and a certified row. */
export const PLAIN = "(SELECT max(entity_code) FROM public.birth_registry WHERE NOT certified)";
export const CANDIDATE = "(SELECT min(entity_code) FROM staging_t.candidate)";
export const CERTIFIED = "(SELECT min(entity_code) FROM public.birth_registry WHERE certified)";
export const DROP_SCHEMA = "DROP SCHEMA staging_t CASCADE";
export const DROP_ROLE = "DROP OWNED BY pilot_t; DROP ROLE pilot_t";
export const BIRTH = `INSERT INTO ${REGISTRY} (entity_code, collection_name) VALUES ('BR-LIVE-1', 'workflow_steps')`;
