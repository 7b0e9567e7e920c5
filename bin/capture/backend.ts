import type { Client } from "pg";
import { CommandError, EXIT } from "../exit";
import { EXPECTED } from "./settings";

/** Who answers a statement. Two statements with the same answer met one backend under one identity. */
export interface Backend {
  readonly process: number;
  readonly startedAt: string | null;
  readonly serverStartedAt: string;
  readonly database: string;
  readonly user: string;
  readonly role: string;
}

/** What one transaction says of itself: its backend, when it began, and every pinned setting as it reads. */
export interface Standing {
  readonly backend: Backend;
  readonly begunAt: string;
}

/** Names are spelt out: this statement also runs where a pin did not hold and somebody's search path stands. */
const STANDING = `
SELECT pg_catalog.pg_backend_pid() AS process,
  (SELECT a.backend_start::pg_catalog.text FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid()) AS a) AS "startedAt",
  pg_catalog.pg_postmaster_start_time()::pg_catalog.text AS "serverStartedAt",
  pg_catalog.current_database()::pg_catalog.text AS database, SESSION_USER::pg_catalog.text AS "user", CURRENT_USER::pg_catalog.text AS role,
  pg_catalog.transaction_timestamp()::pg_catalog.text AS "begunAt",
  CASE WHEN pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.=) 0 THEN false ELSE
    EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relnamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema()) END AS temporary,
  (SELECT pg_catalog.json_object_agg(s.name, pg_catalog.current_setting(s.name, true))
   FROM pg_catalog.unnest($1::pg_catalog.text[]) AS s (name)) AS settings`;

/**
 * Asks the transaction that is open who answers and what is set. Throws where a pin does not hold, where nothing keeps
 * the transaction from writing, and where somebody's temporary tables could stand before the catalogue's.
 */
export async function standing(client: Client): Promise<Standing> {
  const { rows } = await client.query<
    Backend & { begunAt: string; temporary: boolean; settings: Record<string, string | null> }
  >(STANDING, [Object.keys(EXPECTED)]);
  const [found] = rows;
  if (!found) throw new Error("the server does not say who it is");
  const { begunAt, temporary, settings, ...backend } = found;
  const loose = Object.entries(EXPECTED).filter(([name, value]) => settings[name] !== value);
  if (loose.length > 0)
    throw pooled(
      `what this transaction set does not hold: ${loose.map(([name]) => `${name} reads ${JSON.stringify(settings[name] ?? null)}`).join(", ")}`,
    );
  if (temporary)
    throw pooled("the connection carries somebody else's temporary tables, which could stand before others");
  return { backend, begunAt };
}

/** One backend, one identity. `then` is the earlier look. Throws where somebody else answers now. */
export function assertSameBackend(then: Backend, now: Backend): void {
  const other = (Object.keys(now) as (keyof Backend)[]).filter((fact) => then[fact] !== now[fact]);
  if (other.length === 0) return;
  throw pooled(
    `statements of one capture met different sessions: ${other.map((fact) => `${WORDS[fact]} ${then[fact]}, then ${now[fact]}`).join("; ")}`,
  );
}

/** The same transaction on the same backend. */
export function assertSameTransaction(then: Standing, now: Standing): void {
  assertSameBackend(then.backend, now.backend);
  if (then.begunAt !== now.begunAt)
    throw pooled(`the transaction that began at ${then.begunAt} was replaced by one of ${now.begunAt}`);
}

const WORDS: Readonly<Record<keyof Backend, string>> = {
  process: "process",
  startedAt: "started",
  serverStartedAt: "server started",
  database: "database",
  user: "user",
  role: "role",
};

export const DIRECT =
  "Name PostgreSQL itself in NOTOUCH_DB_URL (its own port, not the pool's), or a pool in session mode.";

export function pooled(what: string): CommandError {
  return new CommandError(
    EXIT.notAllowed,
    `a connection pooler stands between, and it does not keep one backend: ${what}`,
    `${DIRECT} Nothing was left behind and no file was written.`,
  );
}
