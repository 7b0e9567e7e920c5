import { type RunningPostgres, startPostgres } from "../bin/demo/postgres";

let server: RunningPostgres | undefined;

/** One throw-away PostgreSQL for the storage suite; its address reaches the tests as NOTOUCH_TEST_PG. */
export async function setup(): Promise<void> {
  if (process.env.NOTOUCH_TEST_PG) return;
  server = await startPostgres({ settings: { max_connections: "100" } });
  process.env.NOTOUCH_TEST_PG = server.url();
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
