import { Command, CommanderError, Option } from "commander";
import { CommandError, EXIT, exitOfRefusal } from "./exit";
import { paint, plain, say } from "./terminal";
import { VERSION } from "./version";

// Each command is loaded when it runs: asking for help must not open a database driver or a schema library.
type Run = () => Promise<number>;

function program(done: (run: Run) => Promise<void>): Command {
  const root = new Command("notouch")
    .description("Proves that a staging pilot never touched the production database beside it.")
    .version(VERSION)
    .showHelpAfterError("(run `notouch --help`)")
    .addHelpText("after", EXITS);
  const command = (name: string, description: string) =>
    root.command(name).description(description).option("--json", "print JSON on stdout");
  const production = (c: Command) =>
    c
      .requiredOption("--profile <P>", "a built-in profile (birth-registry), or a file")
      .option("--db-url-file <file>", "file with the connection string (default: $NOTOUCH_DB_URL)");
  const server = (c: Command) =>
    c
      .addOption(
        new Option("--server <url>", "server to talk to")
          .env("NOTOUCH_SERVER")
          .default("http://127.0.0.1:3000"),
      )
      .option("--token-file <file>", "file with the API key (default: $NOTOUCH_TOKEN)");

  production(command("doctor", "say whether this role can capture, and what is missing"))
    .option("--run <R>", "look at this run's staging surface too")
    .action((flags) => done(async () => (await import("./commands/doctor")).runDoctor(flags)));
  production(command("capture", "capture evidence from production into a new file"))
    .argument("<phase>", "before, staging, after-run or after")
    .requiredOption("--run <R>", "name of the run")
    .requiredOption("--out <file>", "file to write; it must not exist")
    .action((phase, flags) =>
      done(async () => (await import("./commands/capture")).runCapture(phase, flags)),
    );
  command("evaluate", "judge evidence files offline: the matrix of the eight claims")
    .argument("<files...>", "evidence files of one run")
    .option("--declared <result>", "the result that somebody declared: pass or fail")
    .option("--report <file>", "JSON report made elsewhere, whose claims are held against the evidence")
    .action((files, flags) =>
      done(async () => (await import("./commands/evaluate")).runEvaluate(files, flags)),
    );
  command("diff", "show the changed rows with old and new values")
    .argument("<before>", "evidence file of phase before")
    .argument("<after>", "evidence file of phase after (or after-run)")
    .option("--claim <id>", "only rows that this claim looks at, such as NT-3")
    .option("--table <name>", "only this table, such as public.orders")
    .addOption(
      new Option("--kind <kind>", "only rows of this kind").choices(["changed", "inserted", "deleted"]),
    )
    .option("--key <text>", "only rows whose key contains this text")
    .addOption(
      new Option("--format <format>", "how to print").choices(["table", "json", "csv"]).default("table"),
    )
    .action((before, after, flags) =>
      done(async () => (await import("./commands/diff")).runDiff(before, after, flags)),
    );

  const run = root.command("run").description("create, list and view runs on a server");
  server(run.command("create").description("create a run").argument("<R>", "name of the run"))
    .option("--json", "print JSON on stdout")
    .option("--name <text>", "title of the run (default: its name)")
    .addOption(new Option("--profile <P>", "profile of the run").default("birth-registry"))
    .action((slug, flags) => done(async () => (await import("./commands/run")).createRun(slug, flags)));
  server(run.command("list").description("list the runs, newest first"))
    .option("--json", "print JSON on stdout")
    .action((flags) => done(async () => (await import("./commands/run")).listRuns(flags)));
  server(run.command("view").description("show one run").argument("<R>", "name of the run"))
    .option("--json", "print JSON on stdout")
    .action((slug, flags) => done(async () => (await import("./commands/run")).viewRun(slug, flags)));
  server(command("upload", "send evidence to a server; only what it lacks is sent"))
    .argument("<files...>", "evidence files")
    .requiredOption("--run <R>", "name of the run")
    .option("--wait", "wait until the verdict covers this evidence")
    .action((files, flags) => done(async () => (await import("./commands/upload")).runUpload(files, flags)));
  server(command("declare", "declare the engineer's own result of a run"))
    .argument("<R>", "name of the run")
    .argument("<result>", "pass or fail")
    .option("--report <file>", "JSON report made elsewhere that the result rests on")
    .action((slug, result, flags) =>
      done(async () => (await import("./commands/declare")).runDeclare(slug, result, flags)),
    );
  server(command("gate", "exit status from a run, for continuous integration"))
    .argument("<R>", "name of the run")
    .addOption(
      new Option("--require <what>", "what must hold")
        .choices(["engineering", "authority"])
        .default("engineering"),
    )
    .action((slug, flags) => done(async () => (await import("./commands/gate")).runGate(slug, flags)));
  server(command("bundle", "export a run as one file with which anybody re-verifies it offline"))
    .argument("<R>", "name of the run")
    .requiredOption(
      "-o, --output <file>",
      "file to write; .html for a page that verifies itself in a browser",
    )
    .option("--all", "take every chunk of every table, not only what judging opens")
    .action((slug, flags) => done(async () => (await import("./commands/bundle")).runBundle(slug, flags)));
  command("verify", "re-verify a bundle with nothing but the file: verified, violated, altered or nothing")
    .argument("<file>", "a bundle, or its page")
    .option("--checkpoint <file>", "a checkpoint kept from before, which the ledger must continue")
    .option("--key <key>", "the log's verifier key, got by another way; or a file with it")
    .action((file, flags) => done(async () => (await import("./commands/verify")).runVerify(file, flags)));
  command("demo", "run five pilots on a PostgreSQL of their own and upload them")
    .requiredOption("--server <url>", "server to upload to")
    .requiredOption("--accounts <file>", "accounts that the server made at its first start")
    .requiredOption("--token-file <file>", "file with an engineer's API key")
    .requiredOption("--work <folder>", "folder for the captured files until they are uploaded")
    .action((flags) => done(async () => (await import("./commands/demo")).runDemo(flags)));
  return root;
}

const EXITS = `
Exit status: 0 done, PASS or verified · 1 unexpected · 2 usage · 3 FAIL or violated · 4 not allowed · 5 NO_EVIDENCE · 6 integrity broken
7 conflict · 8 server or database unavailable · 9 authority is HOLD · 130 interrupted`;

/** What went wrong, in lines for a person; returns the exit status. */
async function explain(error: unknown): Promise<number> {
  const failed = paint("red", "error:", process.stderr);
  if (error instanceof CommandError) {
    say(`${failed} ${plain(error.message)}`);
    for (const fault of error.faults) say(`  - ${plain(fault)}`);
    if (error.cure !== "") say(plain(error.cure));
    return error.exit;
  }
  const { Refusal } = await import("@/lib/base/refusal");
  if (error instanceof Refusal) {
    say(`${failed} ${error.code}`);
    for (const fault of error.faults) say(`  - ${plain(fault.at)}: ${plain(fault.problem)}`);
    say(plain(error.remedy));
    return exitOfRefusal(error.code);
  }
  // A reader that went away (`| head`) is no fault of this command's.
  if (error instanceof Error && "code" in error && error.code === "EPIPE") return EXIT.done;
  say(`${failed} ${plain(error instanceof Error ? error.message : String(error))}`);
  if (process.env.NOTOUCH_TRACE && error instanceof Error) say(error.stack ?? "");
  else say("This was not foreseen. Set NOTOUCH_TRACE=1 to see where it came from.");
  return EXIT.unexpected;
}

async function main(): Promise<void> {
  // Where no command cleans up after itself, an interruption still ends with its own status.
  process.on("SIGINT", () => {
    if (process.listenerCount("SIGINT") === 1) process.exit(EXIT.interrupted);
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? EXIT.done);
  });
  const root = program(async (run) => {
    try {
      process.exitCode = await run();
    } catch (error) {
      process.exitCode = await explain(error);
    }
  });
  root.exitOverride();
  for (const child of [...root.commands, ...root.commands.flatMap((c) => c.commands)]) child.exitOverride();
  try {
    await root.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander printed the message already; help and version are no errors.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}

await main();
