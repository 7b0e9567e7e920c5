// Finds a Chromium, or installs one: CHROMIUM_PATH, Playwright's own, the system's, else Debian's when root.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const found = () =>
  [process.env.CHROMIUM_PATH, chromium.executablePath(), ...SYSTEM].find((path) => path && existsSync(path));

/** Path of a browser. Throws, for a test that could not run is not a test that passed. */
export function findBrowser() {
  const path = found();
  if (path) return path;
  console.error("No Chromium found: installing one …");
  spawnSync("npx", ["playwright", "install", "chromium"], { stdio: ["ignore", 2, 2] });
  if (!found() && process.getuid?.() === 0) {
    spawnSync("apt-get", ["update", "-qq"], { stdio: ["ignore", 2, 2] });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      stdio: ["ignore", 2, 2],
    });
  }
  const installed = found();
  if (!installed)
    throw new Error("No Chromium could be found or installed. Install one and name it in CHROMIUM_PATH.");
  return installed;
}
