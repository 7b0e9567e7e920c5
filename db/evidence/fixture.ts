// What the storage suites stand on: a fresh database on either driver, people, and evidence made by the real writer.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import type { Role } from "@/lib/authority/roles";
import { type FixtureEvidence, type FixtureOptions, fixtureEvidence } from "@/lib/evidence/fixture";
import { BUILT_IN } from "@/lib/profile/built-in";
import { createAccount } from "../identity/accounts";
import type { Actor } from "../ledger/ledger";
import { createRun } from "../runs/runs";
import { type OpenDatabase, openDatabase } from "../store/client";
import { compressContent, putContent } from "../store/content";
import { recordEvidence } from "./evidence";

export const DRIVERS = ["pglite", "pg"] as const;
export type Driver = (typeof DRIVERS)[number];

/** A moment after the fixtures' clocks. */
export const NOW = new Date("2026-06-20T00:00:00.000Z");

export interface TestDatabase extends OpenDatabase {
  /** How a second server reaches the same database; null on the embedded one, which only ever has one. */
  readonly url: string | null;
}

/** An empty, migrated database. On PostgreSQL it is one of its own, so that suites do not meet. */
export async function testDatabase(driver: Driver): Promise<TestDatabase> {
  if (driver === "pglite") return { ...(await openDatabase({ url: null, folder: "memory://" })), url: null };
  const server = process.env.NOTOUCH_TEST_PG;
  if (!server)
    throw new Error("NOTOUCH_TEST_PG is not set: run the suite with the repository's vitest configuration");
  const name = `notouch_${randomBytes(6).toString("hex")}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  // Not a WHATWG URL: the socket's form has no host.
  const url = server.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
  return { ...(await openDatabase({ url, folder: "" })), url };
}

export interface People {
  readonly olivia: Actor;
  readonly oscar: Actor;
  readonly erik: Actor;
  readonly emma: Actor;
  readonly ada: Actor;
  readonly adam: Actor;
}

const PEOPLE: Readonly<Record<keyof People, Role>> = {
  olivia: "owner",
  oscar: "owner",
  erik: "engineer",
  emma: "engineer",
  ada: "auditor",
  adam: "administrator",
};

export async function makePeople({ db }: OpenDatabase): Promise<People> {
  const made: Partial<Record<keyof People, Actor>> = {};
  for (const username of Object.keys(PEOPLE) as (keyof People)[]) {
    const { id } = await createAccount(
      db,
      { username, name: username, role: PEOPLE[username], passwordHash: "unusable" },
      null,
      NOW,
    );
    made[username] = { id, username, keyId: null };
  }
  return made as People;
}

export async function makeRun({ db }: OpenDatabase, slug: string, actor: Actor): Promise<void> {
  const profile = BUILT_IN["birth-registry"];
  if (!profile) throw new Error("the built-in profile is missing");
  await createRun(db, { slug, name: `Pilot ${slug}`, profile }, actor, NOW);
}

export async function sendContent({ db }: OpenDatabase, { content }: FixtureEvidence): Promise<void> {
  const batch = await Promise.all(
    [...content].map(async ([digest, { bytes }]) => ({ digest, stored: await compressContent(bytes) })),
  );
  await putContent(db, batch);
}

/** Sends and records the evidence of one phase. */
export async function upload(open: OpenDatabase, run: string, options: FixtureOptions, actor: Actor) {
  const made = await fixtureEvidence({ ...options, run });
  await sendContent(open, made);
  return recordEvidence(open.db, run, made.manifest, actor, NOW);
}

/** A run with all three captures; `after` may be changed to leak. */
export async function fullRun(
  open: OpenDatabase,
  run: string,
  actor: Actor,
  after: Partial<FixtureOptions> = {},
): Promise<void> {
  await makeRun(open, run, actor);
  await upload(open, run, { phase: "before" }, actor);
  await upload(open, run, { phase: "staging" }, actor);
  await upload(open, run, { ...after, phase: "after" }, actor);
}
