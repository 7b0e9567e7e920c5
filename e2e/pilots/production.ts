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
  /** Runs SQL as a superuser in a session of its own, whose figures reach the write counters with its end. */
  sql(database: string, text: string): Promise<void>;
  session<T>(database: string, work: (client: Client) => Promise<T>): Promise<T>;
  readerUrl(database: string): string;
  stop(): Promise<void>;
}

/** `alias` null: the PostgreSQL that the product ships with. */
export async function templateProduction(alias: string | null, births: number): Promise<TemplateProduction> {
  const server: RunningPostgres = await startPostgres(alias === null ? {} : { alias });
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
  let last: string | null = null;
  let count = 0;
  return {
    folder,
    session,
    async fresh() {
      if (last !== null) await session("postgres", (c) => c.query(`DROP DATABASE "${last}" WITH (FORCE)`));
      // Roles outlive a database: what a leaky scenario left behind must not reach the next one.
      await session("postgres", (c) =>
        c.query(
          `DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pilot_t') THEN DROP ROLE pilot_t; END IF; END $$`,
        ),
      );
      last = `production_${++count}`;
      await session("postgres", (c) =>
        c.query(`CREATE DATABASE "${last}" TEMPLATE ${DATABASE} OWNER directus`),
      );
      return last;
    },
    sql: (database, text) => session(database, async (c) => void (await c.query(text))),
    readerUrl: (database) => server.url(READER, database),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
