import { wholeWord } from "./quote";
import type { Session } from "./session";

/** One line of pg_cron's table. */
export interface Job {
  readonly id: string;
  readonly schedule: string;
  readonly command: string;
  readonly database: string;
  readonly user: string;
  readonly active: boolean;
}

/** pg_cron's jobs for this database; `unseen` says why they could not be read. No pg_cron, no jobs. */
export type Jobs =
  | { readonly seen: readonly Job[]; readonly unseen: null }
  | { readonly seen: null; readonly unseen: string };

/**
 * Reads pg_cron's jobs where its table is there. A policy shows everybody only their own, so that a role without
 * BYPASSRLS sees too few: with row_security off that is an error, which is turned into a sentence here.
 */
export async function readJobs(session: Session): Promise<Jobs> {
  const [table] = await session.rows<{ role: string; readable: boolean }>(
    `SELECT current_user::text AS role, has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
       AND NOT row_security_active(c.oid) AS readable
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'cron' AND c.relname = 'job'`,
  );
  if (!table) return { seen: [], unseen: null };
  const { role, readable } = table;
  if (!readable)
    return {
      seen: null,
      unseen: `${role} does not see every job of pg_cron; GRANT USAGE ON SCHEMA cron and SELECT ON cron.job to it, and ALTER ROLE ${role} BYPASSRLS.`,
    };
  const seen = await session.rows<Job & Record<string, unknown>>(
    `SELECT jobid::text AS id, schedule::text AS schedule, command::text AS command, database::text AS database, username::text AS "user", active
     FROM cron.job WHERE database = current_database() ORDER BY jobid`,
  );
  return { seen, unseen: null };
}

/** A job that runs as the pilot's role, or whose command names the role or the staging schema as a whole word. */
export function isPilotsJob({ user, command }: Job, schema: string, role: string): boolean {
  return user === role || [schema, role].some((name) => new RegExp(wholeWord(name), "i").test(command));
}
