import type { Page } from "@playwright/test";
import {
  authority,
  createRun,
  decisionsOf,
  engineering,
  evidenceFile,
  expect,
  passwordOf,
  post,
  recorded,
  runOf,
  sending,
  signIn,
  test,
  toAcknowledge,
} from "./journey";

const decisionsAt = (run: string) => `/api/v1/runs/${run}/decisions`;
const form = (page: Page) => page.getByRole("form", { name: "Decision" });
const reason = (page: Page) => page.getByRole("textbox", { name: "Reason" });
const scope = (page: Page) => page.getByRole("textbox", { name: "Scope" });
const receipt = (page: Page) => page.getByRole("status").filter({ hasText: "is recorded" });

/** A decision over the matrix in force that lacks nothing, as a script could send it. */
async function complete(page: Page, run: string, person: "olivia" | "oscar") {
  const { caveats, blockers } = await toAcknowledge(page, run);
  const { matrixDigest } = (await runOf(page, run)).engineering;
  return {
    matrixDigest,
    body: {
      kind: "AUTHORIZE",
      reason: "The proof is complete.",
      scope: "One further pilot on staging.",
      expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      acknowledgedCaveats: caveats,
      acknowledgedBlockers: blockers,
      password: passwordOf(person),
    },
    headers: { origin: new URL(page.url()).origin, "if-match": `"${matrixDigest}"` },
  };
}

/** The same from a script inside the page: cookie and Origin are the browser's own. */
async function decideInPage(
  page: Page,
  run: string,
  { body, matrixDigest }: { body: object; matrixDigest: string },
): Promise<{ status: number; title: string; at: string[] }> {
  return page.evaluate(
    async ({ path, body, matrixDigest }) => {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "if-match": `"${matrixDigest}"` },
        body: JSON.stringify(body),
      });
      const problem: { title: string; errors: { at: string }[] } = await answer.json();
      return { status: answer.status, title: problem.title, at: problem.errors.map((e) => e.at) };
    },
    { path: decisionsAt(run), body, matrixDigest },
  );
}

test.describe.configure({ mode: "serial" });

test("the Runs page says what waits, and a HOLD is recorded with a reason and a password", async ({
  page,
  watch,
}) => {
  await signIn(page, "olivia");
  const waiting = page.getByRole("region", { name: "Needs you" }).getByRole("listitem");
  await expect(waiting.filter({ hasText: "Harbour" })).toContainText("waits for your decision");
  await expect(waiting.filter({ hasText: "Quarry" })).toHaveCount(0);

  await page
    .getByRole("table", { name: "Runs" })
    .getByRole("link", { name: /^Harbour/ })
    .click();
  await expect(engineering(page)).toContainText("PASS");
  await expect(engineering(page)).toContainText("live births explained");
  await expect(authority(page)).toContainText("HOLD by default");
  await expect(page.getByRole("region", { name: "Caveats" })).toContainText("live-births");
  await expect(authority(page).getByRole("button")).toHaveCount(0);
  await page.getByRole("link", { name: "Open the sign-off page" }).click();

  await expect(page.getByRole("radio", { name: /^HOLD/ })).toBeChecked();
  const record = page.getByRole("button", { name: "Record HOLD" });
  await expect(record).toBeDisabled();
  await reason(page).fill("I want to see the second survey first.");
  await page.getByLabel("Your password, once more").fill("certainly not this one");
  watch.refusal(403, decisionsAt("harbour"));
  await record.click();
  await expect(form(page).getByRole("alert")).toContainText("not your password");
  await expect(form(page).getByRole("alert")).toContainText("nothing of it was recorded");
  expect(await decisionsOf(page, "harbour")).toBe(0);

  await page.getByLabel("Your password, once more").fill(passwordOf("olivia"));
  await record.click();
  await expect(receipt(page)).toContainText("HOLD is recorded");
  expect(await decisionsOf(page, "harbour")).toBe(1);
  await page.goto("/runs/harbour");
  await expect(authority(page)).toContainText("HOLD by decision");
  await expect(authority(page)).toContainText("olivia decided HOLD: I want to see the second survey first.");
  await page.goto("/");
  await expect(waiting.filter({ hasText: "Harbour" })).toHaveCount(0);
});

test("AUTHORIZE takes every acknowledgement, a scope, a reason, an expiry and a password, and never Enter", async ({
  page,
}) => {
  await signIn(page, "olivia");
  await page.goto("/runs/harbour");
  const proven = await engineering(page).innerText();
  const { caveats, blockers } = await toAcknowledge(page, "harbour");
  expect(caveats.length).toBeGreaterThan(0);
  expect(blockers.length).toBeGreaterThan(0);
  const { matrixDigest } = (await runOf(page, "harbour")).engineering;

  await page.goto("/runs/harbour/sign-off");
  await page.getByRole("radio", { name: /^AUTHORIZE/ }).check();
  const record = page.getByRole("button", { name: "Record AUTHORIZE" });
  const needed = form(page).getByText("Still needed:");
  await scope(page).fill("One further survey on the staging surface.");
  await page
    .getByLabel("Reason", { exact: true })
    .fill("The proof is complete and the births are explained.");
  await page.getByLabel("Your password, once more").fill(passwordOf("olivia"));
  await page.getByLabel("Type the run's short name").fill("harbour");
  await page.getByLabel("Type the digest's last 6").fill(matrixDigest.slice(-6));
  await expect(form(page)).toContainText("The record will say: a password alone.");
  for (const [name, title] of [
    ...caveats.map((c) => [c, "Caveats"] as const),
    ...blockers.map((b) => [b, "Open blockers"] as const),
  ]) {
    await expect(record).toBeDisabled();
    await expect(needed).toContainText("to acknowledge");
    await page
      .getByRole("group", { name: title })
      .getByRole("listitem")
      .filter({ has: page.getByText(name, { exact: true }) })
      .getByRole("checkbox")
      .check();
  }
  for (const [field, empty] of [
    [page.getByLabel("Expires at the end of (UTC)"), ""],
    [scope(page), " "],
    [reason(page), " "],
    [page.getByLabel("Your password, once more"), ""],
    [page.getByLabel("Type the run's short name"), "harbor"],
    [page.getByLabel("Type the digest's last 6"), "00000"],
  ] as const) {
    const written = await field.inputValue();
    await field.fill(empty);
    await expect(record).toBeDisabled();
    await field.fill(written);
    await expect(record).toBeEnabled();
  }

  await expect(form(page)).toContainText("is permitted: “One further survey on the staging surface.”");

  for (const field of [
    page.getByLabel("Your password, once more"),
    page.getByLabel("Type the digest's last 6"),
    page.getByLabel("Expires at the end of (UTC)"),
    page.getByRole("radio", { name: /^AUTHORIZE/ }),
    record,
  ]) {
    await field.focus();
    await page.keyboard.press("Enter");
    await expect(record).toBeEnabled();
  }
  expect(await decisionsOf(page, "harbour")).toBe(1);

  await record.click();
  await expect(receipt(page)).toContainText("AUTHORIZE is recorded");
  await expect(receipt(page)).toContainText(/Ledger entry\s*\d+/);
  await expect(receipt(page)).toContainText("a password alone");
  await expect(receipt(page)).toContainText(matrixDigest);
  await expect(receipt(page).getByRole("heading")).toBeFocused();
  await page.goto("/runs/harbour");
  await expect(authority(page)).toContainText("AUTHORIZED by decision");
  await expect(authority(page)).toContainText("One further survey on the staging surface.");
  expect(await engineering(page).innerText()).toBe(proven);
});

test("a stale digest, a missing digest, and a foreign or missing Origin are refused", async ({ page }) => {
  await signIn(page, "olivia");
  const { body, headers } = await complete(page, "harbour", "olivia");
  const before = await recorded(page);
  const { origin } = headers;
  const stale = { origin, "if-match": `"sha256:${"0".repeat(64)}"` };
  const answers = [
    [412, stale],
    [428, { origin }],
    [403, { "if-match": headers["if-match"] }],
    [403, { "if-match": headers["if-match"], origin: "https://elsewhere.example" }],
  ] as const;
  for (const [status, sent] of answers) {
    const answer = await post(page, decisionsAt("harbour"), body, sent);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  }
  // The Origin is asked of every change, not of decisions alone.
  expect((await post(page, "/api/v1/runs", { slug: "from-elsewhere" }, {})).status).toBe(403);
  expect(await recorded(page)).toEqual(before);
  expect((await runOf(page, "harbour")).authority.state).toBe("AUTHORIZED");
});

test("an authorization is taken back at once", async ({ page }) => {
  await signIn(page, "olivia");
  await page.goto("/runs/harbour/sign-off");
  await page.getByRole("radio", { name: /^REVOKE/ }).check();
  await reason(page).fill("A question came up.");
  await page.getByLabel("Your password, once more").fill(passwordOf("olivia"));
  await page.getByRole("button", { name: "Record REVOKE" }).click();
  await expect(receipt(page)).toContainText("REVOKE is recorded");
  await page.goto("/runs/harbour");
  await expect(authority(page)).toContainText("HOLD revoked");
  await expect(engineering(page)).toContainText("PASS");
  await expect(page.getByRole("region", { name: "Decisions" }).getByRole("listitem")).toHaveCount(3);
});

test("a leaky run cannot be authorized, on the page or around it", async ({ page, watch }) => {
  await signIn(page, "olivia");
  await page.goto("/runs/quarry");
  await expect(engineering(page)).toContainText("FAIL");
  await expect(engineering(page)).toContainText("F-OPEN-1");
  await page.goto("/runs/quarry/sign-off");
  await expect(page.getByRole("radio", { name: /^AUTHORIZE/ })).toBeDisabled();
  await expect(form(page)).toContainText("The engineering verdict is not a full PASS.");
  const before = await recorded(page);
  const wanted = await complete(page, "quarry", "olivia");
  watch.refusal(403, decisionsAt("quarry"));
  const refused = await decideInPage(page, "quarry", wanted);
  expect(refused).toEqual({ status: 403, title: "The decision was not recorded", at: ["not-pass"] });
  expect(await recorded(page)).toEqual(before);
  expect(await decisionsOf(page, "quarry")).toBe(0);
});

test("who contributed evidence cannot authorize it, and another Owner can", async ({
  page,
  another,
  watch,
}) => {
  const run = "own-evidence";
  await signIn(page, "olivia");
  await createRun(page, run, "Evidence of an Owner");
  await page.goto(`/runs/${run}/upload`);
  await expect(page.getByRole("main")).toContainText("you can never authorize it");
  const names = ["before", "staging", "after"] as const;
  await page.getByLabel("Evidence files").setInputFiles(names.map((name) => evidenceFile(run, name)));
  for (const name of names)
    await expect(sending(page, `${run}-${name}.notouch`)).toContainText("ledger entry");
  await page.goto(`/runs/${run}`);
  await expect(engineering(page)).toContainText("PASS");

  await page.goto(`/runs/${run}/sign-off`);
  await expect(page.getByRole("radio", { name: /^AUTHORIZE/ })).toBeDisabled();
  await expect(form(page)).toContainText("You contributed evidence to this run");
  const before = await recorded(page);
  watch.refusal(403, decisionsAt(run));
  const refused = await decideInPage(page, run, await complete(page, run, "olivia"));
  expect(refused).toEqual({ status: 403, title: "The decision was not recorded", at: ["contributor"] });
  expect(await recorded(page)).toEqual(before);

  const oscar = await another();
  await signIn(oscar, "oscar");
  await oscar.goto(`/runs/${run}/sign-off`);
  await oscar.getByRole("radio", { name: /^AUTHORIZE/ }).check();
  await expect(form(oscar)).toContainText("Still needed:");
  await expect(oscar.getByRole("button", { name: "Record AUTHORIZE" })).toBeDisabled();
  expect(await decisionsOf(page, run)).toBe(0);
});
