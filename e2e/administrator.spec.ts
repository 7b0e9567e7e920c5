import type { Locator, Page } from "@playwright/test";
import { enter, expect, fillSignIn, passwordOf, post, signIn, test } from "./journey";

const rowOf = (page: Page, username: string): Locator =>
  page
    .getByRole("region", { name: "People" })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: username }) });

/** The one-time link that the page shows once, by the address that this browser uses. */
async function shownLink(page: Page, username: string): Promise<string> {
  const secret = page.getByRole("region", { name: `secret of link for ${username}` });
  await expect(secret).toBeVisible();
  const link = new URL(await secret.innerText());
  return link.pathname + link.search;
}

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel("Password, at least 15 characters").fill(password);
  await page.getByLabel("The same again").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
}

test("somebody is invited, makes their account by the link, and is disabled again", async ({
  page,
  another,
  watch,
}) => {
  await signIn(page, "adam");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("link", { name: "People", exact: true }).click();
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("Username").fill("nora");
  await form.getByLabel("Name", { exact: true }).fill("Nora");
  await expect(form.getByLabel("Role").getByRole("option")).toHaveText([
    "Auditor",
    "Engineer",
    "Administrator",
  ]);
  await form.getByLabel("Role").selectOption({ label: "Engineer" });
  await form.getByRole("button", { name: "Make link" }).click();
  const link = await shownLink(page, "nora");
  await page.reload();
  await expect(page.getByRole("region", { name: "Open links" })).toContainText("nora");
  await expect(page.getByRole("region", { name: "secret of link for nora" })).toHaveCount(0);

  const nora = await another();
  await nora.goto(link);
  await expect(nora.getByRole("main")).toContainText("You are invited as nora, Engineer.");
  await setPassword(nora, "correct horse battery staple");
  await expect(nora.getByRole("alert").filter({ hasText: "common passwords" })).toBeVisible();
  const password = "the lighthouse keeper of 1884";
  await setPassword(nora, password);
  await expect(nora.getByRole("main")).toContainText("You can sign in now.");
  await fillSignIn(nora, "nora", password);
  await expect(nora.getByRole("banner")).toContainText("nora Engineer");
  await nora.goto(link);
  await expect(nora.getByRole("main")).toContainText("This link is used");

  await page.reload();
  await rowOf(page, "nora").getByRole("button", { name: "Disable" }).click();
  await expect(rowOf(page, "nora")).toContainText("disabled");
  // The session that was open counts no longer either.
  await nora.goto("/ledger");
  await expect(nora.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  watch.refusal(401, "/api/auth/sign-in/username");
  await fillSignIn(nora, "nora", password);
  await expect(nora.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
});

test("one's sessions are listed, and another is ended from here", async ({ page, another }) => {
  const password = passwordOf("ada");
  for (const window of [page, await another()]) {
    await window.goto("/sign-in?next=/settings/sessions");
    await fillSignIn(window, "ada", password);
    await expect(window.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
  }
  await page.reload();
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByRole("rowheader")).not.toHaveCount(1);
  await expect(sessions.getByText("this one")).toHaveCount(1);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(sessions.getByRole("rowheader")).toHaveText(["Chrome on Linux"]);
});

test("administering is no authority", async ({ page, another }) => {
  await signIn(page, "adam");
  await page.goto("/runs/orchard/sign-off");
  await expect(page.getByRole("main")).toContainText("You cannot decide here.");
  await expect(page.getByRole("main")).toContainText("You are signed in as Administrator.");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await page.goto("/runs/orchard/upload");
  await expect(page.getByRole("main")).toContainText("You cannot upload.");
  await expect(page.getByLabel("Evidence files")).toHaveCount(0);

  // An Owner's password is not an Administrator's to renew, and an Owner is an Owner's to make.
  await page.goto("/settings/people");
  await expect(rowOf(page, "oscar").getByRole("button", { name: "New password" })).toHaveCount(0);
  await expect(rowOf(page, "emma").getByRole("button", { name: "New password" })).toHaveCount(1);
  const owner = await another();
  await enter(owner, "olivia");
  await owner.goto("/settings/people");
  const form = owner.getByRole("region", { name: "Invite an Owner" });
  await form.getByLabel("Username").fill("otto");
  await form.getByLabel("Your password").fill("not the password");
  await form.getByRole("button", { name: "Make link" }).click();
  await expect(form.getByRole("alert")).toContainText("not your password");
  await form.getByLabel("Username").fill("otto");
  await form.getByLabel("Your password").fill(passwordOf("olivia"));
  await form.getByRole("button", { name: "Make link" }).click();
  await owner.goto(await shownLink(owner, "otto"));
  await expect(owner.getByRole("main")).toContainText("You are invited as otto, Owner.");
});

test("an action that another site sends, or that hides where it comes from, changes nothing", async ({
  page,
}) => {
  await signIn(page, "adam");
  await page.goto("/settings/keys");
  const keys = page.getByRole("region", { name: "API keys" }).getByRole("rowheader");
  const name = page.getByLabel("Name: what uses it");
  const mint = page.getByRole("button", { name: "Mint key" });
  // Whoever finds a session open does not take a key along.
  const before = await keys.count();
  await name.fill("first");
  await page.getByLabel("Your password").fill("not the password");
  await mint.click();
  await expect(page.getByRole("alert").filter({ hasText: "not your password" })).toBeVisible();
  await page.reload();
  await expect(keys).toHaveCount(before);

  const acted = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await name.fill("first");
  await page.getByLabel("Your password").fill(passwordOf("adam"));
  await mint.click();
  const request = await acted;
  const body = request.postDataBuffer();
  const headers = await request.allHeaders();
  await expect(page.getByRole("region", { name: "secret of first" })).toBeVisible();
  const there = await keys.count();
  const { origin, host: _, ":authority": __, "content-length": ___, ...rest } = headers;
  expect(origin).toBe(new URL(page.url()).origin);
  for (const from of [undefined, "null", "http://evil.example"]) {
    await page.request.post("/settings/keys", {
      ...(body && { data: body }),
      headers: { ...rest, ...(from !== undefined && { origin: from }) },
      failOnStatusCode: false,
    });
    await page.reload();
    await expect(keys).toHaveCount(there);
  }
  // The very same request from here does change something: what was refused above was refused for its origin.
  await page.request.post("/settings/keys", {
    ...(body && { data: body }),
    headers: { ...rest, origin: new URL(page.url()).origin },
  });
  await page.reload();
  await expect(keys).toHaveCount(there + 1);
  expect((await post(page, "/api/v1/runs", { slug: "x", name: "x" })).status).toBe(403);
});
