// `npx tsx e2e/vitals.ts`: LCP, INP, CLS and first-load script of the screens in Chromium, on the demonstration and on
// a run with 100,000 differing rows. It prints each figure beside its bar; no test asserts a time.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { compressContent } from "@/db/store/content";
import { birth, CANDIDATES, type FixtureOptions, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import { launchServer } from "./launch-server";

const RUN = "hundred-thousand";
const ROWS = 100_000;
const BARS = { lcp: 1500, inp: 100, cls: 0.05, script: 150_000 };

interface Vitals {
  lcp: number;
  inp: number;
  cls: number;
}

/** Runs in the page before anything else: what the browser itself tells about painting, moving and answering. */
function observe(): void {
  const vitals: Vitals = { lcp: 0, inp: 0, cls: 0 };
  Object.assign(window, { vitals });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) vitals.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!shift.hadRecentInput) vitals.cls += shift.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  const events: PerformanceObserverInit & { durationThreshold: number } = {
    type: "event",
    buffered: true,
    durationThreshold: 16,
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) vitals.inp = Math.max(vitals.inp, entry.duration);
  }).observe(events);
}

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What a person does there, key by key. */
  readonly keys: readonly string[];
}

const SCREENS: readonly Screen[] = [
  { name: "runs", path: "/", keys: ["j", "j", "k", "x", "j", "x"] },
  { name: "run, demonstration", path: "/runs/quarry", keys: ["1", "Enter", "Enter", "n", "n", "j"] },
  { name: "row diff, demonstration", path: "/runs/quarry/diff", keys: ["n", "n", "N"] },
  { name: "run, 100,000 rows differ", path: `/runs/${RUN}`, keys: ["1", "Enter", "Enter", "n", "n", "j"] },
  { name: "row diff, 100,000 rows", path: `/runs/${RUN}/diff`, keys: ["n", "n", "n", "N"] },
  { name: "ledger", path: "/ledger", keys: ["j", "j", "k"] },
  { name: "help", path: "/help", keys: ["?", "Escape"] },
];

async function uploadLargeRun(url: string, token: string): Promise<void> {
  const send = async (method: string, path: string, type: string, body: Uint8Array | string) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await send(
    "POST",
    "/runs",
    "application/json",
    JSON.stringify({ slug: RUN, name: "Hundred thousand", profile: "birth-registry" }),
  );
  const rows = (over: Record<string, string>) => ({
    tables: {
      "public.birth_registry": registry(
        Array.from({ length: ROWS }, (_, i) => birth(`BR-${String(i).padStart(8, "0")}`, over)),
      ),
    },
  });
  const phases: readonly FixtureOptions[] = [
    { phase: "before", ...rows({}) },
    { phase: "staging", tables: { [`staging_${RUN.replace("-", "_")}.candidate`]: CANDIDATES } },
    { phase: "after", ...rows({ owner: "leaked" }) },
  ];
  for (const options of phases) {
    const made = await fixtureEvidence(
      options.phase === "staging" ? { phase: "staging", run: RUN } : { ...options, run: RUN },
    );
    for (const [digest, { bytes }] of made.content)
      await send("PUT", `/chunks/${digest}`, "application/octet-stream", await compressContent(bytes));
    await send("POST", `/runs/${RUN}/evidence`, "application/json", made.manifest);
  }
}

async function measure(page: Page, { path, keys }: Screen): Promise<Vitals & { script: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let script = 0;
  const asked = new Set<string>();
  session.on("Network.responseReceived", ({ type, requestId }) => {
    if (type === "Script") asked.add(requestId);
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) script += encodedDataLength;
  });
  await page.goto(path, { waitUntil: "networkidle" });
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  const vitals = await page.evaluate(() => (window as Window & { vitals?: Vitals }).vitals);
  if (!vitals) throw new Error(`${path} was not observed`);
  await session.detach();
  return { ...vitals, script };
}

const server = await launchServer({ NOTOUCH_DEMO: "1" });
const browser = await chromium.launch({
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ["--disable-gpu", "--no-first-run"],
});
try {
  await uploadLargeRun(server.url, readFileSync(join(server.data, "demo-token.txt"), "utf8").trim());
  const page = await browser.newPage({ baseURL: server.url, viewport: { width: 1280, height: 900 } });
  await page.addInitScript(observe);
  const password = readFileSync(join(server.data, "demo-accounts.txt"), "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(([, name]) => name === "olivia")?.[2];
  await page.goto("/sign-in", { waitUntil: "networkidle" });
  await page.getByLabel("Username").fill("olivia");
  await page.getByLabel("Password").fill(password ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/");
  for (const screen of SCREENS) {
    // The first visit compiles nothing, but warms what a server keeps; people meet a warm server.
    await page.goto(screen.path, { waitUntil: "networkidle" });
    const { lcp, inp, cls, script } = await measure(page, screen);
    const bars = [
      [`LCP ${Math.round(lcp)} ms`, lcp <= BARS.lcp],
      [`INP ${Math.round(inp)} ms`, inp <= BARS.inp],
      [`CLS ${cls.toFixed(3)}`, cls <= BARS.cls],
      [`script ${(script / 1000).toFixed(0)} kB`, script <= BARS.script],
    ] as const;
    console.log(
      `${screen.name.padEnd(28)} ${bars.map(([text, good]) => `${good ? "ok  " : "MISS"} ${text.padEnd(15)}`).join(" ")}`,
    );
  }
} finally {
  await browser.close();
  await server.stop();
}
