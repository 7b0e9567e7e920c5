// Measurements beside their peers, in alternated runs on one machine. Ratios mean something; times do not.
//   npm run bench -- [--rows 100000] [--runs 3] [--entries 2000] [--only ledger] [--out bench.json]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { Client } from "pg";
import { catalogContent, formatManifest } from "@/lib/evidence/manifest";
import { parsePage } from "@/lib/evidence/page";
import { evaluate } from "@/lib/verdict/evaluate";
import { createSurface, disposeSurface } from "../bin/demo/pilots";
import { type RunningPostgres, startPostgres } from "../bin/demo/postgres";
import { createDatabase, createProduction, DATABASE, READER } from "../bin/demo/production";
import { type EvidenceFile, openEvidence } from "../bin/evidence-file";
import { ledgerFigures } from "./ledger";
import { median, timed } from "./process";
import { type Figure, megabytes, report, share } from "./report";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "100000" },
    runs: { type: "string", default: "3" },
    entries: { type: "string", default: "2000" },
    only: { type: "string" },
    out: { type: "string", default: "bench.json" },
  },
});
const rows = Number(values.rows);
const runs = Number(values.runs);
const folder = mkdtempSync(join(tmpdir(), "notouch-bench-"));
const figures: Figure[] = [];
const file = (name: string) => join(folder, `${name}.notouch`);

async function session<T>(
  postgres: RunningPostgres,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: postgres.url("postgres", database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function cli(postgres: RunningPostgres, phase: string, out: string) {
  const args = [
    "dist/notouch.mjs",
    "capture",
    phase,
    "--profile",
    "birth-registry",
    "--run",
    "bench",
    "--out",
    out,
  ];
  return timed(process.execPath, args, { NOTOUCH_DB_URL: postgres.url(READER, DATABASE) });
}

/** The registry alone, sorted: what a person would do with the tools at hand. */
function peer(postgres: RunningPostgres, into: string) {
  const sql = `COPY (SELECT * FROM public.birth_registry ORDER BY entity_code COLLATE "C") TO STDOUT`;
  return timed("bash", ["-c", `set -o pipefail; psql -X -q -d "$URL" -c "$SQL" | ${into}`], {
    URL: postgres.url("postgres", DATABASE),
    SQL: sql,
  });
}

/** Bytes that an upload sends when the server holds `known` already: missing members and the compressed manifest. */
async function sentBytes(evidence: EvidenceFile, known: EvidenceFile | null): Promise<number> {
  const held = known ? await digestsOf(known) : new Set<string>();
  let bytes = brotliCompressSync(formatManifest(evidence.evidence.manifest), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5 },
  }).length;
  for (const digest of await digestsOf(evidence))
    if (!held.has(digest)) bytes += (await evidence.stored(digest)).length;
  return bytes;
}

async function digestsOf({ evidence, read }: EvidenceFile): Promise<Set<string>> {
  const digests = new Set<string>(catalogContent(evidence.manifest.catalog).map((p) => p.digest));
  for (const table of evidence.manifest.tables)
    for (const page of table.present ? table.pages : []) {
      digests.add(page.digest);
      for (const chunk of parsePage(await read(page.digest), page.digest)) digests.add(chunk.digest);
    }
  return digests;
}

async function captures(postgres: RunningPostgres): Promise<void> {
  const tempFiles = () =>
    session(postgres, "postgres", async (c) =>
      Number(
        (await c.query("SELECT temp_files FROM pg_stat_database WHERE datname = $1", [DATABASE])).rows[0]
          ?.temp_files ?? -1,
      ),
    );
  const temporary = await tempFiles();
  const ours: number[] = [];
  let peak = 0;
  for (let i = 0; i < runs; i++) {
    const mine = await cli(postgres, "before", file(`first-${i}`));
    ours.push(mine.seconds);
    peak = Math.max(peak, mine.peak ?? 0);
  }
  const left = (await tempFiles()) - temporary;
  const ratios: number[] = [];
  for (let i = 0; i < runs; i++) {
    const theirs = await peer(postgres, "sha256sum");
    const mine = await cli(postgres, "before", file(`again-${i}`));
    ratios.push(mine.seconds / theirs.seconds);
    peak = Math.max(peak, mine.peak ?? 0);
  }
  figures.push(
    {
      what: `capture of ${rows} births and all other tables`,
      figure: `${median(ours).toFixed(2)} s`,
      bar: "see the ratio",
      good: null,
    },
    {
      what: "… against psql COPY | sha256sum of the registry",
      figure: `${median(ratios).toFixed(2)} ×`,
      bar: "≤ 1.1 ×",
      good: median(ratios) <= 1.1,
    },
    {
      what: "… peak memory",
      figure: megabytes(peak),
      bar: "≤ 128 MB",
      good: peak === 0 ? null : peak <= 128 * 2 ** 20,
    },
    { what: "… temporary files on production", figure: String(left), bar: "0", good: left === 0 },
  );
}

async function ledger(): Promise<void> {
  // Durable, unlike the throw-away production above: an append counts once it would survive a power cut.
  const postgres = await startPostgres({
    settings: { fsync: "on", synchronous_commit: "on", full_page_writes: "on" },
  });
  try {
    await session(postgres, "postgres", (c) => c.query("CREATE DATABASE ledger"));
    figures.push(
      ...(await ledgerFigures(postgres.url("postgres", "ledger"), folder, Number(values.entries))),
    );
  } finally {
    await postgres.stop();
  }
}

async function main(): Promise<void> {
  execFileSync(process.execPath, ["bin/build.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const postgres = await startPostgres();
  try {
    await session(postgres, "postgres", createDatabase);
    await session(postgres, DATABASE, (c) => createProduction(c, rows));
    await captures(postgres);
    await peer(postgres, `cat > ${folder}/before.txt`);
    await session(postgres, DATABASE, (c) => createSurface(c, "bench", 50));
    await cli(postgres, "staging", file("staging"));
    await session(postgres, DATABASE, (c) => disposeSurface(c, "bench"));
    await cli(postgres, "after", file("unchanged"));
    const change = (n: number) =>
      session(postgres, DATABASE, (c) =>
        c.query(
          `UPDATE public.birth_registry SET status = 'changed' WHERE entity_code IN (SELECT entity_code FROM public.birth_registry WHERE NOT certified ORDER BY md5(entity_code) LIMIT ${n})`,
        ),
      );
    await change(10);
    await cli(postgres, "after", file("ten"));
    await change(1000);
    await cli(postgres, "after", file("thousand"));
    await peer(postgres, `cat > ${folder}/after.txt`);
  } finally {
    await postgres.stop();
  }
  await judgements();
}

async function judgements(): Promise<void> {
  const open = async (name: string) => {
    const [opened] = await openEvidence([file(name)]);
    if (!opened) throw new Error(`${name} did not open`);
    return opened;
  };
  const [before, staging, unchanged, ten, thousand] = [
    await open("first-0"),
    await open("staging"),
    await open("unchanged"),
    await open("ten"),
    await open("thousand"),
  ];
  const first = await sentBytes(before, null);
  const second = await sentBytes(unchanged, before);
  const few = await sentBytes(ten, before);
  figures.push(
    { what: "first upload", figure: megabytes(first), bar: "-", good: null },
    {
      what: "upload of an unchanged capture",
      figure: `${second} B, ${share(second, first)}`,
      bar: "< 0.01 %",
      good: second / first < 0.0001,
    },
    {
      what: "upload after ten changed rows",
      figure: `${few} B, ${share(few, first)}`,
      bar: "≤ 0.3 %",
      good: few / first <= 0.003,
    },
  );

  const judge = async (after: EvidenceFile) => {
    const started = performance.now();
    const matrix = await evaluate({ run: "bench", before, staging, after });
    return { seconds: (performance.now() - started) / 1000, verdict: matrix.engineering };
  };
  // A server judges in a warm process: the first few judgements compile the code and are not measured.
  const quiet: number[] = [];
  for (let i = 0; i < 10 * runs; i++) {
    const { seconds, verdict } = await judge(unchanged);
    if (verdict !== "PASS") throw new Error(`the unchanged capture is ${verdict}`);
    if (i >= 5) quiet.push(seconds);
  }
  figures.push({
    what: "evaluate, unchanged, self-test included",
    figure: `${(median(quiet) * 1000).toFixed(1)} ms`,
    bar: "< 5 ms",
    good: median(quiet) < 0.005,
  });
  const ratios: number[] = [];
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const theirs = await timed("bash", [
      "-c",
      `LC_ALL=C comm -3 ${folder}/before.txt ${folder}/after.txt > /dev/null`,
    ]);
    const mine = await judge(thousand);
    if (mine.verdict !== "FAIL") throw new Error("a thousand changed rows went unseen");
    ratios.push(mine.seconds / theirs.seconds);
    times.push(mine.seconds);
  }
  figures.push(
    {
      what: "evaluate, 1,010 changed rows",
      figure: `${(median(times) * 1000).toFixed(0)} ms`,
      bar: "see the ratio",
      good: null,
    },
    {
      what: "… against GNU comm over two sorted text files",
      figure: `${median(ratios).toFixed(2)} ×`,
      bar: "≤ 0.8 ×",
      good: median(ratios) <= 0.8,
    },
  );
  for (const opened of [before, staging, unchanged, ten, thousand]) await opened.close();
  const whole = await timed(process.execPath, [
    "dist/notouch.mjs",
    "evaluate",
    file("first-0"),
    file("staging"),
    file("unchanged"),
  ]);
  figures.push({
    what: "notouch evaluate, everything re-hashed, peak memory",
    figure: `${megabytes(whole.peak ?? 0)} in ${whole.seconds.toFixed(2)} s`,
    bar: "≤ 128 MB",
    good: whole.peak === null ? null : whole.peak <= 128 * 2 ** 20,
  });
}

try {
  if (values.only !== "ledger") await main();
  await ledger();
  report(figures, values.out);
  console.log(
    `${readdirSync(folder).length} files, ${megabytes(readdirSync(folder).reduce((n, f) => n + statSync(join(folder, f)).size, 0))} in ${folder}, removed`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
