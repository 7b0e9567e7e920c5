import { expect, fillSignIn, passwordOf, signIn, test } from "./journey";

test("a search is kept under a name, found again, and taken away", async ({ page }) => {
  await signIn(page, "ada");
  await page.getByRole("searchbox", { name: "Search runs" }).fill("eng:fail fopen:8");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page).toHaveURL(/q=eng%3Afail\+fopen%3A8/);
  const table = page.getByRole("table", { name: "Runs, newest first" });
  await expect(table.getByRole("rowheader")).toHaveCount(1);
  await page.getByLabel("Name of the filter").fill("Leaks");
  await page.getByRole("button", { name: "Save this filter" }).click();
  const filters = page.getByRole("navigation", { name: "Filters" });
  await expect(filters.getByRole("link", { name: "Leaks" })).toBeVisible();

  await page.goto("/");
  await filters.getByRole("link", { name: "Leaks" }).click();
  await expect(page).toHaveURL(/q=eng%3Afail\+fopen%3A8/);
  await expect(table.getByRole("rowheader")).toHaveCount(1);
  await expect(filters.getByRole("link", { name: "Leaks" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("button", { name: "Save this filter" })).toHaveCount(0);

  await filters.getByRole("button", { name: "Remove the filter Leaks" }).click();
  await expect(filters.getByRole("link", { name: "Leaks" })).toHaveCount(0);
  await expect(page.getByRole("searchbox", { name: "Search runs" })).toHaveValue("eng:fail fopen:8");
});

test("a token is put into the search and taken out by its link", async ({ page }) => {
  await signIn(page, "ada");
  const search = page.getByRole("searchbox", { name: "Search runs" });
  const token = (name: string) => page.getByRole("search").getByRole("link", { name, exact: true });
  await token("eng:none").click();
  await expect(search).toHaveValue("eng:none");
  await token("missing:after").click();
  await expect(search).toHaveValue("eng:none missing:after");
  await expect(token("missing:after")).toHaveAttribute("aria-current", "true");
  await token("eng:none").click();
  await expect(search).toHaveValue("missing:after");
});

test("the trend says in a table what it draws, and the same as the list", async ({ page }) => {
  await signIn(page, "ada");
  await page.getByText("The same as a table").click();
  const trend = page.getByRole("table", { name: /oldest run first/ });
  await expect(trend.getByRole("row", { name: /^Quarry/ })).toContainText("FAIL");
  // Nothing was compared in a run without its last capture: that is not a zero.
  await expect(trend.getByRole("row", { name: /^Meadow/ })).toContainText("not measured");
});

test("the screens speak the language that was chosen, also in another browser, and codes stay as they are", async ({
  page,
  another,
}) => {
  await signIn(page, "emma");
  await page.getByRole("button", { name: /Tiếng Việt/ }).click();
  await expect(page.getByRole("heading", { name: "Lượt chạy", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await page.goto("/runs/quarry");
  const verdict = page.getByRole("region", { name: "Phán quyết kỹ thuật" });
  await expect(verdict).toContainText("FAIL: 3 dòng production bị thay đổi");
  await expect(verdict).toContainText("F-OPEN-8");

  // Another browser that was told English: the account's choice counts as soon as it is known whose it is.
  const elsewhere = await another();
  await elsewhere.goto("/sign-in");
  await elsewhere.getByRole("button", { name: /Tiếng Việt/ }).click();
  await elsewhere.getByRole("button", { name: /English/ }).click();
  await fillSignIn(elsewhere, "emma", passwordOf("emma"));
  await expect(elsewhere.getByRole("heading", { name: "Lượt chạy", level: 1 })).toBeVisible();
  await elsewhere.getByRole("button", { name: "Đăng xuất" }).click();
  await expect(elsewhere.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: /English/ }).click();
  await expect(page.getByRole("region", { name: "Engineering verdict" })).toContainText(
    "FAIL: 3 production rows changed",
  );
});

test("a run is a packet of pages, and the server prints it as PDF for whoever may read it", async ({
  page,
  request,
}) => {
  test.setTimeout(180_000);
  await signIn(page, "ada");
  await page.goto("/runs/quarry");
  await page.getByRole("link", { name: "Evidence packet" }).click();
  await expect(page.getByRole("heading", { name: /^Quarry/, level: 1 })).toBeVisible();
  await expect(page.getByRole("region", { name: "Engineering verdict" })).toContainText("FAIL");
  await expect(page.getByRole("region", { name: "Authority" })).toContainText("HOLD");
  for (const part of ["Matrix", "Production rows that differ", "Proof"])
    await expect(page.getByRole("heading", { name: part, exact: true })).toBeVisible();

  const pdf = await page.request.get("/runs/quarry/packet.pdf", { timeout: 120_000 });
  expect(pdf.status()).toBe(200);
  expect(pdf.headers()["content-type"]).toBe("application/pdf");
  const bytes = await pdf.body();
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.toString("latin1").match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(4);

  expect((await page.request.get("/runs/nowhere/packet.pdf")).status()).toBe(404);
  expect((await request.get("/runs/quarry/packet.pdf")).status()).toBe(401);
  const forged = await request.get("/runs/quarry/packet?ticket=1.en.x.y", { maxRedirects: 0 });
  expect(forged.status()).toBe(307);
});

test("a page that hears nothing from its server says that it may be stale", async ({ page }) => {
  await signIn(page, "olivia");
  // Asked every few seconds, because a capture is missing.
  await page.goto("/runs/meadow");
  await expect(page.getByText("This page watches for evidence.")).toBeVisible();
  await expect(page.getByText(/Last asked/)).toBeVisible();
  await page.route("**/runs/meadow/pulse", (route) => route.abort("aborted"));
  await expect(page.getByText(/This page may be stale/)).toBeVisible();
  await page.unroute("**/runs/meadow/pulse");
  await expect(page.getByText(/This page may be stale/)).toHaveCount(0);
});
