import type { Locator, Page } from "@playwright/test";
import { expect, fillSignIn, signIn, test } from "./journey";

const rowOf = (page: Page, username: string): Locator =>
  page
    .getByRole("region", { name: "People" })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: username }) });

test("an account is made with a password that is shown once, and disabled again", async ({
  page,
  another,
  watch,
}) => {
  await signIn(page, "adam");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  const people = page.getByRole("region", { name: "People" }).first();
  await people.getByLabel("Username").fill("nora");
  await people.getByLabel("Name", { exact: true }).fill("Nora");
  await people.getByLabel("Role").first().selectOption({ label: "Engineer" });
  await people.getByRole("button", { name: "Make account" }).click();
  const secret = page.getByRole("region", { name: "secret of nora" });
  await expect(secret).toBeVisible();
  const password = await secret.innerText();
  expect(password).toMatch(/^\S{15,}$/);
  await page.reload();
  await expect(rowOf(page, "nora")).toContainText("Engineer");
  await expect(secret).toHaveCount(0);

  const nora = await another();
  await nora.goto("/sign-in");
  await fillSignIn(nora, "nora", password);
  await expect(nora.getByRole("banner")).toContainText("nora Engineer");

  await rowOf(page, "nora").getByRole("button", { name: "Disable" }).click();
  await expect(rowOf(page, "nora")).toContainText("disabled");
  // The session that was open counts no longer either.
  await nora.goto("/ledger");
  await expect(nora.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  watch.refusal(401, "/api/auth/sign-in/username");
  await fillSignIn(nora, "nora", password);
  await expect(nora.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
});

test("administering is no authority", async ({ page }) => {
  await signIn(page, "adam");
  await page.goto("/runs/orchard/sign-off");
  await expect(page.getByRole("main")).toContainText("You cannot decide here.");
  await expect(page.getByRole("main")).toContainText("You are signed in as Administrator.");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.goto("/runs/orchard/upload");
  await expect(page.getByRole("main")).toContainText("You cannot upload.");
  await expect(page.getByLabel("Evidence files")).toHaveCount(0);
});
