import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { expectVisibleFocus, tabTo, tabToWords } from "./by-keyboard";
import {
  authority,
  decisionsOf,
  expect,
  fillSignIn,
  test as journey,
  type Person,
  passwordIn,
  post,
  runOf,
  toAcknowledge,
} from "./journey";
import { type LaunchedServer, launchServer } from "./launch-server";

/** A server of its own on which an authorization takes two Owners, with the demonstration. */
const test = journey.extend<object, { readonly two: LaunchedServer }>({
  two: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const server = await launchServer({ NOTOUCH_DEMO: "1", NOTOUCH_OWNERS: "2" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  baseURL: async ({ two }, use) => use(two.url),
});

test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ mode: "serial", timeout: 240_000 });

const form = (page: Page) => page.getByRole("form", { name: "Decision" });
/** The ring of the receipt's seal: filled in ink for AUTHORIZED alone. */
const ring = (page: Page) => receipt(page).locator("svg circle").first();
const receipt = (page: Page) => page.getByRole("status").filter({ hasText: "is recorded" });
const decisionsAt = (run: string) => `/api/v1/runs/${run}/decisions`;

const passwordAt = (server: LaunchedServer, person: Person) =>
  passwordIn(join(server.data, "demo-accounts.txt"), person);

async function come(page: Page, server: LaunchedServer, person: Person): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, person, passwordAt(server, person));
  await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();
}

/** Everything of a decision but its sending. */
async function write(page: Page, run: string, kind: "HOLD" | "AUTHORIZE" | "REVOKE", password: string) {
  await page.goto(`/runs/${run}/sign-off`);
  await page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
  if (kind === "AUTHORIZE") {
    for (const box of await page.getByRole("checkbox").all()) await box.check();
    const { matrixDigest } = (await runOf(page, run)).engineering;
    await page.getByLabel("Type the run's short name").fill(run);
    await page.getByLabel("Type the digest's last 6").fill(matrixDigest.slice(-6));
    const scope = page.getByRole("textbox", { name: "Scope" });
    if ((await scope.count()) > 0) await scope.fill("One further survey.");
  }
  await page.getByRole("textbox", { name: "Reason" }).fill("Read and understood.");
  await page.getByLabel("Your password, once more").fill(password);
  return page.getByRole("button", { name: `Record ${kind}` });
}

test.describe("in Vietnamese", () => {
  test.use({ locale: "vi-VN" });

  test("an Owner signs in, opens a run, acknowledges, and records HOLD, all by keyboard", async ({
    page,
    two,
  }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "vi");
    await expect(page.getByRole("button", { name: "Đăng nhập" })).toBeEnabled();
    await tabTo(page, "the username", ({ tag }) => tag === "input");
    await expect(page.getByLabel("Tên đăng nhập")).toBeFocused();
    await page.keyboard.type("olivia");
    await page.keyboard.press("Tab");
    await page.keyboard.type(passwordAt(two, "olivia"));
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Lượt chạy", level: 1 })).toBeVisible();

    const runs = page.getByRole("table").getByRole("rowheader").getByRole("link");
    const orchard = (await runs.allInnerTexts()).findIndex((name) => name.startsWith("Orchard"));
    // Keys work once the page's script runs.
    await expect(async () => {
      await page.keyboard.press("j");
      await expect(runs.first()).toBeFocused({ timeout: 500 });
    }).toPass();
    for (let i = 0; i < orchard; i++) await page.keyboard.press("j");
    await expect(runs.nth(orchard)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /^Orchard/, level: 1 })).toBeVisible();
    await expect(page.getByRole("region", { name: "Phán quyết kỹ thuật" })).toContainText("PASS");
    await tabToWords(page, "Mở trang ký duyệt");
    await page.keyboard.press("Enter");

    await expect(page.getByRole("heading", { name: "Ký duyệt", level: 1 })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Đã chứng minh");
    const boxes = page.getByRole("group", { name: "Vướng mắc còn mở" }).getByRole("checkbox");
    await tabTo(page, "the first blocker", ({ tag }) => tag === "input");
    while (!(await boxes.first().evaluate((box) => box === document.activeElement)))
      await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect(boxes.first()).toBeChecked();
    await tabTo(page, "the reason", ({ tag }) => tag === "textarea");
    await expect(page.getByRole("textbox", { name: "Lý do" })).toBeFocused();
    await page.keyboard.type("Tôi muốn đọc lần khảo sát sau trước đã.");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("Nhập lại mật khẩu của bạn")).toBeFocused();
    await page.keyboard.type(passwordAt(two, "olivia"));
    await expect(page.getByRole("form", { name: "Quyết định" })).toContainText(
      "HOLD cho orchard. Không có gì được phép.",
    );
    const before = await decisionsOf(page, "orchard");
    await tabToWords(page, "Ghi nhận HOLD");
    await page.keyboard.press("Enter");
    expect(await decisionsOf(page, "orchard")).toBe(before);
    await page.keyboard.press("Space");

    const paper = page.getByRole("status").filter({ hasText: "Đã ghi nhận HOLD" });
    await expect(paper).toContainText("Tôi muốn đọc lần khảo sát sau trước đã.");
    await expect(paper).toContainText("CONS-002");
    await expect(paper).toContainText("chỉ mật khẩu");
    await expect(paper.getByRole("img", { name: /^Mã QR/ })).toBeVisible();
    await expect(paper.getByRole("heading")).toBeFocused();
    await expectVisibleFocus(page);
    expect(await decisionsOf(page, "orchard")).toBe(before + 1);
    const banner = page.getByRole("region", { name: "Thẩm quyền" });
    await expect(banner).toContainText("olivia đã quyết định HOLD: Tôi muốn đọc lần khảo sát sau trước đã.");
    await expectAccessible(page, "receipt in Vietnamese");
  });

  test("a refusal is told in Vietnamese by its codes, and nothing is recorded", async ({
    page,
    two,
    watch,
  }) => {
    await page.goto("/sign-in");
    await page.getByLabel("Tên đăng nhập").fill("olivia");
    await page.getByLabel("Mật khẩu").fill(passwordAt(two, "olivia"));
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await expect(page.getByRole("heading", { name: "Lượt chạy", level: 1 })).toBeVisible();
    await page.goto("/runs/harbour/sign-off");
    await page.getByRole("textbox", { name: "Lý do" }).fill("Chưa.");
    await page.getByLabel("Nhập lại mật khẩu của bạn").fill("certainly not this one");
    watch.refusal(403, decisionsAt("harbour"));
    await page.getByRole("button", { name: "Ghi nhận HOLD" }).click();
    const alert = page.getByRole("form", { name: "Quyết định" }).getByRole("alert");
    await expect(alert).toContainText("Không được phép");
    await expect(alert).toContainText("không phải mật khẩu của bạn");
    await expect(alert).toContainText("không có gì được ghi nhận");
    await expectAccessible(page, "refusal in Vietnamese");
    expect(await decisionsOf(page, "harbour")).toBe(0);
  });
});

test("where two Owners are needed, one alone permits nothing, and the second one seconds exactly that", async ({
  page,
  another,
  two,
}) => {
  await come(page, two, "olivia");
  const record = await write(page, "harbour", "AUTHORIZE", passwordAt(two, "olivia"));
  await expect(form(page)).toContainText(
    "Two Owners are needed: after the first one nothing is permitted yet.",
  );
  // Nothing is told as recorded before the server has said so.
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route(`**${decisionsAt("harbour")}`, async (route) => {
    await held;
    await route.continue();
  });
  await record.click();
  await expect(form(page).getByRole("button", { name: /^Waiting for the server/ })).toBeDisabled();
  await expectAccessible(page, "pending");
  expect(await decisionsOf(page, "harbour")).toBe(0);
  release();
  await expect(receipt(page)).toContainText("AUTHORIZE is recorded");
  await expect(receipt(page)).toContainText("Two Owners are needed");
  await expect(ring(page)).toHaveAttribute("fill", "none");
  await expect(authority(page)).toContainText("HOLD by default");
  await expect(authority(page)).toContainText("a second one has not decided yet");
  await expectAccessible(page, "receipt of the first Owner");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("checkbox").first()).toBeHidden();
  const [paper, proven] = [receipt(page), page.getByRole("heading", { name: "What was proven" })];
  expect((await paper.boundingBox())?.y).toBeLessThan((await proven.boundingBox())?.y ?? 0);
  await page.emulateMedia({ media: "screen" });
  await page.reload();
  await expect(page.getByRole("radio", { name: /^AUTHORIZE/ })).toBeDisabled();
  await expect(form(page)).toContainText("You have authorized this, and two Owners are needed.");
  await expectAccessible(page, "the first Owner, waiting");

  const oscar = await another();
  await come(oscar, two, "oscar");
  const second = await write(oscar, "harbour", "AUTHORIZE", passwordAt(two, "oscar"));
  await expect(form(oscar)).toContainText("olivia, who authorized this and cannot alone");
  await expect(form(oscar).getByRole("textbox", { name: "Scope" })).toHaveCount(0);
  await expectAccessible(oscar, "the second Owner");
  await second.click();
  await expect(receipt(oscar)).toContainText("AUTHORIZE is recorded");
  await expect(authority(oscar)).toContainText("AUTHORIZED by decision");
  await expect(receipt(oscar)).not.toContainText("Two Owners are needed");
  await expect(ring(oscar)).toHaveAttribute("fill", "currentColor");

  const back = await write(page, "harbour", "REVOKE", passwordAt(two, "olivia"));
  await expect(form(page)).toContainText("The authorization of harbour ends at once.");
  await expect(form(page)).toContainText("The run is authorized already.");
  await expectAccessible(page, "an authorization to be taken back");
  await back.click();
  await expect(receipt(page)).toContainText("REVOKE is recorded");
  await expect(authority(page)).toContainText("HOLD revoked");
  await expectAccessible(page, "receipt of a REVOKE");
});

test("an authorization that has run out is HOLD, and the page says so", async ({ page, another, two }) => {
  await come(page, two, "olivia");
  const oscar = await another();
  await come(oscar, two, "oscar");
  const { caveats, blockers } = await toAcknowledge(page, "harbour");
  const { matrixDigest } = (await runOf(page, "harbour")).engineering;
  const expiresAt = new Date(Date.now() + 20_000).toISOString();
  for (const [window, person] of [
    [page, "olivia"],
    [oscar, "oscar"],
  ] as const) {
    const wanted = {
      kind: "AUTHORIZE",
      reason: "For a moment.",
      scope: "A short survey.",
      expiresAt,
      acknowledgedCaveats: caveats,
      acknowledgedBlockers: blockers,
      password: passwordAt(two, person),
    };
    const headers = { origin: two.url, "if-match": `"${matrixDigest}"` };
    const answer = await post(window, decisionsAt("harbour"), wanted, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  }
  await expect
    .poll(async () => (await runOf(page, "harbour")).authority, { timeout: 60_000 })
    .toMatchObject({ state: "HOLD", basis: "expired" });
  await page.goto("/runs/harbour/sign-off");
  await expect(authority(page)).toContainText("HOLD expired");
  await expect(page.getByRole("radio", { name: /^AUTHORIZE/ })).toBeEnabled();
  await expect(page.getByRole("radio", { name: /^REVOKE/ })).toHaveCount(0);
  await expectAccessible(page, "expired");
});

test("a matrix that changed while it was read takes no decision, and the page says what is different", async ({
  page,
  another,
  two,
  watch,
}) => {
  await come(page, two, "olivia");
  const before = await decisionsOf(page, "orchard");
  const { matrixDigest } = (await runOf(page, "orchard")).engineering;
  const record = await write(page, "orchard", "HOLD", passwordAt(two, "olivia"));
  const oscar = await another();
  await come(oscar, two, "oscar");
  expect((await post(oscar, "/api/v1/runs/orchard/declaration", { result: "FAIL" })).status).toBe(201);
  watch.refusal(412, decisionsAt("orchard"));
  await record.click();
  const note = form(page).getByRole("alert");
  await expect(note).toContainText("Nothing was recorded: the matrix changed while you read.");
  await expect(note).toContainText(matrixDigest);
  await expect(note).toContainText("NT-8 is now FAIL");
  await expectAccessible(page, "digest changed");
  await note.getByRole("button", { name: "Read the new matrix" }).click();
  await expect(note).toHaveCount(0);
  await expect(page.getByRole("radio", { name: /^AUTHORIZE/ })).toBeDisabled();
  await expect(form(page)).toContainText("The engineering verdict is not a full PASS.");
  await expect(form(page)).not.toContainText(matrixDigest);
  expect(await decisionsOf(page, "orchard")).toBe(before);

  // Whoever declared has contributed, and cannot authorize.
  await oscar.goto("/runs/orchard/sign-off");
  await expect(form(oscar)).toContainText("You contributed evidence to this run");
  await expect(authority(oscar)).toContainText("HOLD superseded");
  await expectAccessible(oscar, "contributor");
});

test("gates are given and a blocker is closed by an Owner, with a reason that stays", async ({
  page,
  two,
}) => {
  await come(page, two, "olivia");
  await page.goto("/register");
  await expect(page.getByRole("region", { name: "Gates" }).first()).toContainText("4 of 4 not given");
  for (const [code, act] of [
    ["GATE-SNAPSHOT", "Give"],
    ["GATE-STAGING", "Give"],
    ["GATE-EVIDENCE", "Give"],
    ["GATE-R1-KG", "Give"],
    ["CONS-002", "Close"],
  ] as const) {
    const row = page.getByRole("row", { name: new RegExp(`^${code} `) });
    await row.getByText(act, { exact: true }).click();
    await row.getByLabel(`Why ${code} is CLOSED: `).fill(`${code} was looked into.`);
    await row.getByLabel("Evidence: an address (optional)").fill("https://registry.example/minutes/12");
    await row.getByRole("button", { name: "Record CLOSED" }).click();
    await expect(row.getByText("2 states so far")).toBeVisible();
  }
  await expect(page.getByRole("main")).toContainText("All 4 are given.");
  await expect(page.getByRole("main")).toContainText("12 of 13 open.");
  await page.locator("main details").evaluateAll((all) => {
    for (const details of all) details.setAttribute("open", "");
  });
  await expectAccessible(page, "register without open gates");
  await page.goto("/runs/harbour/sign-off");
  const open = page.getByRole("group", { name: "Open blockers" });
  await expect(open).toContainText("0 of 12 acknowledged");
  await expect(open.getByText("CONS-002", { exact: true })).toHaveCount(0);
});
