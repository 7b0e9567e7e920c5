import { Client, type QueryResultRow } from "pg";
import { CommandError, EXIT } from "../exit";
import { assertSameBackend, assertSameTransaction, type Backend, standing } from "./backend";
import { BEGIN_PINNED } from "./settings";

/** A connection to production. Nothing is ever set on it: whatever it runs, runs in a pinned READ ONLY transaction. */
export interface Session {
  readonly client: Client;
  /** `server_version_num`, such as 150020. */
  readonly version: number;
  rows<T extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<T[]>;
  /** The one row of a query that always has one. */
  row<T extends QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<T>;
  /** Holds a backend against the one that answered first; every transaction has to meet the same. */
  met(backend: Backend): void;
  close(): Promise<void>;
}

/** The first version with everything that a capture pins and asks. */
export const OLDEST = 150000;

/** Opens production. `signal` ends the connection at once. Throws `unavailable` where it cannot be reached. */
export async function openSession(url: string, signal?: AbortSignal): Promise<Session> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  // A connection that drops also rejects the query that runs, which is where it is handled.
  client.on("error", () => undefined);
  const abort = () => client.connection.stream.destroy();
  signal?.addEventListener("abort", abort, { once: true });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    const version = Number(rows[0]?.server_version_num ?? 0);
    if (version < OLDEST)
      throw new CommandError(
        EXIT.notAllowed,
        `PostgreSQL ${Math.floor(version / 10000)} is too old`,
        "notouch reads PostgreSQL 15 and newer.",
      );
    return sessionOf(client, version, () => signal?.removeEventListener("abort", abort));
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function sessionOf(client: Client, version: number, release: () => void): Session {
  let first: Backend | null = null;
  const rows = async <T extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<T>(sql, [...values])).rows;
  return {
    client,
    version,
    rows,
    async row<T extends QueryResultRow>(sql: string, values: readonly unknown[] = []) {
      const [only] = await rows<T>(sql, values);
      if (only === undefined) throw new Error(`no row from: ${sql}`);
      return only;
    },
    met(backend) {
      first ??= backend;
      assertSameBackend(first, backend);
    },
    async close() {
      release();
      await client.end().catch(() => undefined);
    },
  };
}

/**
 * Runs `work` on one consistent snapshot that cannot write, with everything pinned that could change what is read, and
 * always ends the transaction, with which every pin ends. `locks` are taken before the snapshot. Throws where another
 * backend answers than in an earlier transaction, or where at the end not all is as it was at the start.
 */
export async function readOnly<T>(
  session: Session,
  work: () => Promise<T>,
  locks: readonly string[] = [],
): Promise<T> {
  const { client } = session;
  try {
    await client.query(BEGIN_PINNED);
    for (const lock of locks) await client.query(lock);
    const begun = await standing(client);
    session.met(begun.backend);
    const result = await work();
    assertSameTransaction(begun, await standing(client));
    return result;
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
  }
}

/** SQL condition on a namespace: schemas that belong to PostgreSQL itself or to a session. */
export const NOT_SYSTEM = "!~ '^(pg_catalog|information_schema|pg_toast.*|pg_temp_.*)$'";
