import { z } from "zod";
import { expectAccessible } from "./accessible";
import { enter, expect, post, signIn, test } from "./journey";

const table = z.looseObject({ name: z.string(), required: z.boolean(), liveInserts: z.string() });
const known = z.object({
  profiles: z.array(
    z.looseObject({
      builtIn: z.boolean(),
      document: z.looseObject({ version: z.number(), tables: z.array(table) }),
    }),
  ),
});

test("a second version of a profile appears with its run, and what it changes is shown to whoever reads", async ({
  page,
  another,
}) => {
  test.setTimeout(120_000);
  await signIn(page, "erik");
  const { profiles } = known.parse(await (await page.request.get("/api/v1/profiles")).json());
  const document = structuredClone(profiles.find((p) => p.builtIn)?.document);
  if (!document) throw new Error("there is no built-in profile");
  document.version = 9;
  const edges = document.tables.find(({ name }) => name === "public.universal_edges");
  Object.assign(edges ?? {}, { liveInserts: "tolerate" });
  document.tables = document.tables.filter(({ name }) => name !== "public.dot_config");
  const created = await post(page, "/api/v1/runs", { slug: "ninth", name: "Ninth", profile: document });
  expect(created.status, JSON.stringify(created.body)).toBe(201);

  const ada = await another();
  await enter(ada, "ada");
  await ada.goto("/settings/profiles");
  const list = ada.getByRole("region", { name: "Known profiles" }).getByRole("table");
  const ninth = list.getByRole("row", { name: /^birth-registry 9/ });
  await expect(ninth).toContainText("came with a run");
  await expect(list.getByRole("row", { name: /^birth-registry 1\b/ })).toContainText("built in");

  // By keyboard alone: to the row's link, and on.
  await ninth.getByRole("link", { name: /What changed in birth-registry 9 since birth-registry 1/ }).focus();
  await ada.keyboard.press("Enter");
  await expect(ada).toHaveURL(/[?&]a=sha256.*&b=sha256/);
  const difference = ada.getByRole("table", {
    name: "Differences between birth-registry 1 and birth-registry 9",
  });
  await expect(ada.getByRole("status").filter({ hasText: "6 differences" })).toBeVisible();
  await expect(difference.getByRole("row", { name: /^public\.universal_edges/ })).toHaveText(
    /liveInserts.*forbid.*tolerate/,
  );
  const gone = difference.getByRole("row", { name: /^public\.dot_config/ });
  await expect(gone).toHaveCount(4);
  await expect(gone.filter({ hasText: "part" })).toHaveText(/guarded.*not there/);
  await expect(difference.getByRole("row", { name: /^version/ })).toHaveText(/1.*9/);

  await expectAccessible(ada, "profiles, two versions");

  // The same name and version over another document: both are named, and neither passes for the other.
  const again = { ...document, description: "Otherwise" };
  const twin = await post(page, "/api/v1/runs", { slug: "ninth_again", name: "Ninth again", profile: again });
  expect(twin.status, JSON.stringify(twin.body)).toBe(201);
  await ada.goto("/settings/profiles");
  await expect(ninth).toHaveCount(2);
  await ninth
    .first()
    .getByRole("link", { name: /^Another document/ })
    .click();
  await expect(ada.getByRole("status").filter({ hasText: "1 difference" })).toBeVisible();
  await expect(ada.getByRole("row", { name: /^description/ })).toContainText("Otherwise");
  await expectAccessible(ada, "profiles, two documents of one version");
});
