import { expect, type Page } from "@playwright/test";

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

export async function expectVisibleFocus(page: Page): Promise<Focused> {
  const now = await focused(page);
  expect(now, JSON.stringify(now)).toMatchObject({ marked: true, seen: true });
  return now;
}

/** Tabs on until `there`. Past the last element the focus is with the browser for one step, and comes back on top. */
export async function tabTo(page: Page, what: string, there: (now: Focused) => boolean): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).tag === "none") continue;
    if (there(await expectVisibleFocus(page))) return;
  }
  throw new Error(`${what} was not reached by Tab`);
}

export const tabToWords = (page: Page, words: string) =>
  tabTo(page, words, (now) => now.words.includes(words));
