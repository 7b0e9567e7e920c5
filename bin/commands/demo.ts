import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { z } from "zod";
import { PHASES, type Phase } from "@/lib/evidence/manifest";
import { runSchema } from "../api";
import { capture } from "../capture/capture";
import { PILOTS, type Pilot } from "../demo/pilots";
import { startPostgres } from "../demo/postgres";
import { createDatabase, createProduction, DATABASE, READER } from "../demo/production";
import { CommandError, EXIT } from "../exit";
import { Server, ServerRefusal } from "../http";
import { loadProfile } from "../profile-source";
import { say } from "../terminal";
import { runUpload } from "./upload";

export interface DemoFlags {
  readonly server: string;
  /** `role  user  password` a line, as the server wrote them at its first start. */
  readonly accounts: string;
  readonly tokenFile: string;
  /** Folder for the captured files until they are uploaded. */
  readonly work: string;
}

const BIRTHS = 12_000;
const HELD = {
  run: "orchard",
  owner: "olivia",
  reason: "The wider sample is sound. I hold it until the register's open blockers have owners.",
};

/**
 * The demonstration: five pilots on a PostgreSQL of their own, captured by this program and uploaded as an engineer
 * would. Interrupted while capturing, it starts over; interrupted while uploading, it goes on where it was.
 */
export async function runDemo(flags: DemoFlags): Promise<number> {
  const captured = join(flags.work, "captured");
  if (!(await exists(captured))) {
    await rm(flags.work, { recursive: true, force: true });
    await mkdir(flags.work, { recursive: true, mode: 0o700 });
    await captureAll(flags.work);
    await writeFile(captured, "");
  }
  const server = await Server.open(flags);
  for (const pilot of PILOTS) {
    await createOnce(server, pilot);
    const files = PHASES.map((phase) => fileOf(flags.work, pilot, phase));
    const there = (await Promise.all(files.map(async (f) => ((await exists(f)) ? [f] : [])))).flat();
    await runUpload(there, { ...flags, run: pilot.run, wait: true });
  }
  await holdOnce(server, flags);
  await rm(flags.work, { recursive: true, force: true });
  return EXIT.done;
}

async function captureAll(work: string): Promise<void> {
  const postgres = await startPostgres();
  try {
    say(
      `PostgreSQL ${postgres.version} runs; filling a production of ${BIRTHS.toLocaleString("en")} births …`,
    );
    await session(postgres.url("postgres", "postgres"), createDatabase);
    await session(postgres.url("postgres", DATABASE), (client) => createProduction(client, BIRTHS));
    const profile = await loadProfile("birth-registry");
    for (const pilot of PILOTS) {
      say(`${pilot.name} …`);
      const step = (work: (client: Client) => Promise<void>) =>
        session(postgres.url("postgres", DATABASE), work);
      const take = (phase: Phase) =>
        capture({
          url: postgres.url(READER, DATABASE),
          phase,
          profile,
          run: pilot.run,
          out: fileOf(work, pilot, phase),
        });
      await take("before");
      await step((client) => pilot.begin(client));
      await take("staging");
      if (pilot.leak) await step((client) => pilot.leak?.(client) ?? Promise.resolve());
      await step((client) => pilot.dispose(client));
      if (pilot.capturesAfter) await take("after");
    }
  } finally {
    await postgres.stop();
  }
}

async function createOnce(server: Server, { run, name }: Pilot): Promise<void> {
  try {
    await server.postJson("/runs", { slug: run, name, profile: "birth-registry" }, runSchema);
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.status !== 409) throw error;
  }
}

/** Records the Owner's HOLD through the same door as a person: session, password, `If-Match`. */
async function holdOnce(server: Server, { server: base, accounts }: DemoFlags): Promise<void> {
  const run = await server.get(`/runs/${HELD.run}`, runSchema);
  if (run.authority.basis !== "default" || run.engineering.matrixDigest === null) return;
  const origin = new URL(base).origin;
  const password = await passwordOf(accounts, HELD.owner);
  const send = async (path: string, body: unknown, headers: Record<string, string>) => {
    const response = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: { origin, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new CommandError(
        EXIT.unexpected,
        `${path} was answered with ${response.status}`,
        (await response.text()).slice(0, 500),
      );
    return response;
  };
  const signedIn = await send("/api/auth/sign-in/username", { username: HELD.owner, password }, {});
  const cookie = signedIn.headers
    .getSetCookie()
    .map((c) => c.split(";")[0])
    .join("; ");
  const revisitAt = new Date(Date.now() + 14 * 86_400_000).toISOString();
  await send(
    `/api/v1/runs/${HELD.run}/decisions`,
    { kind: "HOLD", reason: HELD.reason, revisitAt, password },
    { cookie, "if-match": `"${run.engineering.matrixDigest}"` },
  );
}

async function passwordOf(file: string, user: string): Promise<string> {
  const line = (await readFile(file, "utf8"))
    .split("\n")
    .map((l) => l.trim().split(/\s+/))
    .find((l) => l[1] === user);
  return z.string({ error: `${file} has no account ${user}` }).parse(line?.[2]);
}

async function session(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function fileOf(work: string, pilot: Pilot, phase: Phase): string {
  return join(work, `${pilot.run}-${phase}.notouch`);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
