// Finds PgBouncer, or installs Debian's when root: PGBOUNCER_PATH, then where packages put it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const SYSTEM = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"];

const found = () => [process.env.PGBOUNCER_PATH, ...SYSTEM].find((path) => path && existsSync(path));

/** Path of PgBouncer. Throws, for a test that could not run is not a test that passed. */
export function findPgbouncer() {
  if (!found() && process.getuid?.() === 0) {
    console.error("No PgBouncer found: installing one …");
    // The package would start a service of its own, which in this run level it does not.
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", 2, 2] });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "pgbouncer"], {
      stdio: ["ignore", 2, 2],
      env,
    });
  }
  const path = found();
  if (!path)
    throw new Error("No PgBouncer could be found or installed. Install one and name it in PGBOUNCER_PATH.");
  return path;
}
