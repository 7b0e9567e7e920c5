import { readFile, writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { parseReport, reportDigest } from "@/lib/claims/report";
import { sealMatrix } from "@/lib/verdict/matrix";
import { expectAccessible } from "./accessible";
import { enter, expect, post, test } from "./journey";

test.use({ contextOptions: { reducedMotion: "reduce" } });

async function speakVietnamese(page: Page, url: string | undefined): Promise<void> {
  await page.context().addCookies([{ name: "notouch-language", value: "vi", url: url ?? "" }]);
}

/** The whole page, light and dark, narrow and wide: what axe looks at takes its time on a loaded machine. */
test.describe.configure({ timeout: 240_000 });

test("the ledger in Vietnamese: seen first, sound again, and not the one that was known", async ({
  page,
  baseURL,
}) => {
  await enter(page, "ada");
  await speakVietnamese(page, baseURL);
  await page.goto("/ledger");
  const check = page.getByRole("status", { name: "Đã kiểm chứng trong trình duyệt này" });
  await expect(check).toContainText("thấy sổ cái này lần đầu");
  await expect(page.getByText("có trong cây", { exact: true }).first()).toBeVisible();
  await expectAccessible(page, "ledger, first visit");
  await page.reload();
  await expect(check).toContainText("Không có gì bị viết lại");
  await expectAccessible(page, "ledger, sound");

  // What this browser keeps of the ledger is of another history: its root is not the one that was signed.
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("notouch.ledger") ?? "{}");
    const root = kept.note.split("\n")[2];
    localStorage.setItem(
      "notouch.ledger",
      JSON.stringify({ ...kept, note: kept.note.replace(root, `${"A".repeat(43)}=`) }),
    );
  });
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "Đây không phải sổ cái" });
  await expect(alert).toContainText("Có chữ ký hoặc chứng minh không đứng vững.");
  await expect(page.getByText("có trong cây", { exact: true })).toHaveCount(0);
  await expect(page.getByText("chưa kiểm", { exact: true }).first()).toBeVisible();
  await expectAccessible(page, "ledger, mismatch");
});

test("comparison and integrity in Vietnamese", async ({ page, baseURL }) => {
  await enter(page, "olivia");
  await speakVietnamese(page, baseURL);
  await page.goto("/compare?a=harbour&b=quarry");
  await expect(page.getByRole("main").getByRole("status")).toContainText("phán quyết không giống nhau");
  await page.locator("main details").evaluateAll((all) => {
    for (const details of all) details.setAttribute("open", "");
  });
  await expectAccessible(page, "compare");
  await page.goto("/compare?a=meadow&b=meadow");
  await expect(page.getByText("Cả hai bên đều là meadow.")).toBeVisible();
  await expect(page.getByText("cùng một phán quyết")).toHaveCount(0);
  await page.goto("/integrity");
  await expect(page.getByRole("heading", { name: "Toàn vẹn", level: 1 })).toBeVisible();
  await expectAccessible(page, "integrity");
});

test("the upload in Vietnamese: what a reload cut off, and a file that is refused with its place", async ({
  page,
  baseURL,
}) => {
  await enter(page, "erik");
  await speakVietnamese(page, baseURL);
  await page.goto("/runs/meadow/upload");
  await page.evaluate(() =>
    localStorage.setItem(
      "notouch.upload.meadow",
      JSON.stringify([{ name: "meadow-after.notouch", digest: "sha256:0", phase: "after", percent: 41 }]),
    ),
  );
  await page.reload();
  await expect(page.getByText("Việc tải meadow-after.notouch lên đã dừng ở 41 %.")).toBeVisible();
  const buffer = Buffer.from("this is no archive");
  await page
    .getByLabel("Các tệp bằng chứng")
    .setInputFiles({ name: "damaged.notouch", mimeType: "text/plain", buffer });
  const refused = page.getByRole("alert").filter({ hasText: "bad-archive" });
  await expect(refused).toContainText("Tệp lưu trữ không đúng định dạng");
  await expect(page.getByText("Chưa phần nào của nó được gửi đi")).toBeVisible();
  await expectAccessible(page, "upload, stopped and refused");
  await page.getByRole("button", { name: "Quên nó đi" }).click();
  await expect(page.getByText("đã dừng ở 41 %")).toHaveCount(0);
});

test("live births stand on the bracket where their own rows say when, on the page and in the packet", async ({
  page,
}) => {
  await enter(page, "ada");
  for (const path of ["/runs/harbour", "/runs/harbour/packet"]) {
    await page.goto(path);
    const figure = page.getByRole("figure").filter({ hasText: "live births in between" });
    const drawn = figure.getByRole("img", { name: /^\d+ live births by their time, from before to after$/ });
    await expect(drawn).toBeVisible();
    expect(await drawn.locator("rect").count()).toBeGreaterThan(0);
    await expect(figure).toContainText(
      "When each was born is what its own row says in public.birth_registry.born_at",
    );
  }
  // Where nothing was born nothing is drawn.
  await page.goto("/runs/meadow");
  await expect(page.getByRole("img", { name: /live births/ })).toHaveCount(0);
});

test("a declaration shows the report that it rests on, and what NT-8 makes of it explains itself", async ({
  page,
}) => {
  const run = "declared-journey";
  await enter(page, "erik");
  await page.goto("/");
  expect(await post(page, "/api/v1/runs", { slug: run, name: "Declared journey" })).toMatchObject({
    status: 201,
  });
  await page.goto(`/runs/${run}`);
  const declared = page.getByRole("list").filter({ hasText: "erik declared" });
  await expect(declared).toHaveCount(0);
  const report = { result: "FAIL", claims: [{ id: "NT-1", verdict: "FAIL", before: 0, after: 3 }] };
  for (const body of [{ result: "FAIL" }, { result: "FAIL", report }])
    expect(await post(page, `/api/v1/runs/${run}/declaration`, body)).toMatchObject({ status: 201 });
  await page.reload();
  const [alone, resting] = [declared.getByRole("listitem").nth(0), declared.getByRole("listitem").nth(1)];
  await expect(alone).toContainText("No report stands behind it.");
  await expect(resting).toContainText("It rests on an imported report that says FAIL and speaks of 1 claim:");
  const digest = reportDigest(parseReport(report, run));
  await expect(resting.locator(`[data-copy="${digest}"]`)).toBeVisible();
  await page.getByRole("button", { name: "What is NT-8.report?", exact: true }).click();
  await expect(page.getByText("The imported report that a declaration rests on").first()).toBeVisible();
});

test("a server that says one thing and stores another is told apart in the browser, whole or in one claim", async ({
  page,
}) => {
  await enter(page, "ada");
  const address = "/api/v1/runs/quarry/matrix";
  const matrix = await (await page.request.get(address)).json();
  // Such a server lies everywhere in the same words: its page and its interface name one matrix, rightly sealed.
  const forged = sealMatrix({
    ...matrix,
    engineering: "PASS",
    failOpen: [],
    claims: matrix.claims.map((c: { id: string; checks: object[] }) =>
      c.id === "NT-1"
        ? { ...c, verdict: "PASS", checks: c.checks.map((k) => ({ ...k, verdict: "PASS" })) }
        : c,
    ),
  });
  const [real, said] = [matrix.matrixDigest, forged.matrixDigest].map((d: string) =>
    d.replace("sha256:", ""),
  );
  await page.context().route(`**${address}`, (route) => route.fulfill({ json: forged }));
  await page.context().route("**/runs/quarry", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll(real ?? "", said ?? "") });
  });
  await page.goto("/runs/quarry");
  const alert = (claim: string) =>
    page.getByRole("region", { name: `Recompute ${claim}` }).getByRole("alert");
  for (const claim of ["NT-1", "NT-5"])
    await page
      .getByRole("region", { name: `Recompute ${claim}` })
      .getByRole("button", { name: "Recompute here" })
      .click();
  await expect(alert("NT-1")).toContainText("NT-1 does not come out as the server says", { timeout: 60_000 });
  await expect(alert("NT-1")).toContainText(/here\s*FAIL\s*the server\s*PASS/);
  await expect(alert("NT-1")).toContainText("Not the same: NT-1.");
  await expect(alert("NT-1").locator(`[data-copy="${forged.matrixDigest}"]`)).toBeVisible();
  await expect(alert("NT-1").locator(`[data-copy="${matrix.matrixDigest}"]`)).toBeVisible();
  // The claim that was left alone agrees, and the matrix that it stands in does not: that is no agreement either.
  await expect(alert("NT-5")).toContainText("the matrix as a whole is not", { timeout: 60_000 });
  await expect(page.getByText("It agrees")).toHaveCount(0);
  await expectAccessible(page, "recompute, differs");
  await page.context().unrouteAll({ behavior: "wait" });
});

test("a bundle's page speaks the reader's language, and the other one at a press, verified or altered", async ({
  page,
  browser,
}, info) => {
  await enter(page, "ada");
  const bytes = await (
    await page.request.get("/api/v1/runs/quarry/bundle?format=page", { timeout: 120_000 })
  ).body();
  const sound = info.outputPath("quarry.html");
  const tampered = info.outputPath("tampered.html");
  await writeFile(sound, bytes);
  const text = await readFile(sound, "latin1");
  const at = text.indexOf("<script id=bundle type=text/plain>") + 50_000;
  await writeFile(
    tampered,
    `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`,
    "latin1",
  );

  for (const [locale, first, other, outcome, altered] of [
    ["vi-VN", "vi", "English", "ĐÃ KIỂM CHỨNG", "ĐÃ BỊ SỬA"],
    ["en-GB", "en", "Tiếng Việt", "VERIFIED", "ALTERED"],
    ["de-DE", "en", "Tiếng Việt", "VERIFIED", "ALTERED"],
  ] as const) {
    const alone = await browser.newContext({ offline: true, locale, bypassCSP: false });
    const opened = await alone.newPage();
    const asked: string[] = [];
    const refused: string[] = [];
    opened.on("request", (request) => asked.push(request.url()));
    opened.on("console", (message) => message.type() === "error" && refused.push(message.text()));
    await opened.goto(`file://${sound}`);
    const result = opened.locator("section.outcome");
    await expect(result).toContainText(outcome, { timeout: 60_000 });
    await expect(opened.locator("html")).toHaveAttribute("lang", first);
    await opened.getByRole("button", { name: other }).click();
    await expect(opened.locator("html")).toHaveAttribute("lang", first === "vi" ? "en" : "vi");
    await expect(result).toContainText(first === "vi" ? "VERIFIED" : "ĐÃ KIỂM CHỨNG");
    await expect(
      opened.getByRole("button", { name: first === "vi" ? "English" : "Tiếng Việt" }),
    ).toBeFocused();
    expect(asked).toEqual([`file://${sound}`]);
    // Nothing that the page's own policy had to refuse.
    expect(refused).toEqual([]);

    await opened.goto(`file://${tampered}`);
    await expect(result).toContainText(altered, { timeout: 60_000 });
    await opened.getByRole("button", { name: other }).click();
    await expect(result).toContainText(first === "vi" ? "ALTERED" : "ĐÃ BỊ SỬA");
    await expect(opened.locator(".banner")).toHaveCount(0);
    await alone.close();
  }
});
