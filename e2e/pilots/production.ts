import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type RunningPostgres, startPostgres } from "../../bin/demo/postgres";
import { createDatabase, createProduction, DATABASE, READER } from "../../bin/demo/production";

/** A production in the first user's shape, from which every scenario gets a copy of its own. */
export interface TemplateProduction {
  readonly folder: string;
  /** A fresh copy of production; drops the one before. Returns its name. */
  fresh(): Promise<string>;
  /** A copy that stays until the server stops, for pilots that run side by side. */
  copy(name: string): Promise<string>;
  /** Runs SQL as a superuser in a session of its own, whose figures reach the write counters with its end. */
  sql(database: string, text: string): Promise<void>;
  session<T>(database: string, work: (client: Client) => Promise<T>): Promise<T>;
  readerUrl(database: string, role?: string): string;
  /** A session of a role that stays open until its `end`; whatever ends it otherwise is no matter. */
  connect(role: string, database: string, text: string): Promise<Client>;
  stop(): Promise<void>;
}

/** `alias` null: the PostgreSQL that the product ships with. */
export async function templateProduction(alias: string | null, births: number): Promise<TemplateProduction> {
  const server: RunningPostgres = await startPostgres({
    ...(alias === null ? {} : { alias }),
    settings: { wal_level: "logical", max_prepared_transactions: "4" },
  });
  const folder = await mkdtemp(join(tmpdir(), "notouch-pilots-"));
  const session = async <T>(database: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: server.url("postgres", database) });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  await session("postgres", createDatabase);
  await session(DATABASE, (client) => createProduction(client, births));
  const copy = async (name: string) => {
    await session("postgres", (c) =>
      c.query(`CREATE DATABASE "${name}" TEMPLATE ${DATABASE} OWNER directus`),
    );
    return name;
  };
  let last: string | null = null;
  let count = 0;
  return {
    folder,
    session,
    copy,
    async fresh() {
      if (last !== null) await session("postgres", (c) => c.query(`DROP DATABASE "${last}" WITH (FORCE)`));
      // Roles outlive a database: what a leaky scenario left behind must not reach the next one.
      await session("postgres", (c) =>
        c.query(
          `DO $$ DECLARE r text; BEGIN FOR r IN SELECT rolname FROM pg_roles WHERE rolname ~ '^(pilot_t|guest_.*)$' LOOP EXECUTE format('DROP ROLE %I', r); END LOOP; END $$`,
        ),
      );
      last = await copy(`production_${++count}`);
      return last;
    },
    sql: (database, text) => session(database, async (c) => void (await c.query(text))),
    readerUrl: (database, role = READER) => server.url(role, database),
    async connect(role, database, text) {
      const client = new Client({ connectionString: server.url(role, database) });
      client.on("error", () => undefined);
      await client.connect();
      await client.query(text);
      return client;
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
