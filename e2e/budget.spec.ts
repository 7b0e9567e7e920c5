import { expect, type Person, signIn, test } from "./journey";

/** Bytes over the wire (gzip) of all scripts that a page loads before anybody does anything. */
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

test("no page asks for more script than its budget before anybody acts", async ({ page }) => {
  test.setTimeout(300_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const scripts = new Map<string, number>();
  const asked = new Set<string>();
  session.on("Network.responseReceived", ({ type, requestId }) => {
    if (type === "Script") asked.add(requestId);
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
    await page.goto(path, { waitUntil: "networkidle" });
    const bytes = [...scripts.values()].reduce((sum, n) => sum + n, 0);
    expect(scripts.size, `${path} loads scripts at all`).toBeGreaterThan(2);
    expect.soft(bytes, `${path} loads ${bytes} bytes of script`).toBeLessThanOrEqual(MOST);
  }
});
