import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { z } from "zod";
import type { OwnRun } from "./own-evidence";
import { Watch } from "./watch";

export { expect };

export type Person = "olivia" | "oscar" | "erik" | "emma" | "ada" | "adam";

interface Fixtures {
  readonly watch: Watch;
  /** A window of another person, watched like the first one. */
  readonly another: () => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the pattern
  baseURL: async ({}, use) => use(fromSetup("NOTOUCH_E2E_URL")),
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(new URL(baseURL ?? "").origin);
      watch.over(context);
      await use(watch);
      watch.settle();
    },
    { auto: true },
  ],
  another: async ({ browser, baseURL, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await freshContext(browser, baseURL);
      opened.push(context);
      watch.over(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
});

function freshContext(browser: Browser, baseURL: string | undefined): Promise<BrowserContext> {
  return browser.newContext(baseURL === undefined ? {} : { baseURL });
}

function fromSetup(name: string): string {
  return z.string({ error: `${name} was not set by global-setup.ts` }).parse(process.env[name]);
}

export function passwordOf(person: Person): string {
  return passwordIn(fromSetup("NOTOUCH_E2E_ACCOUNTS"), person);
}

/** The same of another server, by its file of accounts. */
export function passwordIn(accounts: string, person: Person): string {
  const line = readFileSync(accounts, "utf8")
    .split("\n")
    .map((l) => l.trim().split(/\s+/))
    .find(([, username]) => username === person);
  return z.string({ error: `there is no account ${person}` }).parse(line?.[2]);
}

/** Path of a captured file. */
export function evidenceFile(run: OwnRun, name: "before" | "before-again" | "staging" | "after"): string {
  return join(fromSetup("NOTOUCH_E2E_EVIDENCE"), `${run}-${name}.notouch`);
}

export async function fillSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const sessions = new Map<Person, Awaited<ReturnType<BrowserContext["cookies"]>>>();

/** Makes this window the person's: by the form, the first time; afterwards with the cookie that they were given then. */
export async function enter(page: Page, person: Person): Promise<void> {
  const kept = sessions.get(person);
  if (kept) return page.context().addCookies(kept);
  await page.goto("/");
  await fillSignIn(page, person, passwordOf(person));
  await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();
  sessions.set(person, await page.context().cookies());
}

/** The same, and the Runs page is open. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await enter(page, person);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Runs", level: 1 })).toBeVisible();
}

/** The two banners of a run, which are two facts. */
export const engineering = (page: Page): Locator => page.getByRole("region", { name: "Engineering verdict" });
export const authority = (page: Page): Locator => page.getByRole("region", { name: "Authority" });

/** Creates a run in the browser, from the Runs page. */
export async function createRun(page: Page, slug: OwnRun, title: string): Promise<void> {
  await page.goto("/");
  await page.getByText("New run", { exact: true }).click();
  await page.getByLabel("Short name").fill(slug);
  await page.getByLabel("Title").fill(title);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
}

/** The line of one file on the Upload screen; of several sendings of one name, the last. */
export function sending(page: Page, file: string): Locator {
  return page.getByRole("listitem").filter({ hasText: file }).last();
}

interface Sent {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a change with the session of this window, as a script could that goes around the screens. */
export async function post(
  page: Page,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = { origin: new URL(page.url()).origin },
): Promise<Sent> {
  const answer = await page.request.post(path, {
    data: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: answer.status(), body: await answer.json() };
}

async function read<S extends z.ZodType>(page: Page, path: string, schema: S): Promise<z.output<S>> {
  const answer = await page.request.get(path);
  expect(answer.status(), path).toBe(200);
  return schema.parse(await answer.json());
}

const runDocument = z.object({
  evidence: z.array(z.object({ phase: z.string(), digest: z.string() })),
  engineering: z.object({ verdict: z.string(), matrixDigest: z.string() }),
  authority: z.object({ state: z.string(), basis: z.string() }),
});

export const runOf = (page: Page, slug: string) => read(page, `/api/v1/runs/${slug}`, runDocument);

/** How many decisions stand in the history of a run. */
export async function decisionsOf(page: Page, slug: string): Promise<number> {
  const document = z.object({ decisions: z.array(z.unknown()) });
  return (await read(page, `/api/v1/runs/${slug}/decisions`, document)).decisions.length;
}

const matrixDocument = z.object({
  caveats: z.array(z.object({ code: z.string(), table: z.string().nullable() })),
});
const registerDocument = z.object({
  items: z.array(z.object({ code: z.string(), kind: z.string(), state: z.string() })),
});

/** Everything that an Owner has to acknowledge for this run at this moment, by name. */
export async function toAcknowledge(
  page: Page,
  slug: string,
): Promise<{ caveats: string[]; blockers: string[] }> {
  const { caveats } = await read(page, `/api/v1/runs/${slug}/matrix`, matrixDocument);
  const { items } = await read(page, "/api/v1/register", registerDocument);
  return {
    caveats: caveats.map(({ code, table }) => (table === null ? code : `${code}:${table}`)),
    blockers: items.filter((i) => i.kind === "blocker" && i.state === "OPEN").map((i) => i.code),
  };
}

const RECORDS = ["run-created", "evidence-recorded", "declared", "verdict-recorded", "decided"] as const;

/** How many records of each kind the ledger holds: what a refused request must not change. */
export async function recorded(page: Page): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of RECORDS)
    counts[kind] = (
      await read(page, `/api/v1/ledger/entries?kind=${kind}&limit=1`, z.object({ total: z.number() }))
    ).total;
  return counts;
}
