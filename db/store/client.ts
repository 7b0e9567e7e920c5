import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import { Pool } from "pg";
import { holdFolder } from "./folder-lock";
import * as schema from "./schema";

/** The database or a transaction of it, whichever driver is below. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface DatabaseSettings {
  /** A PostgreSQL URL; null: the embedded database in `folder`. */
  readonly url: string | null;
  /** Folder of the embedded database; `memory://` keeps it in memory, for tests. */
  readonly folder: string;
  /** Where the migrations are; by default `db/store/migrations` of the working directory. */
  readonly migrations?: string;
  /** Most connections to PostgreSQL. */
  readonly connections?: number;
}

export interface OpenDatabase {
  readonly db: Db;
  readonly driver: "pglite" | "pg";
  close(): Promise<void>;
}

const MIGRATION_LOCK = 795_770_7;

/** Opens the database, brings its schema forward and hands it out. Whatever was opened is closed again on failure. */
export async function openDatabase(settings: DatabaseSettings): Promise<OpenDatabase> {
  const folder = settings.migrations ?? join(process.cwd(), "db", "store", "migrations");
  return settings.url === null
    ? openEmbedded(settings.folder, folder)
    : openServer(settings.url, folder, settings.connections ?? 10);
}

async function openEmbedded(folder: string, migrationsFolder: string): Promise<OpenDatabase> {
  const inMemory = folder === "memory://";
  const release = inMemory ? async () => {} : await holdFolder(folder);
  let client: PGlite | undefined;
  try {
    if (!inMemory) mkdirSync(folder, { recursive: true, mode: 0o700 });
    client = await PGlite.create(folder);
    const db = drizzlePglite(client, { schema });
    await refuseNewer(db, migrationsFolder);
    await migratePglite(db, { migrationsFolder });
    const opened = client;
    return {
      db,
      driver: "pglite",
      close: async () => {
        await opened.close();
        await release();
      },
    };
  } catch (error) {
    await client?.close().catch(() => {});
    await release();
    throw error;
  }
}

async function openServer(url: string, migrationsFolder: string, connections: number): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    // A request that cannot get a connection answers 503 and not never.
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    application_name: "notouch",
    options:
      "-c search_path=public -c TimeZone=UTC -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s",
  });
  // An idle connection that the server closes must not end this process; the next query opens another.
  pool.on("error", () => {});
  const db = drizzlePg(pool, { schema });
  try {
    // Two servers that start at once would migrate at once.
    const client = await pool.connect();
    try {
      await client.query("SET lock_timeout = 0");
      await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
      const single = drizzlePg(client, { schema });
      await refuseNewer(single, migrationsFolder);
      await migratePg(single, { migrationsFolder });
    } finally {
      // Closing the connection frees the session's lock, whatever happened.
      client.release(true);
    }
    return { db, driver: "pg", close: () => pool.end() };
  } catch (error) {
    await pool.end().catch(() => {});
    throw error;
  }
}

/** Migrations only go forward: an older notouch must not write into a newer one's tables. */
async function refuseNewer(db: Db, migrationsFolder: string): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder }).at(-1)?.folderMillis ?? 0;
  const [there] = await rowsOf<{ present: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as present`,
  );
  if (there?.present !== true) return;
  const [last] = await rowsOf<{ at: string | number | null }>(
    db,
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  if (Number(last?.at ?? 0) > known)
    throw new Error(
      "The database was written by a newer notouch. Start that version, or restore a backup made before it.",
    );
}

/** Rows of a raw statement. Both drivers answer `{ rows }`; bigint is a number on one and text on the other. */
export async function rowsOf<Row extends object>(db: Db, statement: ReturnType<typeof sql>): Promise<Row[]> {
  const result = (await db.execute(statement)) as { rows: Row[] };
  return result.rows;
}
