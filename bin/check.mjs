// Every static check behind one command: types, lint and format, import boundaries, dead code.
import { spawnSync } from "node:child_process";

const CHECKS = [
  ["types", "tsc", ["--noEmit"]],
  ["lint", "biome", ["check", "--error-on-warnings", "."]],
  [
    "boundaries",
    "depcruise",
    ["--config", ".dependency-cruiser.cjs", "lib", "db", "bin", "app", "e2e", "bench"],
  ],
  ["dead code", "knip", []],
];

let failed = 0;
// Types of routes and pages are generated; a fresh clone has none yet.
spawnSync("npx", ["next", "typegen"], {
  stdio: "ignore",
  env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
});
for (const [name, command, args] of CHECKS) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync("npx", [command, ...args], { encoding: "utf8" });
  const ok = status === 0;
  if (!ok) {
    failed++;
    console.log(stdout + stderr);
  }
  console.log(`${ok ? "ok  " : "FAIL"}  ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
console.log(failed === 0 ? `${CHECKS.length} checks passed` : `${failed} of ${CHECKS.length} checks failed`);
process.exit(failed === 0 ? 0 : 1);
