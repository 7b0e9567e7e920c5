import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { createSurface, disposeSurface } from "../bin/demo/pilots";
import { startPostgres } from "../bin/demo/postgres";
import { createDatabase, createProduction, DATABASE, READER } from "../bin/demo/production";
import type { Phase } from "../lib/evidence/manifest";

/** Runs whose evidence lies ready to be uploaded in the browser; the server knows neither of them. */
export const OWN_RUNS = ["upload-journey", "own-evidence"] as const;
export type OwnRun = (typeof OWN_RUNS)[number];

const BIRTHS = 900;
const CANDIDATES = 12;

/**
 * Two clean pilots on a small PostgreSQL of their own, captured with the command line as an engineer would. Of
 * `before` there is a second capture, which is as good as the first and yet another file.
 */
export async function captureOwnEvidence(): Promise<{ folder: string; drop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "notouch-e2e-evidence-"));
  const postgres = await startPostgres();
  const session = async (url: string, work: (client: Client) => Promise<void>) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  try {
    await session(postgres.url("postgres", "postgres"), createDatabase);
    const production = postgres.url("postgres", DATABASE);
    await session(production, (client) => createProduction(client, BIRTHS));
    const url = postgres.url(READER, DATABASE);
    for (const run of OWN_RUNS) {
      const take = (phase: Phase, name: string = phase) =>
        capture(url, phase, run, join(folder, `${run}-${name}.notouch`));
      await take("before");
      await take("before", "before-again");
      await session(production, (client) => createSurface(client, run, CANDIDATES));
      await take("staging");
      await session(production, (client) => disposeSurface(client, run));
      await take("after");
    }
  } finally {
    await postgres.stop();
  }
  return { folder, drop: () => rm(folder, { recursive: true, force: true }) };
}

/** A child of its own: the runner's module loader does not take JSON as the bundler does. */
async function capture(url: string, phase: Phase, run: string, out: string): Promise<void> {
  const args = ["capture", phase, "--profile", "birth-registry", "--run", run, "--out", out];
  await promisify(execFile)(process.execPath, ["dist/notouch.mjs", ...args], {
    env: { ...process.env, NOTOUCH_DB_URL: url },
  });
}
