import type { FailOpenCode } from "@/lib/claims/fail-open";
import type { Profile } from "@/lib/profile/profile";

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
  /** Under the pilot's role, in a session that is opened before the disposal and stays until `after` is captured. */
  readonly connected?: string;
  /** After everything, for what a dropped database would leave in the server. */
  readonly cleanup?: string;
  /** The first version of PostgreSQL that has what this is about. */
  readonly since?: number;
  /** What the profile leaves out, beside what the built-in one does. */
  readonly exclude?: Profile["exclude"];
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
