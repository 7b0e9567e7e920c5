import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expect, fillSignIn, signIn, test } from "./journey";

const PASSWORD = "a gull on the harbour wall at 6";

/** Passkeys belong to host names: the same server by its name, in a browser with an authenticator of its own. */
async function openByName(page: Page, base: string, path: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(base.replace("127.0.0.1", "localhost") + path);
}

test("a passkey is enrolled, signs in alone, and is asked for beside the password", async ({
  page,
  another,
  baseURL,
}) => {
  await signIn(page, "adam");
  await page.goto("/settings/people");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("Username").fill("pia");
  await form.getByLabel("Role").selectOption({ label: "Auditor" });
  await form.getByRole("button", { name: "Make link" }).click();
  const link = new URL(await page.getByRole("region", { name: "secret of link for pia" }).innerText());

  const pia = await another();
  await openByName(pia, baseURL ?? "", link.pathname + link.search);
  await pia.getByLabel("Password, at least 15 characters").fill(PASSWORD);
  await pia.getByLabel("The same again").fill(PASSWORD);
  await pia.getByRole("button", { name: "Set password" }).click();
  await fillSignIn(pia, "pia", PASSWORD);
  await expect(pia.getByRole("banner")).toContainText("pia Auditor");

  await pia.goto(new URL("/settings", pia.url()).href);
  await pia.getByText("Add a passkey", { exact: true }).click();
  await pia.getByLabel("Name: what holds it").fill("laptop");
  await pia.getByLabel("Your password").first().fill(PASSWORD);
  await pia.getByRole("button", { name: "Add passkey" }).click();
  await expect(pia.getByRole("main")).toContainText("laptop");
  await pia.locator("main details").evaluateAll((all) => {
    for (const details of all) details.setAttribute("open", "");
  });
  await expect(pia.getByRole("button", { name: "Remove laptop" })).toBeVisible();
  await expectAccessible(pia, "an enrolled passkey with its recovery codes");

  const leave = async () => {
    await pia.goto(new URL("/", pia.url()).href);
    await pia.getByRole("button", { name: "Sign out" }).click();
    await expect(pia.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  };
  await leave();
  await pia.getByRole("button", { name: "Use a passkey" }).click();
  await expect(pia.getByRole("banner")).toContainText("pia Auditor");

  await leave();
  await fillSignIn(pia, "pia", PASSWORD);
  await expect(pia.getByText("The password is right. Now your second factor.")).toBeVisible();
  // Nothing has begun yet: the start page leads back to the sign-in.
  const stranger = await pia.context().newPage();
  await stranger.goto(new URL("/", pia.url()).href);
  await expect(stranger.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  await stranger.close();
  await pia.getByRole("button", { name: "Use a passkey" }).click();
  await expect(pia.getByRole("banner")).toContainText("pia Auditor");
  await pia.goto(new URL("/settings/sessions", pia.url()).href);
  await expect(pia.getByRole("region", { name: "Sessions" })).toContainText("password and passkey");
});
