import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { formatCheckpoint } from "@/lib/ledger/checkpoint";
import { formatVerifierKey, signNote } from "@/lib/ledger/note";
import { ed25519Signer } from "@/lib/ledger/signer";
import { expect, type Person, passwordOf, post, recorded, runOf, signIn, test } from "./journey";

const AUDITOR: Person = "ada";

test("an auditor finds and reads everything", async ({ page }) => {
  await signIn(page, AUDITOR);
  const runs = page.getByRole("table", { name: "Runs" }).getByRole("rowheader");
  for (const name of ["Harbour", "Orchard", "Lantern", "Meadow", "Quarry"])
    await expect(runs.filter({ hasText: name })).toHaveCount(1);

  const search = page.getByRole("searchbox", { name: "Search runs" });
  for (const [token, found] of [
    ["eng:fail", ["Quarry"]],
    ["fopen:9", ["Quarry"]],
    ["missing:after has:staging", ["Meadow"]],
    ["eng:none has:after", ["Lantern"]],
    ["orch", ["Orchard"]],
  ] as const) {
    await search.fill(token);
    await search.press("Enter");
    await expect(page).toHaveURL(`/?${new URLSearchParams({ q: token })}`);
    await expect(runs).toHaveText(found.map((name) => new RegExp(name)));
  }
  await search.fill("nothing-is-called-so");
  await search.press("Enter");
  await expect(page.getByRole("main")).toContainText("No run matches this search.");

  await page.goto("/runs/quarry");
  await page.getByRole("link", { name: "Row diff", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Row diff", level: 1 })).toBeVisible();
  const filters = page.getByRole("navigation", { name: "Filters" });
  const rows = page.getByRole("region", { name: "Differing rows" });
  await filters.getByRole("link", { name: /^NT-4/ }).click();
  await expect(page).toHaveURL(/claim=NT-4/);
  await expect(rows).toContainText("BR-QUARRY-0001");
  await filters.getByRole("link", { name: /^NT-4/ }).click();
  await expect(page).not.toHaveURL(/claim=/);
  await filters.getByLabel("Part of a key").fill("QUARRY-0001");
  await filters.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("status").filter({ hasText: "match" })).toContainText(/^1 row of \d+ match/);
  await filters.getByLabel("Part of a key").fill("no-such-key");
  await filters.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("main")).toContainText("No row matches this filter.");
  await page.goto("/runs/orchard/diff");
  await expect(page.getByRole("main")).toContainText(/0 differences of [\d,]+ rows compared/);
  await page.goto("/runs/meadow/diff");
  await expect(page.getByRole("main")).toContainText("Nothing was compared.");
  await page.goto("/runs/meadow");
  const bracket = page.getByRole("region", { name: "The bracket" });
  await expect(bracket).toContainText("The bracket is not closed: a capture is missing.");
  await page.goto("/runs/quarry");
  await expect(bracket).toContainText("9 of 9 bracket conditions hold");

  await page.getByRole("link", { name: "Ledger", exact: true }).click();
  await page.getByLabel("Kind").selectOption({ label: "Evidence recorded" });
  await page.getByLabel("Run", { exact: true }).fill("quarry");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("navigation", { name: "Pages" })).toContainText("3 entries");
  await page.getByRole("link", { name: "Search", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search everything" }).fill("key:BR-QUARRY-0001");
  await page.getByRole("searchbox", { name: "Search everything" }).press("Enter");
  await expect(page.getByRole("table", { name: "Runs found" }).getByRole("rowheader")).toHaveText(/Quarry/);
  await page.getByRole("link", { name: "Touched rows 1" }).click();
  await page.getByRole("link", { name: "BR-QUARRY-0001", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "match" })).toContainText(/^1 row of \d+ match/);
  await page.getByRole("link", { name: "Register", exact: true }).click();
  await expect(page.getByRole("region", { name: "Blockers" }).first()).toContainText("CONS-002");
  await page.getByRole("link", { name: "Help", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Help", level: 1 })).toBeVisible();
});

test("no screen of the records offers an auditor a change", async ({ page }) => {
  await signIn(page, AUDITOR);
  for (const path of [
    "/",
    "/runs/harbour",
    "/runs/meadow",
    "/runs/quarry/diff",
    "/runs/harbour/sign-off",
    "/runs/harbour/upload",
    "/ledger",
    "/register",
    "/help",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const main = page.getByRole("main");
    await expect(main.getByText("New run", { exact: true }), path).toHaveCount(0);
    await expect(main.getByRole("link", { name: /upload/i }), path).toHaveCount(0);
    await expect(main.getByLabel("Evidence files"), path).toHaveCount(0);
    await expect(main.getByRole("radio"), path).toHaveCount(0);
    await expect(main.getByText(/^(Close|Reopen)$/), path).toHaveCount(0);
    // Forms that are left only ask: searches and filters, which go out as GET.
    for (const form of await main.locator("form").all())
      expect(await form.evaluate((e) => (e instanceof HTMLFormElement ? e.method : "")), path).toBe("get");
  }
  await page.goto("/runs/harbour/upload");
  await expect(page.getByRole("main")).toContainText("An Auditor reads and writes nothing.");
  await page.goto("/runs/harbour/sign-off");
  await expect(page.getByRole("main")).toContainText("You cannot decide here.");
});

test("every change is refused around the screens too, and records nothing", async ({ page }) => {
  await signIn(page, AUDITOR);
  const before = await recorded(page);
  const run = await runOf(page, "harbour");
  const origin = new URL(page.url()).origin;
  const decision = { reason: "because", scope: "all", password: passwordOf(AUDITOR) };
  for (const [path, body] of [
    ["/api/v1/runs", { slug: "of-an-auditor", name: "Of an auditor" }],
    ["/api/v1/chunks/missing", { digests: [] }],
    ["/api/v1/chunks", {}],
    ["/api/v1/runs/harbour/evidence", {}],
    ["/api/v1/runs/harbour/declaration", { result: "PASS" }],
    ["/api/v1/runs/harbour/decisions", { kind: "HOLD", ...decision }],
    ["/api/v1/runs/harbour/decisions", { kind: "AUTHORIZE", ...decision }],
  ] as const) {
    const answer = await post(page, path, body, {
      origin,
      "if-match": `"${run.engineering.matrixDigest}"`,
    });
    expect(answer.status, `${path} ${JSON.stringify(answer.body)}`).toBe(403);
  }
  const put = await page.request.put(`/api/v1/chunks/${"0".repeat(64)}`, { data: "", headers: { origin } });
  expect(put.status()).toBe(403);
  expect(await recorded(page)).toEqual(before);
  expect(await runOf(page, "harbour")).toEqual(run);
});

/** Exit status of the command line on a bundle. */
function verdictOn(file: string): number | null {
  return spawnSync(process.execPath, ["dist/notouch.mjs", "verify", file], { encoding: "utf8" }).status;
}

test("a run leaves as one file that verifies itself: in a browser from the disk, and on the command line", async ({
  page,
  browser,
}, info) => {
  await signIn(page, AUDITOR);
  await page.goto("/runs/quarry");
  const saved = async (name: string) => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name, exact: true }).click();
    const download = await downloading;
    const path = info.outputPath(download.suggestedFilename());
    await download.saveAs(path);
    return path;
  };
  for (const name of ["Bundle", "Bundle with every row"]) {
    const file = await saved(name);
    expect(verdictOn(file), name).toBe(0);
    const bytes = await readFile(file);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(verdictOn(file), `${name}, one bit of it altered`).toBe(6);
  }
  const file = await saved("Page that verifies itself");
  expect(verdictOn(file)).toBe(0);

  const alone = await browser.newContext({ offline: true });
  const opened = await alone.newPage();
  const asked: string[] = [];
  opened.on("request", (request) => asked.push(request.url()));
  await opened.goto(`file://${file}`);
  await expect(opened.getByRole("status", { name: "Outcome of the verification" })).toContainText("VERIFIED");
  await expect(opened.getByRole("region", { name: "Engineering verdict" })).toContainText("FAIL");
  await expect(opened.getByRole("region", { name: "Authority" })).toContainText("HOLD");
  await expect(opened.getByRole("region", { name: "Rows that differ" })).toContainText("BR-QUARRY-0001");
  expect(asked).toEqual([`file://${file}`]);
  // Of another ledger than the one that was kept: a checkpoint that nothing in this file leads to.
  const stranger = ed25519Signer("elsewhere.example/ledger", new Uint8Array(32).fill(5));
  await opened.getByLabel("Verifier key").fill(formatVerifierKey(stranger.key));
  await opened.getByRole("button", { name: "Verify again" }).click();
  await expect(opened.getByRole("status", { name: "Outcome of the verification" })).toContainText("ALTERED");
  await expect(opened.getByRole("region", { name: "Engineering verdict" })).toHaveCount(0);
  await alone.close();
});

test("the ledger is verified in the browser, remembered, and a ledger that was rewritten cannot be waved away", async ({
  page,
}) => {
  await signIn(page, AUDITOR);
  await page.goto("/ledger");
  const check = page.getByRole("status", { name: "Verified in this browser" });
  await expect(check).toContainText("sees this ledger for the first time");
  await expect(check).toContainText(/(\d+) of \1 entries shown stand in its tree/);
  const rows = page.getByRole("region", { name: "Ledger entries" }).getByRole("row");
  await expect(rows.nth(1)).toContainText("in the tree");
  await page.getByLabel("Kind").selectOption("audit");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/kind=audit/);
  await expect(check).toContainText("Nothing was rewritten since your last visit");
  const exporting = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Export .* as CSV$/ }).click();
  expect((await exporting).suggestedFilename()).toBe("notouch-audit-trail.csv");

  // What this browser kept is now of another history: one entry long, with the very key that it pinned then.
  const other = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(5));
  const text = formatCheckpoint({ origin: other.key.name, size: 1, root: "0".repeat(64), extensions: [] });
  const note = await signNote(text, [other]);
  const kept = JSON.stringify({ note, key: formatVerifierKey(other.key), at: new Date().toISOString() });
  await page.evaluate((value) => localStorage.setItem("notouch.ledger", value), kept);
  for (const visit of ["/ledger", "/ledger?kind=audit"]) {
    await page.goto(visit);
    const alarm = page
      .getByRole("alert")
      .filter({ hasText: "This is not the ledger that this browser knew." });
    await expect(alarm).toBeVisible();
    for (const [button, file] of [
      ["Save the checkpoint kept here", "notouch-checkpoint-kept.txt"],
      ["Save the checkpoint of now", "notouch-checkpoint-now.txt"],
    ] as const) {
      const saving = page.waitForEvent("download");
      await alarm.getByRole("button", { name: button }).click();
      expect((await saving).suggestedFilename()).toBe(file);
    }
    await expect(alarm.getByRole("button")).toHaveCount(2);
    await expect(rows.nth(1)).toContainText("not checked");
  }
  expect(await page.evaluate(() => localStorage.getItem("notouch.ledger"))).toBe(kept);
});
