import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible";
import { enter, expect, type Person, passwordOf, test } from "./journey";

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly language?: "vi";
  /** Status of the page itself, where it is not 200. */
  readonly status?: 404;
  /** Brings the screen into the state that is meant. */
  readonly arrange?: (page: Page) => Promise<void>;
}

const PILOTS = ["harbour", "orchard", "lantern", "meadow", "quarry"] as const;

const SCREENS: Readonly<Record<"nobody" | Person, readonly Screen[]>> = {
  nobody: [
    { name: "sign-in", path: "/sign-in" },
    { name: "sign-in for a page", path: "/sign-in?next=%2Fruns%2Fquarry" },
    { name: "set-up without a link", path: "/setup" },
    { name: "set-up", path: "/setup?token=none" },
    { name: "a problem", path: "/problems/wrong-context" },
    { name: "a problem in Vietnamese", path: "/problems/decision-refused", language: "vi" },
    { name: "not found", path: "/nowhere", status: 404 },
  ],
  olivia: [
    { name: "runs", path: "/" },
    { name: "runs, none found", path: "/?q=nothing-is-called-so" },
    { name: "runs, a search that can be kept", path: "/?q=eng%3Afail+fopen%3A8" },
    {
      name: "runs, two picked",
      path: "/",
      arrange: async (page) => {
        for (const run of [/Harbour/, /Orchard/]) await page.getByRole("checkbox", { name: run }).check();
        await expect(page.getByRole("button", { name: "Compare" })).toBeEnabled();
      },
    },
    {
      name: "runs, the trend as a table",
      path: "/",
      arrange: (page) => page.getByText("The same as a table").click(),
    },
    { name: "runs in Vietnamese", path: "/", language: "vi" },
    { name: "a run in Vietnamese", path: "/runs/quarry", language: "vi", arrange: discloseEverything },
    { name: "help in Vietnamese", path: "/help", language: "vi" },
    { name: "an explanation", path: "/runs/quarry", arrange: explain },
    { name: "packet", path: "/runs/quarry/packet" },
    { name: "packet of an incomplete run", path: "/runs/meadow/packet" },
    { name: "packet in Vietnamese", path: "/runs/harbour/packet", language: "vi" },
    { name: "packet of no run", path: "/runs/nowhere/packet", status: 404 },
    { name: "design", path: "/design" },
    {
      name: "palette",
      path: "/help",
      arrange: async (page) => {
        await expect(async () => {
          await page.keyboard.press("Control+k");
          await expect(page.getByRole("combobox")).toBeFocused({ timeout: 1000 });
        }).toPass();
        await page.keyboard.type("quarry");
        await expect(page.getByRole("option", { name: /^Quarry/ })).toBeVisible();
      },
    },
    ...PILOTS.map((run) => ({ name: `run ${run}`, path: `/runs/${run}`, arrange: discloseEverything })),
    { name: "no such run", path: "/runs/nowhere", status: 404 },
    { name: "diff", path: "/runs/quarry/diff", arrange: discloseEverything },
    { name: "diff, no match", path: "/runs/quarry/diff?key=no-such-key" },
    { name: "diff, nothing differs", path: "/runs/orchard/diff" },
    { name: "diff, nothing compared", path: "/runs/meadow/diff" },
    {
      name: "diff, one cell",
      path: "/runs/quarry/diff?table=public.birth_registry&row=BR-0000000060&cell=certified",
    },
    {
      name: "diff, a link to an equal row",
      path: "/runs/quarry/diff?table=public.birth_registry&row=nowhere",
    },
    { name: "history of a row", path: "/rows?table=public.birth_registry&key=BR-0000000060" },
    { name: "history of a row, none named", path: "/rows" },
    { name: "history of a row that no run touched", path: "/rows?table=public.birth_registry&key=nowhere" },
    { name: "compare", path: "/compare?a=harbour&b=quarry", arrange: discloseEverything },
    { name: "compare, not comparable", path: "/compare?a=meadow&b=meadow" },
    { name: "compare, no authorized run", path: "/compare?b=harbour" },
    { name: "compare, no such run", path: "/compare?a=nowhere&b=quarry" },
    { name: "sign-off, HOLD", path: "/runs/harbour/sign-off" },
    {
      name: "sign-off, AUTHORIZE",
      path: "/runs/harbour/sign-off",
      arrange: (page) => page.getByRole("radio", { name: /^AUTHORIZE/ }).check(),
    },
    { name: "sign-off, not a PASS", path: "/runs/quarry/sign-off" },
    { name: "sign-off, captures missing", path: "/runs/meadow/sign-off" },
    {
      name: "sign-off in Vietnamese",
      path: "/runs/harbour/sign-off",
      language: "vi",
      arrange: (page) => page.getByRole("radio", { name: /^AUTHORIZE/ }).check(),
    },
    { name: "sign-off in Vietnamese, not a PASS", path: "/runs/quarry/sign-off", language: "vi" },
    { name: "sign-off of no run", path: "/runs/nowhere/sign-off", status: 404 },
    { name: "register", path: "/register", arrange: discloseEverything },
    { name: "register in Vietnamese", path: "/register", language: "vi", arrange: discloseEverything },
    { name: "integrity, nothing checked", path: "/integrity" },
    {
      name: "integrity",
      path: "/integrity",
      arrange: async (page) => {
        await page.getByRole("button", { name: "Check everything" }).click();
        await expect(page.getByRole("main").getByText(/^(SOUND|BROKEN)/)).toBeVisible({ timeout: 120_000 });
        await expect(page.getByRole("main")).toContainText("SOUND");
      },
    },
    { name: "search", path: "/search" },
    { name: "search, rows", path: "/search?q=table:public.birth_registry&in=rows" },
    { name: "search, evidence", path: "/search?q=quarry&in=evidence" },
    { name: "ledger, a filter that cannot be read", path: "/ledger?digest=zz" },
    { name: "ledger", path: "/ledger", arrange: (page) => page.locator("summary").first().click() },
  ],
  erik: [
    { name: "runs of an engineer", path: "/" },
    { name: "upload", path: "/runs/meadow/upload" },
    {
      name: "upload, refused",
      path: "/runs/meadow/upload",
      arrange: async (page) => {
        const name = "damaged.notouch";
        const buffer = Buffer.from("this is no archive");
        await page.getByLabel("Evidence files").setInputFiles({ name, mimeType: "text/plain", buffer });
        await expect(page.getByRole("alert").filter({ hasText: "archive" })).toBeVisible();
      },
    },
    { name: "sign-off of an engineer", path: "/runs/harbour/sign-off" },
    { name: "settings of an engineer", path: "/settings", arrange: discloseEverything },
    { name: "settings in Vietnamese", path: "/settings", language: "vi", arrange: discloseEverything },
    { name: "own password, refused in Vietnamese", path: "/settings", language: "vi", arrange: mistype },
    { name: "keys of an engineer", path: "/settings/keys" },
    {
      name: "a key that was just minted, in Vietnamese",
      path: "/settings/keys",
      language: "vi",
      arrange: async (page) => {
        await page.getByLabel("Tên: nơi dùng khóa").fill("máy CI");
        await page.getByLabel("Mật khẩu của bạn").fill(passwordOf("erik"));
        await page.getByRole("button", { name: "Tạo khóa" }).click();
        await expect(page.getByRole("status").filter({ hasText: "hãy sao chép ngay" })).toBeVisible();
      },
    },
    { name: "sessions", path: "/settings/sessions" },
    { name: "sessions in Vietnamese", path: "/settings/sessions", language: "vi" },
    { name: "notifications of an engineer", path: "/settings/notifications" },
    {
      name: "profiles, no earlier version",
      path: "/settings/profiles",
      arrange: async (page) => {
        const first = page.getByLabel("After").getByRole("option", { name: /^birth-registry 1 / });
        const digest = (await first.getAttribute("value")) ?? "";
        await page.goto(`/settings/profiles?${new URLSearchParams({ b: digest })}`);
        await expect(page.getByText("No earlier version of this profile is known.")).toBeVisible();
        await page.getByText("The whole document of birth-registry 1").click();
      },
    },
    { name: "profiles in Vietnamese", path: "/settings/profiles", language: "vi" },
    { name: "profiles, no such version", path: "/settings/profiles?a=none" },
    {
      name: "profiles, the same twice",
      path: "/settings/profiles",
      arrange: async (page) => {
        for (const side of ["Before", "After"]) await page.getByLabel(side).selectOption({ index: 0 });
        await page.getByRole("button", { name: "Compare" }).click();
        await expect(page.getByText("Both sides are the same version.")).toBeVisible();
      },
    },
    { name: "help", path: "/help" },
    {
      name: "keys",
      path: "/help",
      arrange: (page) => page.getByRole("button", { name: "Keyboard shortcuts" }).click(),
    },
    {
      name: "keys in Vietnamese",
      path: "/help",
      language: "vi",
      arrange: (page) => page.getByRole("button", { name: "Phím tắt" }).click(),
    },
    {
      name: "palette in Vietnamese",
      path: "/help",
      language: "vi",
      arrange: async (page) => {
        await expect(async () => {
          await page.keyboard.press("Control+k");
          await expect(page.getByRole("combobox")).toBeFocused({ timeout: 1000 });
        }).toPass();
        await page.keyboard.type("sổ");
        await expect(page.getByRole("option", { name: "Sổ cái" })).toBeVisible();
      },
    },
  ],
  ada: [
    { name: "people, not for an auditor", path: "/settings/people" },
    { name: "upload of an auditor", path: "/runs/meadow/upload" },
  ],
  adam: [
    { name: "people", path: "/settings/people" },
    {
      name: "people in Vietnamese, one invited",
      path: "/settings/people",
      language: "vi",
      arrange: async (page) => {
        const form = page.getByRole("region", { name: "Mời một người" });
        await form.getByLabel("Tên đăng nhập").fill("linh");
        await form.getByRole("button", { name: "Tạo liên kết" }).click();
        await expect(page.getByRole("status").filter({ hasText: "liên kết cho linh" })).toBeVisible();
      },
    },
    { name: "all keys", path: "/settings/keys" },
    { name: "notifications", path: "/settings/notifications" },
    {
      name: "notifications in Vietnamese, a webhook tried",
      path: "/settings/notifications",
      language: "vi",
      arrange: async (page) => {
        await page.getByLabel("Tên: nơi nhận").fill("phòng chat");
        // Nothing listens there: the log shows what a receiver that is away looks like.
        await page.getByLabel("Địa chỉ, https").fill("http://127.0.0.1:9/hook");
        await page.getByRole("button", { name: "Thêm webhook" }).click();
        await expect(page.getByRole("status").filter({ hasText: "hãy sao chép ngay" })).toBeVisible();
        await page.getByRole("button", { name: "Gửi thử tới phòng chat" }).click();
        await expect(page.getByText("Đang gửi. Xem nhật ký bên dưới.")).toBeVisible();
      },
    },
  ],
  oscar: [],
  emma: [],
};

async function mistype(page: Page): Promise<void> {
  await page.getByLabel("Mật khẩu hiện tại").fill("not the password");
  await page.getByLabel("Mật khẩu mới, ít nhất 15 ký tự").fill("a heron in the reeds at dawn");
  await page.getByRole("button", { name: "Đổi và đăng xuất" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Không được phép" })).toBeVisible();
}

async function explain(page: Page): Promise<void> {
  await page.getByRole("button", { name: "What is NT-1.count?" }).click();
  await expect(page.getByText("Rows that carry any inspection stamp")).toBeVisible();
}

/** Opens every disclosure, so that nothing is judged that nobody sees and nothing is left out that somebody can. */
async function discloseEverything(page: Page): Promise<void> {
  const closed = page.getByRole("main").getByRole("button", { expanded: false });
  // A button that is pressed before the page's script runs stays closed, and is pressed again.
  await expect(async () => {
    await closed.evaluateAll((buttons) => {
      for (const button of buttons) if (button instanceof HTMLElement) button.click();
    });
    await expect(closed).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await page.locator("main details").evaluateAll((all) => {
    for (const details of all) details.setAttribute("open", "");
  });
}

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const person of ["nobody", "olivia", "erik", "ada", "adam"] as const)
  for (const { name, path, status, language, arrange } of SCREENS[person])
    test(`${name}: accessible in light and dark, and no wider than its window`, async ({
      page,
      watch,
      baseURL,
    }) => {
      // A run with everything disclosed is a large page for axe on a loaded machine.
      test.setTimeout(240_000);
      if (person !== "nobody") await enter(page, person);
      if (language !== undefined)
        await page.context().addCookies([{ name: "notouch-language", value: language, url: baseURL ?? "" }]);
      if (status !== undefined) watch.refusal(status, path);
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await arrange?.(page);
      await expect(page.locator("html")).toHaveAttribute("lang", language ?? "en");
      await expectAccessible(page, name);
    });
