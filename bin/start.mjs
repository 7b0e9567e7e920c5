// `npm start`: installs and builds what is not there yet, starts the server and, on an empty data folder, takes the
// demonstration's evidence. Plain Node: it runs before there is a single package.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";

// Nobody is told what is built or served here.
process.env.NEXT_TELEMETRY_DISABLED = "1";
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

function fingerprint(roots) {
  const hash = createHash("sha256");
  const walk = (path) => {
    if (!existsSync(path)) return;
    let entries;
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch {
      hash.update(path).update(readFileSync(path));
      return;
    }
    for (const e of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (e.isDirectory()) walk(join(path, e.name));
      else if (!/\.(test|spec)\.tsx?$/.test(e.name))
        hash.update(join(path, e.name)).update(readFileSync(join(path, e.name)));
    }
  };
  roots.forEach(walk);
  return hash.digest("hex");
}

/** Runs a build step when its sources are not those of the last one; the stamp is written last. */
function buildOnce(stamp, roots, title, command, args) {
  const now = fingerprint([...roots, "package.json", "package-lock.json", "tsconfig.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  console.error(`${title} …`);
  rmSync(stamp, { force: true });
  const { status } = spawnSync(process.execPath, [command, ...args], {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) process.exit(1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, now);
}

install();
buildOnce("dist/.stamp", ["bin", "lib"], "Bundling the command line", "bin/build.mjs", []);
buildOnce(
  ".next/.notouch-stamp",
  ["app", "lib", "db", "public", "next.config.ts", "proxy.ts", "instrumentation.ts", "postcss.config.mjs"],
  "Building the dashboard",
  "node_modules/next/dist/bin/next",
  ["build"],
);
if (process.argv.includes("--build-only")) process.exit(0);

const host = process.env.HOST || "127.0.0.1";
const port = process.env.PORT || "3000";
const data = process.env.NOTOUCH_DATA || ".data";
const address = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

const server = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-H", host, "-p", port], {
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, NODE_ENV: "production", HOST: host, PORT: port, NOTOUCH_DATA: data },
  // Its own group: a Ctrl-C reaches this process alone, which then ends the server in order.
  detached: process.platform !== "win32",
});
let demonstration = null;
let stopping = false;
function stop(signal) {
  stopping = true;
  demonstration?.kill(signal);
  server.kill("SIGTERM");
}
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop(signal));
if (process.env.npm_lifecycle_event === "start") {
  // A SIGTERM sent to npm ends npm and its shell, and never reaches this process: being orphaned is the signal then.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || stopping || stop("SIGTERM"), 500).unref();
}
server.once("exit", (code, signal) => {
  demonstration?.kill("SIGTERM");
  process.exit(stopping ? 0 : (code ?? (signal ? 1 : 0)));
});

async function ready() {
  for (;;) {
    try {
      if ((await fetch(`${address}/readyz`)).ok) return;
    } catch {
      // Not listening yet; where it never will, the server's exit ends this process.
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Takes the demonstration once: real captures of a real PostgreSQL, uploaded like anybody's. */
function demonstrate(accounts) {
  return new Promise((done) => {
    demonstration = spawn(
      process.execPath,
      [
        "dist/notouch.mjs",
        "demo",
        "--server",
        address,
        "--accounts",
        accounts,
        "--token-file",
        join(data, "demo-token.txt"),
        "--work",
        join(data, "demo"),
      ],
      {
        stdio: ["ignore", 2, 2],
      },
    );
    demonstration.once("exit", (code) => {
      demonstration = null;
      done(code === 0);
    });
  });
}

await ready();
const accounts = join(data, "demo-accounts.txt");
const done = join(data, "demo-captured");
if (process.env.NOTOUCH_DEMO !== "0" && existsSync(accounts) && !existsSync(done)) {
  console.error("Taking the demonstration: five pilots on a PostgreSQL of their own …");
  if (await demonstrate(accounts)) writeFileSync(done, "");
  else if (!stopping)
    console.error(
      "The demonstration is incomplete; it goes on at the next start. The dashboard works without it.",
    );
}
console.log(`\nnotouch  ${address}`);
if (process.env.NOTOUCH_DEMO !== "0" && existsSync(accounts))
  console.log(`\n${readFileSync(accounts, "utf8").trim()}\n`);
