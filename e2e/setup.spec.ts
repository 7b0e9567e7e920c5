import { expect, fillSignIn, test as journey } from "./journey";
import { type LaunchedServer, launchServer } from "./launch-server";

/** A server of its own, started empty; it ends with the last journey of this file. */
const test = journey.extend<object, { readonly empty: LaunchedServer }>({
  empty: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
    async ({}, use) => {
      const server = await launchServer({ NOTOUCH_DEMO: "0" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ empty }, use) => use(empty.url),
});

const OWNER = { username: "first_owner", password: "quiet harbour with 7 boats" };
const ADMINISTRATOR = { username: "first_admin", password: "keys hang beside the door" };

test("the first Owner and the first Administrator come in by a link that works once", async ({
  page,
  empty,
}) => {
  const printed = empty.printed.map((line) => /^Set-up link.*: (http\S+)$/.exec(line)?.[1]);
  const links = printed.filter((link) => link !== undefined);
  expect(links).toHaveLength(1);
  expect(empty.printed.join("\n")).not.toContain("olivia");
  const link = links[0] ?? "";
  expect(new URL(link).origin.replace("localhost", "127.0.0.1")).toBe(empty.url);
  // By the address that the browser uses below: a session belongs to one host name.
  const setup = empty.url + new URL(link).pathname + new URL(link).search;

  const make = async () => {
    await page.goto(setup);
    for (const [title, { username, password }] of [
      ["First Owner", OWNER],
      ["First Administrator", ADMINISTRATOR],
    ] as const) {
      const fields = page.getByRole("group", { name: title });
      await fields.getByLabel("Username").fill(username);
      await fields.getByLabel("Password").fill(password);
    }
    await page.getByRole("button", { name: "Make both accounts" }).click();
  };
  await make();
  await expect(page.getByRole("main")).toContainText("You can sign in now.");
  await make();
  await expect(page.getByRole("alert").filter({ hasText: "set-up" })).toContainText(
    "The set-up link is no longer good",
  );

  await page.goto("/sign-in");
  await fillSignIn(page, OWNER.username, OWNER.password);
  await expect(page.getByRole("banner")).toContainText("first_owner Owner");
  await expect(page.getByRole("main")).toContainText("No run yet.");
  const commands = page.getByRole("region", { name: "commands for a first run" });
  await expect(commands).toContainText("npx notouch run create my-pilot --profile birth-registry");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in", level: 1 })).toBeVisible();
  await fillSignIn(page, ADMINISTRATOR.username, ADMINISTRATOR.password);
  await expect(page.getByRole("banner")).toContainText("first_admin Administrator");
});
