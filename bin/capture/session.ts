import { Client, type QueryResultRow } from "pg";
import { CommandError, EXIT } from "../exit";

/**
 * What every session pins before it reads: the text of a value must depend on the value alone, a policy that
 * hides rows must be an error, and nobody's search path may put another table under a known name.
 */
const PINS: Readonly<Record<string, string>> = {
  TimeZone: "UTC",
  DateStyle: "ISO",
  IntervalStyle: "iso_8601",
  bytea_output: "hex",
  extra_float_digits: "1",
  client_encoding: "UTF8",
  search_path: "",
  row_security: "off",
  standard_conforming_strings: "on",
  default_transaction_read_only: "on",
  lock_timeout: "3s",
  // Planner settings keep each page a walk along the key's index: no sort, so no temporary file on production.
  enable_sort: "off",
  enable_incremental_sort: "off",
  enable_bitmapscan: "off",
  enable_hashagg: "on",
  max_parallel_workers_per_gather: "0",
  jit: "off",
};

/** A connection to production. Whatever it runs, runs in a READ ONLY transaction. */
export interface Session {
  readonly client: Client;
  /** `server_version_num`, such as 150020. */
  readonly version: number;
  rows<T extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** The one row of a query that always has one. */
  row<T extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<T>;
  close(): Promise<void>;
}

/** Opens production. `signal` ends the connection at once. Throws `unavailable` where it cannot be reached. */
export async function openSession(url: string, signal?: AbortSignal): Promise<Session> {
  const client = new Client({
    connectionString: url,
    application_name: "notouch",
    connectionTimeoutMillis: 15_000,
  });
  // A connection that drops also rejects the query that runs, which is where it is handled.
  client.on("error", () => undefined);
  const abort = () => client.connection.stream.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await client.connect();
    await client.query(
      "SELECT pg_catalog.set_config(p.key, p.value, false) FROM pg_catalog.json_each_text($1::pg_catalog.json) AS p",
      [JSON.stringify(PINS)],
    );
    const { rows } = await client.query<{ version: number }>(
      "SELECT pg_catalog.current_setting('server_version_num')::int AS version",
    );
    const version = rows[0]?.version ?? 0;
    // Older servers have no such setting and are refused before anything is read.
    if (version >= 150000) await client.query("SET stats_fetch_consistency = 'none'");
    return sessionOf(client, version, () => signal?.removeEventListener("abort", abort));
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function sessionOf(client: Client, version: number, release: () => void): Session {
  const rows = async <T extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<T>(sql, [...values])).rows;
  return {
    client,
    version,
    rows,
    async row<T extends QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      const [first] = await rows<T>(sql, values);
      if (first === undefined) throw new Error(`no row from: ${sql}`);
      return first;
    },
    async close() {
      release();
      await client.end().catch(() => undefined);
    },
  };
}

/** Runs `work` on one consistent snapshot that cannot write. Always ends the transaction. */
export async function readOnly<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    return await work();
  } finally {
    await session.client.query("ROLLBACK").catch(() => undefined);
  }
}

/** SQL condition on a namespace: schemas that belong to PostgreSQL itself or to a session. */
export const NOT_SYSTEM = "!~ '^(pg_catalog|information_schema|pg_toast.*|pg_temp_.*)$'";

const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EHOSTUNREACH|EPIPE|57P0[123]|08...|53300)$/;

/** Says what a driver error means for the one who ran the command; other errors pass through unchanged. */
export function explainDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code.startsWith("28"))
    return new CommandError(
      EXIT.notAllowed,
      `the database refused the sign-in: ${error.message}`,
      "Check the user and the password in NOTOUCH_DB_URL.",
    );
  if (code === "42501")
    return new CommandError(
      EXIT.notAllowed,
      `the role may not do this: ${error.message}`,
      "Run `notouch doctor` with the same profile: it prints the GRANT that is missing.",
    );
  if (code === "55P03")
    return new CommandError(
      EXIT.unavailable,
      "a table is locked by somebody else (waited 3 s)",
      "Wait until that change is over, then capture again.",
    );
  if (code === "57014")
    return new CommandError(
      EXIT.unavailable,
      `the server ended a statement: ${error.message}`,
      "Raise statement_timeout of this role, then capture again.",
    );
  if (UNREACHABLE.test(code) || /terminated|timeout expired|Connection ended/i.test(error.message))
    return new CommandError(
      EXIT.unavailable,
      `the database cannot be reached: ${error.message || code}`,
      "Check NOTOUCH_DB_URL and that the server is up.",
    );
  if (code === "3D000")
    return new CommandError(EXIT.unavailable, error.message, "Check the database name in NOTOUCH_DB_URL.");
  return error;
}
