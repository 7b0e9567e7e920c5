import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { enter, expect, test } from "./journey";

const DIFF = "/runs/quarry/diff";

test.beforeEach(async ({ page }) => enter(page, "ada"));

test("facets narrow the whole diff, stand in the address, and say what another choice would give", async ({
  page,
}) => {
  await page.goto(DIFF);
  const filters = page.getByRole("navigation", { name: "Filters" });
  const status = page.getByRole("status").filter({ hasText: "row" });
  await expect(status).toContainText("5 differing rows");
  await filters.getByRole("link", { name: "NT-1 3" }).click();
  await expect(page).toHaveURL(/claim=NT-1/);
  await expect(status).toContainText("3 rows of 5 match");
  await expect(filters.getByRole("link", { name: "inserted 0" })).toBeVisible();
  await expect(page.locator("[data-change]")).toHaveCount(3);
  await page.getByRole("searchbox", { name: "Part of a key" }).fill("0060");
  await page.keyboard.press("Enter");
  await expect(status).toContainText("1 row of 5 match");
  await expect(page).toHaveURL(/claim=NT-1.*key=0060|key=0060.*claim=NT-1/);
  await filters.getByRole("link", { name: "inserted 0" }).click();
  await expect(page.getByText("No row matches this filter.")).toBeVisible();
});

test("by keyboard alone: rows, tables, the search field, and the address of one cell", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(DIFF);
  await expect(page.locator("[data-change]")).toHaveCount(5);
  await press(page, "n", "BR-0000000001");
  await press(page, "n", "BR-0000000002");
  await press(page, "N", "BR-0000000001");
  await press(page, "n", "BR-0000000002");
  await press(page, "n", "BR-0000000060");
  await page.keyboard.press("y");
  await expect(page.getByRole("status").filter({ hasText: "Copied." })).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(address).searchParams.get("row")).toBe("BR-0000000060");
  expect(page.url()).toBe(address);

  await page.reload();
  const cell = page.locator("#linked");
  await expect(cell).toContainText(new URL(address).searchParams.get("cell") ?? "");
  await expect(cell).toBeInViewport();

  await page.goto(DIFF);
  await expect(async () => {
    await page.keyboard.press("]");
    await expect(page).toHaveURL(/table=public\.birth_registry/, { timeout: 1000 });
  }).toPass();
  await expect.poll(() => focused(page)).toContain("BR-0000000001");
  await page.keyboard.press("]");
  await expect(page).toHaveURL(/table=public\.universal_edges/);
  await expect.poll(() => focused(page)).toContain("universal_edges");
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/table=public\.birth_registry/);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Part of a key" })).toBeFocused();
});

test("what differs inside a value is marked, and NULL looks like no text", async ({ page }) => {
  await page.goto(`${DIFF}?column=certified&kind=changed`);
  const line = page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: "certified", exact: true }) });
  await expect(line.locator("mark")).toHaveText(["f", "t"]);
  await page.goto(`${DIFF}?column=inspect_pen&kind=changed`);
  await expect(page.getByTitle("NULL").first()).toHaveText("NULL");
});

test("the key space leads to its differences", async ({ page }) => {
  await page.goto(DIFF);
  const strip = page.getByRole("img", { name: /^public\.birth_registry: 4 differences in/ });
  await expect(strip).toBeVisible();
  const form = page.locator("form").filter({ has: strip });
  await form.getByRole("slider").fill("95");
  await form.getByRole("button", { name: "Go there" }).click();
  await expect(page.locator("[data-change]").first()).toContainText("BR-QUARRY-0001");
});

test("the filtered diff is exported, whole", async ({ page }) => {
  await page.goto(`${DIFF}?claim=NT-1`);
  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(csv.suggestedFilename()).toBe("quarry-diff.csv");
  const lines = readFileSync(await csv.path(), "utf8")
    .trimEnd()
    .split("\n");
  expect(lines[0]).toBe("table,kind,key,column,before,after,claims");
  expect(new Set(lines.slice(1).map((line) => line.split(",")[2])).size).toBe(3);
  const [json] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export JSON" }).click(),
  ]);
  const document = JSON.parse(readFileSync(await json.path(), "utf8"));
  expect([document.total, document.rows.length]).toEqual([3, 3]);
});

test("a row's history names the runs that touched it, those that did not, and those that say nothing", async ({
  page,
}) => {
  await page.goto(`${DIFF}?key=BR-0000000060`);
  await page.getByRole("link", { name: "History of this row" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toContainText(
    /It differed in 1 of \d+ runs that compared/,
  );
  await expect(page.getByRole("region", { name: "Run quarry" })).toContainText("certified");
  await expect(page.getByText(/^Not different in \d+ runs? that compared its table/)).toBeVisible();
  const silent = page
    .getByText(/^Nothing is known from \d+ runs? that did not compare/)
    .locator("xpath=../..");
  await expect(silent).toContainText("meadow");
});

test("two runs are compared claim by claim, and runs of two kinds are not", async ({ page }) => {
  await page.goto("/compare?a=harbour&b=quarry");
  const claims = page.getByRole("table", { name: "The eight claims in both runs" });
  await expect(claims.getByRole("row")).toHaveCount(9);
  const first = claims.getByRole("row").filter({ hasText: "NT-1" });
  await expect(first).toContainText("was PASS, is FAIL");
  await expect(page.getByRole("region", { name: "New in the later run" })).toContainText("F-OPEN-1");
  await page.goto("/compare?a=quarry&b=quarry");
  await expect(page.getByText("These runs are not comparable.")).toBeVisible();
  await expect(claims.getByText("not comparable")).toHaveCount(8);
  await expect(claims).not.toContainText("the same verdict");
});

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}

/** Presses a key until the focus is where it leads: before the page's script runs, a key does nothing. */
async function press(page: Page, key: string, leadsTo: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    expect(await focused(page)).toContain(leadsTo);
  }).toPass();
}
