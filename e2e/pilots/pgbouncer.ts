import { spawn } from "node:child_process";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { findPgbouncer } from "../../bin/pgbouncer.mjs";

export const POOL_MODES = ["transaction", "session", "statement"] as const;
export type PoolMode = (typeof POOL_MODES)[number];

/** A real PgBouncer before one database, once in each of its modes. */
export interface Pgbouncer {
  url(mode: PoolMode, user: string): string;
  stop(): Promise<void>;
}

/** `url` is an address of PostgreSQL with a socket's folder; `backends` is how many a user may have of each mode. */
export async function startPgbouncer(
  url: string,
  database: string,
  users: readonly string[],
  backends: number,
): Promise<Pgbouncer> {
  const program = findPgbouncer();
  const where = new URLSearchParams(url.slice(url.indexOf("?")));
  const folder = await mkdtemp(join(tmpdir(), "notouch-pool-"));
  // Both it and PostgreSQL refuse to run as root, and meet in a folder of the same user.
  const uid = process.getuid?.() === 0 ? 65534 : null;
  const port = 20000 + Math.floor(Math.random() * 40000);
  const config = `[databases]
${POOL_MODES.map((mode) => `${mode} = host=${where.get("host")} port=${where.get("port")} dbname=${database} pool_mode=${mode}`).join("\n")}
[pgbouncer]
listen_addr =
listen_port = ${port}
unix_socket_dir = ${folder}
auth_type = trust
auth_file = ${folder}/users.txt
default_pool_size = ${backends}
query_wait_timeout = 20
`;
  await writeFile(join(folder, "users.txt"), users.map((user) => `"${user}" ""\n`).join(""));
  await writeFile(join(folder, "pool.ini"), config);
  await chmod(folder, 0o755);
  if (uid !== null)
    for (const path of [folder, join(folder, "users.txt"), join(folder, "pool.ini")])
      await chown(path, uid, uid);
  const child = spawn(program, [join(folder, "pool.ini")], {
    ...(uid === null ? {} : { uid, gid: uid }),
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    log = (log + text).slice(-4000);
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const bouncer: Pgbouncer = {
    url: (mode, user) => `postgresql://${user}@/${mode}?host=${encodeURIComponent(folder)}&port=${port}`,
    async stop() {
      kill();
      await exited;
      process.off("exit", kill);
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (let i = 0; i < 100; i++) {
    const client = new Client({ connectionString: bouncer.url("session", users[0] ?? "postgres") });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return bouncer;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  await bouncer.stop();
  throw new Error(`PgBouncer did not answer within 5 seconds:\n${log}`);
}
