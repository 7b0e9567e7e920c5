import { type CDPSession, expect, type Page } from "@playwright/test";
import { totpCode } from "@/app/_server/identity/totp";
import {
  authority,
  decisionsOf,
  fillSignIn,
  test as journey,
  type Person,
  passwordOf,
  runOf,
  toAcknowledge,
} from "./journey";

/** Passkeys belong to a host name: the same server, under its name instead of its address. */
const test = journey.extend({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
  baseURL: async ({}, use) => use((process.env.NOTOUCH_E2E_URL ?? "").replace("127.0.0.1", "localhost")),
});

const RUN = "harbour";
const decisionsAt = `/api/v1/runs/${RUN}/decisions`;
const receipt = (page: Page) => page.getByRole("status").filter({ hasText: "is recorded" });
const factors = (page: Page) => page.getByRole("region", { name: "Your second factors" });

async function come(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, person, passwordOf(person));
  await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();
}

/** Chromium's own authenticator in software; whether it verifies its person can be switched. */
async function authenticatorOf(page: Page) {
  const client: CDPSession = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified: boolean) =>
      client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    credentials: async () =>
      (await client.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
  };
}

async function openSignOff(page: Page, kind: "HOLD" | "AUTHORIZE" | "REVOKE"): Promise<void> {
  await page.goto(`/runs/${RUN}/sign-off`);
  await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
}

/** Everything that AUTHORIZE takes, but for presence. */
async function fillAuthorize(page: Page): Promise<void> {
  const { caveats, blockers } = await toAcknowledge(page, RUN);
  for (const [title, names] of [
    ["Caveats", caveats],
    ["Open blockers", blockers],
  ] as const)
    for (const name of names)
      await page
        .getByRole("group", { name: title })
        .getByRole("listitem")
        .filter({ has: page.getByText(name, { exact: true }) })
        .getByRole("checkbox")
        .check();
  await page.getByRole("textbox", { name: "Scope" }).fill("One further survey.");
  await page.getByLabel("Reason", { exact: true }).fill("The proof is complete.");
  await page.getByLabel("Type the run's short name").fill(RUN);
  const { matrixDigest } = (await runOf(page, RUN)).engineering;
  await page.getByLabel("Type the digest's last 6").fill(matrixDigest.slice(-6).toUpperCase());
}

test("a passkey is enrolled, signs HOLD, AUTHORIZE and REVOKE, and nothing is recorded where it does not verify", async ({
  page,
  watch,
}) => {
  test.setTimeout(180_000);
  const device = await authenticatorOf(page);
  await come(page, "oscar");

  await page.goto("/settings");
  await expect(factors(page)).toContainText("None yet");
  const adding = factors(page).locator("details").filter({ hasText: "Add a passkey" });
  await adding.getByText("Add a passkey", { exact: true }).click();
  await adding.getByLabel("Name: what holds it").fill("laptop");
  await adding.getByLabel("Your password").fill(passwordOf("oscar"));
  await adding.getByRole("button", { name: "Add passkey" }).click();
  await expect(factors(page).getByRole("status")).toContainText("Recovery codes");
  await expect(factors(page).getByRole("list", { name: "Enrolled factors" })).toContainText("laptop");
  expect(await device.credentials()).toBe(1);

  // The last factor of an Owner stays.
  const id = /passkeys\/([0-9a-f-]+)\/removal/;
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (id.test(path)) watch.refusal(422, path);
  });
  await factors(page).getByText("Remove laptop").first().click();
  const removal = factors(page).getByRole("listitem").filter({ hasText: "laptop" });
  await removal.getByLabel("Your password").fill(passwordOf("oscar"));
  await removal.getByRole("button", { name: "Remove laptop" }).click();
  await expect(removal.getByRole("alert")).toContainText("an Owner keeps one");

  const before = await decisionsOf(page, RUN);
  await openSignOff(page, "HOLD");
  await expect(page.getByRole("radio", { name: "Passkey" })).toBeChecked();
  await page.getByLabel("Reason", { exact: true }).fill("I read it first.");
  await page.getByRole("button", { name: "Record HOLD" }).click();
  await expect(receipt(page)).toContainText("HOLD is recorded");
  await expect(receipt(page)).toContainText("a passkey that verified its person");
  expect(await decisionsOf(page, RUN)).toBe(before + 1);

  await openSignOff(page, "AUTHORIZE");
  await fillAuthorize(page);
  const record = page.getByRole("button", { name: "Record AUTHORIZE" });
  // An authenticator that does not verify its person gives no signature, and the page says so.
  await device.verifies(false);
  await record.click();
  await expect(page.getByRole("form", { name: "Decision" }).getByRole("alert")).toContainText(
    "The passkey was not used",
  );
  expect(await decisionsOf(page, RUN)).toBe(before + 1);
  await device.verifies(true);
  // Enter in any field, and on the button, records nothing.
  for (const field of [
    page.getByLabel("Type the digest's last 6"),
    page.getByRole("textbox", { name: "Scope" }),
    record,
  ]) {
    await field.focus();
    await page.keyboard.press("Enter");
  }
  expect(await decisionsOf(page, RUN)).toBe(before + 1);
  await page.getByRole("textbox", { name: "Scope" }).fill("One further survey.");
  await record.click();
  await expect(receipt(page)).toContainText("AUTHORIZE is recorded");
  await expect(receipt(page).getByRole("img", { name: /QR code/ })).toBeVisible();
  await page.goto(`/runs/${RUN}`);
  await expect(authority(page)).toContainText("AUTHORIZED");

  // With the factor enrolled, the password alone authorizes nothing, on the page or around it.
  await openSignOff(page, "REVOKE");
  await page.getByLabel("Reason", { exact: true }).fill("A question came up.");
  await page.getByRole("button", { name: "Record REVOKE" }).click();
  await expect(receipt(page)).toContainText("REVOKE is recorded");
  await openSignOff(page, "AUTHORIZE");
  await page.getByRole("radio", { name: "Password", exact: true }).check();
  await expect(page.getByRole("form", { name: "Decision" })).toContainText("AUTHORIZE needs your passkey.");
  await expect(record).toBeDisabled();
  const { matrixDigest } = (await runOf(page, RUN)).engineering;
  const { caveats, blockers } = await toAcknowledge(page, RUN);
  const wanted = {
    kind: "AUTHORIZE",
    reason: "Stolen",
    scope: "Everything",
    acknowledgedCaveats: caveats,
    acknowledgedBlockers: blockers,
  };
  const around = await page.request.post(decisionsAt, {
    data: {
      ...wanted,
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      password: passwordOf("oscar"),
    },
    headers: { origin: new URL(page.url()).origin, "if-match": `"${matrixDigest}"` },
  });
  expect([around.status(), (await around.json()).type]).toEqual([403, "/problems/step-up-required"]);
  await expect(page.getByRole("region", { name: "Authority" })).toContainText("HOLD");
});

test("an authorization ends by the clock, and nobody has to do anything", async ({ page }) => {
  test.setTimeout(120_000);
  await come(page, "olivia");
  const { matrixDigest } = (await runOf(page, RUN)).engineering;
  const { caveats, blockers } = await toAcknowledge(page, RUN);
  const headers = { origin: new URL(page.url()).origin, "if-match": `"${matrixDigest}"` };
  if ((await runOf(page, RUN)).authority.state === "AUTHORIZED") {
    const revoke = { kind: "REVOKE", reason: "Of another journey", password: passwordOf("olivia") };
    expect((await page.request.post(decisionsAt, { data: revoke, headers })).status()).toBe(201);
  }
  const answer = await page.request.post(decisionsAt, {
    data: {
      kind: "AUTHORIZE",
      reason: "For a moment",
      scope: "One look",
      expiresAt: new Date(Date.now() + 8_000).toISOString(),
      acknowledgedCaveats: caveats,
      acknowledgedBlockers: blockers,
      password: passwordOf("olivia"),
    },
    headers,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await expect(async () => {
    await page.goto(`/runs/${RUN}`);
    await expect(authority(page)).toContainText("HOLD expired", { timeout: 1_000 });
  }).toPass({ timeout: 90_000 });
  expect((await runOf(page, RUN)).authority).toMatchObject({ state: "HOLD", basis: "expired" });
});

test("an authenticator app is enrolled by its first code, and a recovery code replaces it", async ({
  page,
}) => {
  await come(page, "ada");
  await page.goto("/settings");
  const app = factors(page).locator("details").filter({ hasText: "Add an authenticator app" });
  await app.getByText("Add an authenticator app", { exact: true }).click();
  await app.getByLabel("Your password").fill(passwordOf("ada"));
  await app.getByRole("button", { name: "Show the code to scan" }).click();
  await expect(app.getByRole("img", { name: /QR code/ })).toBeVisible();
  const shown = (await app.locator("pre").innerText()).trim();
  await app.getByLabel("The code that the app shows").fill(totpCode(fromBase32(shown), new Date()));
  await app.getByRole("button", { name: "Confirm" }).click();
  const codes = factors(page).getByRole("status");
  await expect(codes).toContainText("Recovery codes");
  const [first = ""] = (await codes.locator("pre").innerText()).trim().split("\n");

  await factors(page).getByText("Remove Authenticator app").first().click();
  const removal = factors(page).getByRole("listitem").filter({ hasText: "Authenticator app" });
  await removal.getByLabel("Your password").fill(passwordOf("ada"));
  await removal.getByLabel("Code of the app, or a recovery code").fill(first);
  await removal.getByRole("button", { name: "Remove Authenticator app" }).click();
  await expect(factors(page)).toContainText("None yet");
});

/** RFC 4648 §6, as an authenticator app reads it. */
function fromBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
