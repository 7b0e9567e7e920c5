// `npm run fsck [-- --checkpoint FILE … --key VKEY --json]`: checks everything that is stored. With the embedded
// database the server must be stopped, or the page /integrity asked; on a PostgreSQL it may run beside a server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Outside } from "@/db/fsck/entries";
import { fsck } from "@/db/fsck/fsck";
import { FSCK_STAGE_NAMES, FSCK_STAGES, type FsckOutcome, FsckReport } from "@/db/fsck/report";
import { openDatabase } from "@/db/store/client";
import { Refusal } from "@/lib/base/refusal";
import { parseVerifierKey } from "@/lib/ledger/note";
import { problemOf } from "../api/problem";
import { SettingError, settings } from "../settings";
import { keptOutside } from "./outside";

/** As the command line has them: 5 says that something could not be checked, and is never 0. */
const EXIT = { unexpected: 1, usage: 2, unavailable: 8 } as const;
const EXIT_OF: Readonly<Record<FsckOutcome, number>> = { sound: 0, incomplete: 5, broken: 6 };
const SAYS: Readonly<Record<FsckOutcome, string>> = {
  sound: "Everything was checked and agrees.",
  incomplete: "Nothing disagrees, and not everything could be checked.",
  broken: "What is stored was altered or damaged.",
};

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      checkpoint: { type: "string", multiple: true, default: [] },
      key: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const kept = keptOutside();
  const outside: Outside = {
    ...kept,
    pinned: values.key === undefined ? kept.pinned : parseVerifierKey(values.key),
    checkpoints: [
      ...kept.checkpoints,
      ...values.checkpoint.map((name) => ({ name, note: readFileSync(name, "utf8") })),
    ],
  };
  const { databaseUrl, data } = settings();
  const opened = await openDatabase({ url: databaseUrl, folder: join(data, "db"), connections: 2 });
  try {
    const report = new FsckReport(progress());
    await fsck(opened.db, outside, report);
    const { outcome, checked, broken, unchecked, brokenCount, uncheckedCount } = report;
    if (values.json)
      console.log(JSON.stringify({ outcome, checked, brokenCount, uncheckedCount, broken, unchecked }));
    else {
      for (const stage of FSCK_STAGE_NAMES)
        console.log(`${String(checked[stage]).padStart(9)}  ${FSCK_STAGES[stage]}`);
      console.log(`\n${SAYS[outcome]} ${brokenCount} wrong, ${uncheckedCount} unchecked.`);
    }
    return EXIT_OF[outcome];
  } finally {
    await opened.close();
  }
}

/** Findings as they come, on stderr; how far it is only on a terminal, twice a second. */
function progress(): ConstructorParameters<typeof FsckReport>[0] {
  let shown = 0;
  return (report, finding) => {
    const clear = process.stderr.isTTY ? "\r\x1b[K" : "";
    if (finding) {
      process.stderr.write(
        `${clear}${finding.wrong ? "wrong" : "unchecked"}: ${finding.at}: ${finding.problem}\n`,
      );
    } else if (process.stderr.isTTY && Date.now() - shown > 500) {
      shown = Date.now();
      const of = report.total > 0 ? ` of ${report.total}` : "";
      process.stderr.write(`${clear}${FSCK_STAGES[report.stage]} … ${report.checked[report.stage]}${of}`);
    }
  };
}

function explain(error: unknown): number {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof SettingError || error instanceof Refusal || /^ERR_PARSE_ARGS|^ENOENT$/.test(code)) {
    console.error(error instanceof Error ? error.message : error);
    return EXIT.usage;
  }
  if (problemOf(error).slug === "database-unavailable") {
    console.error(error instanceof Error ? error.message : error);
    return EXIT.unavailable;
  }
  console.error(error);
  return EXIT.unexpected;
}

main().then(
  (exit) => {
    process.exitCode = exit;
  },
  (error: unknown) => {
    process.exitCode = explain(error);
  },
);
