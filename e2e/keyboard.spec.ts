import type { Page } from "@playwright/test";
import { expect, passwordOf, test } from "./journey";

interface Focused {
  readonly tag: string;
  readonly words: string;
  /** Something drawn around it tells that the focus is here. */
  readonly marked: boolean;
  /** It lies in the window, and no other thing lies over it. */
  readonly seen: boolean;
}

/** Where the keyboard is, as somebody who looks at the screen can tell. */
async function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { tag: "none", words: "", marked: false, seen: false };
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    const outlined =
      outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 && outlineColor !== "rgba(0, 0, 0, 0)";
    // Inside a date field the browser moves on by itself, and there it draws its own ring.
    const inside = element.matches("input[type=date]:not(:focus-visible)");
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [
      (Math.max(left, 0) + Math.min(right, innerWidth)) / 2,
      (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
    ];
    const there = document.elementFromPoint(x, y);
    return {
      tag: element.tagName.toLowerCase(),
      words: (element.getAttribute("aria-label") ?? element.innerText).trim(),
      marked: outlined || inside || boxShadow !== "none",
      seen: there !== null && (element.contains(there) || there.contains(element)),
    };
  });
}

async function expectVisibleFocus(page: Page): Promise<Focused> {
  const now = await focused(page);
  expect(now, JSON.stringify(now)).toMatchObject({ marked: true, seen: true });
  return now;
}

/** Tabs on until `there`. Past the last element the focus is with the browser for one step, and comes back on top. */
async function tabTo(page: Page, what: string, there: (now: Focused) => boolean): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).tag === "none") continue;
    if (there(await expectVisibleFocus(page))) return;
  }
  throw new Error(`${what} was not reached by Tab`);
}

const tabToWords = (page: Page, words: string) => tabTo(page, words, (now) => now.words.includes(words));

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

  const claim = page.getByRole("table", { name: "The eight claims" }).getByRole("button", { name: "NT-1" });
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
