// `npm test`: everything there is to run, on a machine that had only Node and npm. Nothing is skipped silently:
// what a suite needs and cannot have fails the command.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "notouch-test-"));
const totals = { passed: 0, failed: 0, skipped: 0 };

function step(title, command, args, env = {}) {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, args, { stdio: ["ignore", 1, 2], env: { ...process.env, ...env } });
  return status === 0;
}

/** A suite that left no report did not run, and counts as failed. */
function suite(title, command, args, report, count, env = {}) {
  const ok = step(title, command, args, env);
  let counts;
  try {
    counts = count(JSON.parse(readFileSync(report, "utf8")));
  } catch {
    counts = { passed: 0, failed: 1, skipped: 0 };
  }
  if (!ok && counts.failed === 0) counts.failed = 1;
  if (counts.passed === 0) counts.failed ||= 1;
  for (const kind of Object.keys(totals)) totals[kind] += counts[kind];
  return { title, ...counts };
}

const vitestReport = join(folder, "vitest.json");
const playwrightReport = join(folder, "playwright.json");
const suites = [];
let ok = false;
try {
  const browser = findBrowser();
  suites.push(
    suite(
      "Unit, storage (PGlite and PostgreSQL) and pilot scenarios (PostgreSQL 15 and 18)",
      "npx",
      ["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
      vitestReport,
      (r) => ({
        passed: r.numPassedTests,
        // A file that could not be loaded has no test that could have failed.
        failed:
          r.numFailedTests +
          r.testResults.filter(
            (file) => file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed"),
          ).length,
        skipped: r.numPendingTests + r.numTodoTests,
      }),
    ),
  );
  if (step("Build", "node", ["bin/start.mjs", "--build-only"]))
    suites.push(
      suite(
        "Journeys in Chromium",
        "npx",
        ["playwright", "test", "--reporter=list,json"],
        playwrightReport,
        (r) => ({
          passed: r.stats.expected,
          failed: r.stats.unexpected + r.stats.flaky,
          skipped: r.stats.skipped,
        }),
        { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport, CHROMIUM_PATH: browser },
      ),
    );
  else totals.failed++;
  ok = totals.failed === 0 && totals.skipped === 0 && totals.passed > 0;
} catch (error) {
  totals.failed++;
  console.error(error instanceof Error ? error.message : error);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log("");
for (const { title, passed, failed, skipped } of suites)
  console.log(`${title}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(ok ? 0 : 1);
