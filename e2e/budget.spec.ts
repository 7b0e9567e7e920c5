import { expect, type Person, signIn, test } from "./journey";

/** Bytes over the wire (gzip) of the scripts that a page's document names: what it loads before it works at all. */
const MOST = 150_000;

const PAGES: readonly (readonly [Person, string])[] = [
  ["olivia", "/"],
  ["olivia", "/runs/quarry"],
  ["olivia", "/runs/quarry/diff"],
  ["olivia", "/runs/harbour/sign-off"],
  ["olivia", "/runs/harbour/packet"],
  ["olivia", "/register"],
  ["olivia", "/ledger"],
  ["olivia", "/help"],
  ["erik", "/runs/meadow/upload"],
  ["adam", "/settings"],
];

test("no page's document names more script than its budget", async ({ page }) => {
  test.setTimeout(300_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Map<string, number>();
  const asked = new Map<string, string>();
  session.on("Network.responseReceived", ({ type, requestId, response }) => {
    if (type === "Script") asked.set(requestId, new URL(response.url).pathname);
  });
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (asked.has(requestId)) scripts.set(requestId, (scripts.get(requestId) ?? 0) + encodedDataLength);
  });
  let signedIn: Person | null = null;
  for (const [person, path] of PAGES) {
    if (person !== signedIn) {
      await page.context().clearCookies();
      await signIn(page, person);
    }
    signedIn = person;
    asked.clear();
    scripts.clear();
    const document = await page.goto(path, { waitUntil: "networkidle" });
    const html = (await document?.text()) ?? "";
    // What a page fetches by itself once it works (the ledger's verifier) is not in its document.
    const named = new Set(
      [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"?]+\.js)/g)].map((m) => m[1]),
    );
    const counted = [...scripts].filter(([id]) => named.has(asked.get(id)));
    const bytes = counted.reduce((sum, [, n]) => sum + n, 0);
    expect(counted.length, `${path} loads scripts at all`).toBeGreaterThan(8);
    expect.soft(bytes, `${path} loads ${bytes} bytes of script`).toBeLessThanOrEqual(MOST);
  }
});
