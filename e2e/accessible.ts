import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { expectNoSidewaysScroll } from "./watch";

/** What changes between light and dark is colour and nothing else. */
const COLOUR = ["color-contrast", "link-in-text-block"];
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The page as it stands: nothing for axe to find in light or dark, and no wider than a phone's or a wall's window. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  // A page that was just read anew gets its title a moment after the rest.
  await expect(page).toHaveTitle(/\S/);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // There are no frames to look into, which is what the slower mode is for.
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const { violations } = await (colorScheme === "light"
      ? axe.withTags(WCAG)
      : axe.withRules(COLOUR)
    ).analyze();
    const found = violations.flatMap((v) =>
      v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary}`),
    );
    expect.soft(found, `${name}, ${colorScheme}`).toEqual([]);
  }
  const before = page.viewportSize();
  for (const width of [390, 2560]) {
    await page.setViewportSize({ width, height: 844 });
    await expectNoSidewaysScroll(page);
  }
  if (before !== null) await page.setViewportSize(before);
}
