import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settings } from "../settings";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const PATIENCE_MS = 60_000;

/**
 * The browser of this machine that can print, or null: then pages are printed where they are read. Where one is named
 * no other is taken in its stead: whoever named it meant that one.
 */
export function printingBrowser(): string | null {
  const { chromium } = settings();
  const places = chromium === null ? PLACES : [chromium];
  return places.find((path) => existsSync(path)) ?? null;
}

/** One browser at a time: each takes some hundred megabytes. A failed one does not stop the next. */
let last: Promise<unknown> = Promise.resolve();

/** Prints one page of this server as PDF. The path may carry a ticket; nothing else is asked of the network. */
export function printPdf(browser: string, path: string): Promise<Buffer> {
  const mine = last.then(() => print(browser, path));
  last = mine.catch(() => undefined);
  return mine;
}

async function print(browser: string, path: string): Promise<Buffer> {
  const { host, port } = settings();
  const address = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  const folder = await mkdtemp(join(tmpdir(), "notouch-print-"));
  try {
    const file = join(folder, "packet.pdf");
    await run(browser, [
      "--headless",
      `--print-to-pdf=${file}`,
      "--no-pdf-header-footer",
      `--user-data-dir=${join(folder, "profile")}`,
      "--disable-gpu",
      "--disable-quic",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // The sandbox needs another user than root; what is opened is our own page.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      `http://${address}:${port}${path}`,
    ]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(browser: string, options: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    // A group of its own, so that its helpers end with it.
    const child = spawn(browser, options, { stdio: "ignore", detached: process.platform !== "win32" });
    const end = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    const patience = setTimeout(end, PATIENCE_MS);
    child.once("error", fail);
    child.once("exit", (code) => {
      clearTimeout(patience);
      end();
      if (code === 0) done();
      else fail(new Error(`the browser that prints ended with ${code ?? "a signal"}`));
    });
  });
}
