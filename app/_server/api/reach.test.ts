import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEntry, EMPTY_CHAIN } from "@/lib/ledger/entry";
import { send, startInside } from "./http-fixture";

describe("an auditor's reach over HTTP", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let ada: string;
  beforeAll(async () => {
    inside = await startInside();
    ada = await inside.as("ada");
    const erik = await inside.as("erik");
    for (const slug of ["one", "two"])
      await send("/api/v1/runs", {
        method: "POST",
        cookie: erik,
        json: { slug, name: `=HYPERLINK("${slug}")` },
      });
  });
  afterAll(async () => inside?.stop());

  it("filters entries by everything, and refuses a filter that it cannot read", async () => {
    const entries = async (query: string) =>
      (await send(`/api/v1/ledger/entries?${query}`, { cookie: ada })).body.entries as {
        kind: string;
        actor: string;
        hash: string;
      }[];
    const all = await entries("limit=1000");
    const [created] = await entries("kind=run-created&run=two");
    expect(created).toMatchObject({ kind: "run-created", actor: "erik" });
    expect(await entries(`digest=${created?.hash.slice(0, 12)}`)).toContainEqual(created);
    expect(await entries("actor=erik&kind=run-created")).toHaveLength(2);
    expect(await entries("actor=eri")).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect(await entries(`since=${today}&until=${today}&limit=1000`)).toHaveLength(all.length);
    expect(await entries("until=2001-01-01")).toEqual([]);
    const audit = await entries("kind=audit&limit=1000");
    expect(audit.length).toBeGreaterThan(5);
    const told = new Set(audit.map((e) => e.kind));
    for (const kind of ["account-created", "signed-in"]) expect(told).toContain(kind);
    for (const kind of [
      "run-created",
      "evidence-recorded",
      "verdict-recorded",
      "decided",
      "register-changed",
    ])
      expect(told).not.toContain(kind);
    for (const wrong of ["digest=zz", "since=yesterday", "kind=everything", "since=2026-02-30"])
      expect((await send(`/api/v1/ledger/entries?${wrong}`, { cookie: ada })).status, wrong).toBe(422);
  });

  it("exports a selection whole: JSON whose chain verifies, CSV of which no cell is a formula", async () => {
    const json = await send("/api/v1/ledger/export?format=json", { cookie: ada });
    expect(json.headers.get("content-disposition")).toContain("notouch-ledger.json");
    const { total } = (await send("/api/v1/ledger/entries", { cookie: ada })).body;
    expect(json.body.entries).toHaveLength(total);
    let end = EMPTY_CHAIN;
    for (const entry of json.body.entries as { text: string; hash: string }[]) {
      end = checkEntry(entry.text, end);
      expect(end.last).toBe(entry.hash);
    }
    const csv = await send("/api/v1/ledger/export?format=csv&kind=audit", { cookie: ada });
    expect(csv.headers.get("content-disposition")).toContain("notouch-audit-trail.csv");
    const lines = (csv.body as string).split("\r\n");
    expect(lines[0]).toBe("index,at,kind,actor,run,hash,previous,text");
    const audit = (await send("/api/v1/ledger/entries?kind=audit", { cookie: ada })).body.total;
    expect(lines).toHaveLength(audit + 2);
    const runs = (await send("/api/v1/ledger/export?format=csv&kind=run-created", { cookie: ada }))
      .body as string;
    expect(runs).toContain('=HYPERLINK(\\""one\\"")');
    const cells = [...runs.matchAll(/(?:^|,)"((?:[^"]|"")*)"/gm)].map(([, cell]) => cell ?? "");
    expect(cells.length).toBe(2 * 8);
    expect(cells.filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    const none = await send("/api/v1/ledger/export?format=json&run=nowhere", { cookie: ada });
    expect(none.body.entries).toEqual([]);
    expect((await send("/api/v1/ledger/export?format=xml", { cookie: ada })).status).toBe(422);
    expect((await send("/api/v1/ledger/export?format=csv")).status).toBe(401);
  });

  it("searches everything for whoever is signed in", async () => {
    const found = await send("/api/v1/search?q=two", { cookie: ada });
    expect(found.body.totals).toMatchObject({ runs: 1, rows: 0, evidence: 0 });
    expect(found.body.totals.entries).toBeGreaterThan(0);
    expect(found.body.runs[0]).toMatchObject({ slug: "two", createdBy: "erik" });
    expect((await send("/api/v1/search?q=two")).status).toBe(401);
    expect((await send("/api/v1/search?q=two&in=everywhere", { cookie: ada })).status).toBe(422);
    expect((await send("/api/v1/search?q=two&cursor=1;drop", { cookie: ada })).status).toBe(422);
  });
});
