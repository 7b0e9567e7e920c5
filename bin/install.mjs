// Installs the packages when, and only when, what is in node_modules is not what the lockfile names.
// Plain Node: it runs before there is a single package.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "node_modules/.notouch-lock";

export function install() {
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  console.error("Installing packages …");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed: see above. Nothing was started.");
    process.exit(1);
  }
  // Written last: an interrupted install has no stamp and is repeated.
  writeFileSync(STAMP, lock);
}

if (process.argv[1]?.endsWith("install.mjs")) install();
