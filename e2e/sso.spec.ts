import { CLIENT, startProvider } from "@/app/_server/identity/oidc-fixture";
import { expect, test as journey } from "./journey";
import { freePort, launchServer } from "./launch-server";

type Provided = Awaited<ReturnType<typeof startProvider>> & { readonly site: string };

/** A server of its own beside a real provider; both end with the last journey of this file. */
const test = journey.extend<object, { readonly provided: Provided }>({
  provided: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const port = await freePort();
      // Cookies belong to host names without their ports: by its own name the provider's do not meet the server's.
      const site = `http://localhost:${port}`;
      const provider = await startProvider([`${site}/api/auth/sso/callback`]);
      const server = await launchServer({
        PORT: String(port),
        NOTOUCH_ORIGIN: site,
        NOTOUCH_DEMO: "0",
        NOTOUCH_OIDC_ISSUER: provider.issuer,
        NOTOUCH_OIDC_CLIENT_ID: CLIENT.id,
        NOTOUCH_OIDC_CLIENT_SECRET: CLIENT.secret,
        NOTOUCH_OIDC_ROLES: "owner=deciders,engineer=builders",
        NOTOUCH_OIDC_NAME: "Harbour login",
      });
      await use({ ...provider, site });
      await server.stop();
      await provider.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ provided }, use) => use(provided.site),
});

test("somebody whom the provider knows comes in, to the page that they wanted, with the role of their group", async ({
  page,
  provided,
}) => {
  provided.people.set("s-1", { preferred_username: "dana", name: "Dana D.", groups: ["builders"] });
  provided.sit("s-1");
  await page.goto("/settings/sessions");
  await page.getByRole("link", { name: "Go on with Harbour login" }).click();
  await expect(page.getByRole("banner")).toContainText("dana Engineer");
  await expect(page).toHaveURL("/settings/sessions");
  await expect(page.getByRole("region", { name: "Sessions" })).toContainText("single sign-on");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
});

test("somebody without a role, and somebody who turns back, stay outside and are told why", async ({
  page,
  provided,
}) => {
  provided.people.set("s-2", { preferred_username: "nils", groups: ["guests"] });
  provided.sit("s-2");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Go on with Harbour login" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "gives you no role here" })).toBeVisible();

  await page.context().clearCookies();
  provided.sit("");
  await page.goto("/sign-in");
  await page.getByRole("button", { name: /Tiếng Việt/ }).click();
  await page.getByRole("link", { name: "Tiếp tục với Harbour login" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Nhà cung cấp danh tính không xác nhận bạn là ai." }),
  ).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Đăng nhập", level: 1 })).toBeVisible();
});
