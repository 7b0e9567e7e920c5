import { expectVisibleFocus, tabTo, tabToWords } from "./by-keyboard";
import { expect, passwordOf, signIn, test } from "./journey";

test("from the sign-in to the sign-off without a mouse, and the focus is always to be seen", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  await tabToWords(page, "Skip to the content");
  await tabToWords(page, "notouch");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Username")).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.type("olivia");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Password")).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.type(passwordOf("olivia"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();

  const runs = page.getByRole("table", { name: "Runs" }).getByRole("rowheader").getByRole("link");
  const names = await runs.allInnerTexts();
  const quarry = names.findIndex((name) => name.startsWith("Quarry"));
  // One too far, and back again.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(runs.first()).toBeFocused({ timeout: 500 });
  }).toPass();
  for (let i = 0; i < quarry + 1; i++) await page.keyboard.press("j");
  await page.keyboard.press("k");
  if (quarry === names.length - 1) await page.keyboard.press("j");
  await expect(runs.nth(quarry)).toBeFocused();
  await expectVisibleFocus(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Quarry/, level: 1 })).toBeVisible();

  const claim = page.getByRole("table", { name: "The eight claims" }).getByRole("button", { name: /^NT-1 / });
  await page.keyboard.press("1");
  await expect(claim).toBeFocused();
  await expectVisibleFocus(page);
  await expect(claim).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Enter");
  await expect(claim).toHaveAttribute("aria-expanded", "false");

  await page.goto("/runs/meadow");
  const open = page
    .getByRole("table", { name: "The eight claims" })
    .getByRole("button", { expanded: true })
    .first();
  // Keys work once the page's script runs.
  await expect(async () => {
    await page.keyboard.press("2");
    await expect(open).toBeFocused({ timeout: 500 });
  }).toPass();
  await expectVisibleFocus(page);

  await page.goto("/runs/harbour");
  await tabToWords(page, "Open the sign-off page");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sign-off", level: 1 })).toBeVisible();
  await tabTo(page, "the reason", ({ tag }) => tag === "textarea");
  await expect(page.getByRole("textbox", { name: "Reason" })).toBeFocused();
});

test("any place by name, two runs side by side, and every change: without a mouse", async ({ page }) => {
  await signIn(page, "olivia");
  const palette = page.getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.type("quarry");
  await expect(page.getByRole("option", { name: /^Quarry/, selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Quarry/, level: 1 })).toBeVisible();

  // Every change of the page is gone to, and the page knows it, also after it was loaded again.
  await expect(page.getByText("0 of 5 changes seen")).toBeVisible();
  await page.keyboard.press("n");
  await expectVisibleFocus(page);
  await expect(page.getByText("1 of 5 changes seen")).toBeVisible();
  for (let i = 0; i < 40; i++) await page.keyboard.press("n");
  await expect(page.getByText("all 5 changes seen")).toBeVisible();
  await page.reload();
  await expect(page.getByText("all 5 changes seen")).toBeVisible();
  await page.getByRole("button", { name: "Forget" }).press("Enter");
  await expect(page.getByText("0 of 5 changes seen")).toBeVisible();

  // A claim's address is copied, and leads back to it, opened.
  await page.goto("/runs/quarry#NT-3");
  const closed = page
    .getByRole("table", { name: "The eight claims" })
    .getByRole("button", { name: /^NT-3 / });
  await expect(closed).toHaveAttribute("aria-expanded", "true");
  await closed.focus();
  await page.keyboard.press("y");
  await expect(page.getByText("Copied.")).toBeVisible();

  await page.goto("/");
  const runs = page.getByRole("table", { name: "Runs" }).getByRole("rowheader").getByRole("link");
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(runs.first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("x");
  await expect(page.getByText("1 of 2 picked")).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("2 of 2 picked")).toBeVisible();
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/compare\?a=[\w-]+&b=[\w-]+$/);
});

test("single keys can be switched off, and the palette stays", async ({ page }) => {
  await signIn(page, "olivia");
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("checkbox", { name: "Single-key shortcuts are on" }).press("Space");
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.getByRole("table", { name: "Runs" })).toBeVisible();
  const palette = page.getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeFocused({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.keyboard.press("j");
  await expect(page.getByRole("dialog", { name: "Keys" })).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Runs" }).getByRole("link").first()).not.toBeFocused();
});
