import { readFileSync } from "node:fs";
import { CLAIM_IDS } from "../lib/claims/catalog";
import { sealMatrix } from "../lib/verdict/matrix";
import { altered, truncated } from "./damaged-file";
import {
  authority,
  createRun,
  decisionsOf,
  engineering,
  evidenceFile,
  expect,
  fillSignIn,
  passwordOf,
  post,
  recorded,
  runOf,
  sending,
  signIn,
  test,
} from "./journey";

const RUN = "upload-journey";
const EVIDENCE = `/api/v1/runs/${RUN}/evidence`;
const file = (name: Parameters<typeof evidenceFile>[1]) => evidenceFile(RUN, name);

test.describe.configure({ mode: "serial" });

test("a wrong password is refused, the right one leads to where one wanted to go", async ({
  page,
  watch,
}) => {
  await page.goto("/runs/quarry");
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  watch.refusal(401, "/api/auth/sign-in/username");
  await fillSignIn(page, "erik", "not the password of erik");
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await fillSignIn(page, "erik", passwordOf("erik"));
  await expect(page).toHaveURL(/\/runs\/quarry$/);
  await expect(page.getByRole("banner")).toContainText("erik Engineer");
});

test("a new run starts with no evidence and on HOLD, and says what is missing", async ({ page }) => {
  await signIn(page, "erik");
  await createRun(page, RUN, "Upload journey");
  await expect(engineering(page)).toContainText("NO EVIDENCE");
  await expect(authority(page)).toContainText("HOLD by default");
  for (const phase of ["before", "staging", "after"]) {
    const missing = page.getByRole("region", { name: `Missing: ${phase}` });
    await expect(missing).toContainText(`npx notouch capture ${phase} --profile birth-registry --run ${RUN}`);
  }
});

test("damaged and foreign files are refused whole, and nothing is recorded", async ({ page, watch }) => {
  await signIn(page, "erik");
  const before = await recorded(page);
  await page.goto(`/runs/${RUN}/upload`);
  const bytes = readFileSync(file("before"));
  const refusals = [
    {
      name: "truncated.notouch",
      buffer: truncated(bytes),
      // Read and refused in the browser: nothing of it is sent.
      refused: null,
      title: "The archive is not in the expected format",
    },
    {
      name: "another-run.notouch",
      buffer: readFileSync(evidenceFile("own-evidence", "before")),
      refused: null,
      title: "The evidence does not belong here",
    },
    {
      name: "altered.notouch",
      buffer: await altered(bytes),
      refused: 422,
      title: "Bytes do not hash to their name",
    },
  ];
  for (const { name, buffer, refused, title } of refusals) {
    if (refused !== null) watch.refusal(refused, "/api/v1/chunks");
    await page
      .getByLabel("Evidence files")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
    await expect(sending(page, name).getByRole("alert")).toContainText(title);
    await expect(sending(page, name)).toContainText(/nothing of it was recorded/i);
  }
  expect((await runOf(page, RUN)).evidence).toEqual([]);
  expect(await recorded(page)).toEqual(before);
  await page.goto(`/runs/${RUN}`);
  await expect(engineering(page)).toContainText("NO EVIDENCE");
  await expect(authority(page)).toContainText("HOLD by default");
});

test("an upload that a reload cut off goes on where it stopped", async ({ page }) => {
  await signIn(page, "erik");
  await page.goto(`/runs/${RUN}/upload`);
  // The chunks arrive; the pages, which go last, are held back until the page is gone.
  const arrived: string[] = [];
  let all = 0;
  await page.context().route("**/api/v1/chunks", async (route) => {
    const names = (route.request().postDataBuffer() ?? Buffer.alloc(0)).toString("latin1");
    if (names.startsWith("pages/")) return;
    arrived.push(...(names.match(/chunks\/[0-9a-f]{64}/g) ?? []));
    await route.continue();
  });
  await page.getByLabel("Evidence files").setInputFiles(file("before"));
  await expect(sending(page, `${RUN}-before.notouch`)).toContainText(/sending what is missing, [1-9]/);
  all = arrived.length;
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.context().unroute("**/api/v1/chunks");
  const stopped = page.getByText(`The upload of ${RUN}-before.notouch stopped at`);
  await expect(stopped).toBeVisible();
  const again: string[] = [];
  await page.context().route("**/api/v1/chunks", async (route) => {
    const names = (route.request().postDataBuffer() ?? Buffer.alloc(0)).toString("latin1");
    again.push(...(names.match(/(chunks|pages)\/[0-9a-f]{64}/g) ?? []));
    await route.continue();
  });
  await page.getByLabel("Evidence files").setInputFiles(file("before"));
  await expect(sending(page, `${RUN}-before.notouch`)).toContainText("Slot before, evidence");
  await expect(stopped).toHaveCount(0);
  expect(all).toBeGreaterThan(0);
  expect(again.filter((name) => name.startsWith("chunks/"))).toEqual([]);
  expect(again.length).toBeGreaterThan(0);
});

test("three files at once become a full PASS, and the run stays on HOLD", async ({ page }) => {
  await signIn(page, "erik");
  await page.goto(`/runs/${RUN}`);
  await page.getByRole("link", { name: "Upload evidence", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Upload evidence", level: 1 })).toBeVisible();

  // The first file is held up on its way, so that what is under way can be seen.
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  await page.context().route(`**${EVIDENCE}`, async (route) => {
    await held;
    await route.continue();
  });
  const names = ["before", "staging", "after"] as const;
  await page.getByLabel("Evidence files").setInputFiles(names.map(file));
  await expect(page.getByRole("progressbar")).toHaveCount(3);
  await expect(sending(page, `${RUN}-before.notouch`)).toContainText("For slot before");
  await expect(sending(page, `${RUN}-before.notouch`)).toContainText(
    "the server re-reads and counts every row",
  );
  await expect(sending(page, `${RUN}-after.notouch`)).toContainText("waiting");
  letGo();
  for (const name of names) {
    const line = sending(page, `${RUN}-${name}.notouch`);
    await expect(line).toContainText("recorded");
    await expect(line).toContainText(new RegExp(`Slot ${name}, evidence .* ledger entry \\d+`));
  }
  await expect(page.getByRole("progressbar")).toHaveCount(0);

  await page.getByRole("link", { name: "See the run" }).click();
  await expect(engineering(page)).toContainText("PASS");
  await expect(engineering(page)).toContainText("all 8 claims pass");
  await expect(authority(page)).toContainText("HOLD by default");
  await expect(authority(page)).toContainText("Nobody has decided.");
  const matrix = page.getByRole("table", { name: "The eight claims" });
  for (const claim of CLAIM_IDS) {
    const row = matrix.getByRole("row").filter({ has: page.getByRole("button", { name: claim }) });
    await expect(row).toContainText("PASS");
  }
});

test("a claim opens by keyboard and shows its figures", async ({ page }) => {
  await signIn(page, "erik");
  await page.goto(`/runs/${RUN}`);
  const claim = page.getByRole("button", { name: "NT-4 Zero identity mint" });
  await expect(claim).toHaveAttribute("aria-expanded", "false");
  await claim.focus();
  await page.keyboard.press("Enter");
  await expect(claim).toHaveAttribute("aria-expanded", "true");
  const checks = page.getByRole("region", { name: "Checks of NT-4" });
  await expect(checks).toBeVisible();
  await expect(checks.getByRole("row").nth(1)).toContainText("PASS");
  await page.keyboard.press("Space");
  await expect(checks).toBeHidden();
});

test("a recorded phase takes no second file; the same file again changes nothing", async ({
  page,
  watch,
}) => {
  await signIn(page, "erik");
  const { evidence } = await runOf(page, RUN);
  const before = await recorded(page);
  await page.goto(`/runs/${RUN}/upload`);
  watch.refusal(409, EVIDENCE);
  await page.getByLabel("Evidence files").setInputFiles(file("before-again"));
  await expect(sending(page, "before-again").getByRole("alert")).toContainText(
    "The phase holds other evidence",
  );
  await page.getByLabel("Evidence files").setInputFiles(file("before"));
  await expect(sending(page, `${RUN}-before.notouch`)).toContainText("was recorded before");
  expect((await runOf(page, RUN)).evidence).toEqual(evidence);
  expect(await recorded(page)).toEqual(before);
});

test("a claim is judged again in the browser, and agrees with the server", async ({ page }) => {
  await signIn(page, "erik");
  await page.goto(`/runs/${RUN}`);
  await page.getByRole("button", { name: "NT-8 No silent PASS" }).click();
  const recompute = page.getByRole("region", { name: "Recompute NT-8" });
  await recompute.getByRole("button", { name: "Recompute and re-read every row" }).click();
  await expect(recompute).toContainText("It agrees: PASS", { timeout: 60_000 });
  await expect(recompute).toContainText("rows re-read and counted");
  const { matrixDigest } = (await runOf(page, RUN)).engineering;
  await expect(recompute.locator(`[data-copy="${matrixDigest}"]`)).toBeVisible();
});

test("what does not hash to its name, or is not what the server says, never agrees", async ({ page }) => {
  await signIn(page, "erik");
  const recompute = page.getByRole("region", { name: "Recompute NT-1" });
  const press = async () => {
    await page.goto(`/runs/${RUN}`);
    await page.getByRole("button", { name: "NT-1 Production inspection" }).click();
    await recompute.getByRole("button", { name: "Recompute here" }).click();
  };
  const chunks = /\/api\/v1\/chunks\/[0-9a-f]{64}$/;
  await page
    .context()
    .route(chunks, (route) => route.fulfill({ body: "[]", contentType: "application/octet-stream" }));
  await press();
  await expect(recompute.getByRole("alert")).toContainText("Not recomputed");
  await expect(recompute.getByRole("alert")).toContainText("hashes to");
  await page.context().unroute(chunks);

  // A server that says something else than its evidence gives, sealed all the same.
  const address = `/api/v1/runs/${RUN}/matrix`;
  const matrix = await (await page.request.get(address)).json();
  const forged = sealMatrix({
    ...matrix,
    claims: matrix.claims.map((c: { id: string }) => (c.id === "NT-1" ? { ...c, verdict: "FAIL" } : c)),
  });
  await page.context().route(`**${address}`, (route) => route.fulfill({ json: forged }));
  await press();
  await expect(recompute.getByRole("alert")).toContainText(
    "the run was judged again since this page was opened",
  );
  await page.context().unroute(`**${address}`);
  await page
    .context()
    .route(`**${address}`, (route) =>
      route.fulfill({ json: { ...forged, matrixDigest: matrix.matrixDigest } }),
    );
  await press();
  await expect(recompute.getByRole("alert")).toContainText("does not carry the digest of what it says");
  await expect(recompute).not.toContainText("It agrees");
});

test("an engineer has no way to decide", async ({ page }) => {
  await signIn(page, "erik");
  await page.goto(`/runs/${RUN}`);
  await page.getByRole("link", { name: "See the sign-off page" }).click();
  await expect(page.getByRole("heading", { name: "Sign-off", level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("You cannot decide here.");
  await expect(page.getByRole("main")).toContainText("Only an Owner decides.");
  await expect(page.getByRole("radio")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Record/ })).toHaveCount(0);
  const { matrixDigest } = (await runOf(page, RUN)).engineering;
  for (const kind of ["HOLD", "AUTHORIZE"]) {
    const { status } = await post(
      page,
      `/api/v1/runs/${RUN}/decisions`,
      { kind, reason: "because", scope: "all", password: passwordOf("erik") },
      { origin: new URL(page.url()).origin, "if-match": `"${matrixDigest}"` },
    );
    expect(status).toBe(403);
  }
  expect(await decisionsOf(page, RUN)).toBe(0);
});
