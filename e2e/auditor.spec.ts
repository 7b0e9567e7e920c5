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
  await expect(page.getByRole("status").filter({ hasText: "match" })).toContainText(/^1 row of \d+ match$/);
  await filters.getByLabel("Part of a key").fill("no-such-key");
  await filters.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("main")).toContainText("No row matches this filter.");
  await page.goto("/runs/orchard/diff");
  await expect(page.getByRole("main")).toContainText(/0 differences of [\d,]+ rows compared/);
  await page.goto("/runs/meadow/diff");
  await expect(page.getByRole("main")).toContainText("Nothing was compared.");

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
