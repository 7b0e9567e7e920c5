// Mutation test of the evaluator: inverts or removes each condition and each check of lib/claims and lib/verdict, and
// looks whether a fast judging test, all in memory, turns red. What survives is a decision that nothing holds.
//   npm run mutation -- [--only nt-4] [--out mutation.json]
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { type Mutant, withMutants } from "./mutants";
import type { Planned } from "./worker";

const { values } = parseArgs({
  options: { only: { type: "string", default: "" }, out: { type: "string", default: "mutation.json" } },
});

/** Formats of files and pages for other readers: they judge nothing. */
const LEFT_OUT = new Set(["lib/verdict/change-csv.ts"]);
const FILES = ["lib/claims", "lib/verdict"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`)
    .filter((file) => !LEFT_OUT.has(file)),
);
const BUNDLE = "dist/mutation.mjs";
/** A mutant that is still running by then runs for ever. */
const PATIENCE_MS = 30_000;

async function bundle(): Promise<Mutant[]> {
  const mutants: Mutant[] = [];
  const shim = resolve("bench/mutation/vitest.ts");
  await build({
    entryPoints: ["bench/mutation/worker.ts"],
    outfile: BUNDLE,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
    plugins: [
      {
        name: "mutants",
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /^vitest$/ }, ({ importer }) =>
            importer === shim ? { path: "vitest", external: true } : { path: shim },
          );
          onResolve({ filter: /^#platform$/ }, () => ({ path: resolve("lib/base/platform.ts") }));
          for (const file of FILES)
            onLoad({ filter: new RegExp(`/${file.replaceAll(".", "\\.")}$`) }, ({ path }) => {
              const made = withMutants(file, readFileSync(path, "utf8"), mutants.length);
              mutants.push(...made.mutants);
              return { contents: made.text, loader: "ts" };
            });
        },
      },
    ],
  });
  return mutants.filter((m) => m.file.includes(values.only));
}

interface Ready {
  readonly worker: Worker;
  readonly plan: readonly Planned[];
}

function start(known: readonly Planned[] | null): Promise<Ready> {
  return new Promise((done, fail) => {
    const worker = new Worker(resolve(BUNDLE), { workerData: known, execArgv: [] });
    worker.once("error", fail);
    worker.once("message", ({ plan }: { plan: readonly Planned[] }) => {
      worker.off("error", fail);
      done({ worker, plan });
    });
  });
}

/** The test that saw the mutant; null where none did. One that never ends, or brings the worker down, was seen. */
function try_(worker: Worker, id: number): Promise<{ killer: string | null; lost: boolean }> {
  return new Promise((done) => {
    const end = (killer: string | null, lost: boolean) => {
      clearTimeout(timer);
      worker.off("message", told);
      worker.off("error", broken);
      done({ killer, lost });
    };
    const told = (m: { killer: string | null }) => end(m.killer, false);
    const broken = (error: Error) => end(error.message, true);
    const timer = setTimeout(() => end("it does not end", true), PATIENCE_MS);
    worker.on("message", told);
    worker.on("error", broken);
    worker.postMessage({ id });
  });
}

const mutants = await bundle();
let ready = await start(null);
const reached = new Set(ready.plan.flatMap((test) => [...test.reaches]));
console.log(`${mutants.length} mutants of ${FILES.length} files, ${ready.plan.length} fast tests`);
const survivors: Mutant[] = [];
let killed = 0;

function survived(mutant: Mutant): void {
  survivors.push(mutant);
  console.log(`survived  ${mutant.file}:${mutant.line}  ${mutant.change}`);
}

for (const [i, mutant] of mutants.entries()) {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${i} of ${mutants.length}, ${survivors.length} survived `);
  if (!reached.has(mutant.id)) {
    survived({ ...mutant, change: `not reached, ${mutant.change}` });
    continue;
  }
  const { killer, lost } = await try_(ready.worker, mutant.id);
  if (killer === null) survived(mutant);
  else killed++;
  if (lost) {
    await ready.worker.terminate();
    ready = await start(ready.plan);
  }
}
await ready.worker.terminate();
rmSync(join(BUNDLE), { force: true });
const score = `${((100 * killed) / mutants.length).toFixed(1)} %`;
console.log(`\n${killed} of ${mutants.length} mutants were seen: ${score}`);
writeFileSync(
  values.out,
  `${JSON.stringify({ score, killed, mutants: mutants.length, survivors }, null, 2)}\n`,
);
