import { describe, expect, it } from "vitest";
import { canonicalJson } from "../base/canonical";
import { Refusal } from "../base/refusal";
import { BIRTH_REGISTRY, birth, REGISTRY_COLUMNS } from "./fixture";
import { layoutOf } from "./layout";
import { formatPage, parsePage, TableWriter } from "./page";

const layout = layoutOf(BIRTH_REGISTRY, {
  name: "public.birth_registry",
  key: ["entity_code"],
  columns: REGISTRY_COLUMNS.map((name) => ({ name })),
});
const line = (key: string, status = "\\N") =>
  new TextEncoder().encode(`${birth(key, { status }).join("\t")}\n`);

async function written(keys: readonly string[], status?: (key: string) => string) {
  const content = new Map<string, Uint8Array>();
  const writer = new TableWriter(layout, (_, digest, bytes) => void content.set(digest, bytes));
  for (const key of keys) await writer.push(line(key, status?.(key)));
  return { content, table: await writer.finish() };
}

const KEYS = Array.from({ length: 5000 }, (_, i) => `E-${String(i).padStart(6, "0")}`);

describe("chunks and pages", () => {
  it("writes canonical pages and reads them back", async () => {
    const { content, table } = await written(KEYS);
    for (const page of table.pages) {
      const bytes = content.get(page.digest) ?? new Uint8Array();
      const entries = parsePage(bytes, "page");
      expect(new TextDecoder().decode(bytes)).toBe(canonicalJson(entries));
      expect(formatPage(entries)).toEqual(bytes);
      expect(entries.reduce((n, e) => n + e.rows, 0)).toBe(page.rows);
    }
    expect(table.rows).toBe(KEYS.length);
  });

  it("disturbs one chunk and one page where a row was inserted, deleted or changed", async () => {
    const before = await written(KEYS);
    const spoil = [
      await written([...KEYS.slice(0, 2500), "E-002499x", ...KEYS.slice(2500)]),
      await written(KEYS.filter((k) => k !== "E-002500")),
      await written(KEYS, (k) => (k === "E-002500" ? "changed" : "\\N")),
    ];
    for (const after of spoil) {
      const fresh = [...after.content.keys()].filter((d) => !before.content.has(d));
      expect(fresh.length).toBeGreaterThanOrEqual(2);
      // A deleted boundary row joins two chunks; nothing else may move.
      expect(fresh.length).toBeLessThanOrEqual(3);
    }
  });

  it.each<[string, (text: string) => string]>([
    ["an unknown member", (t) => t.replace('{"bytes"', '{"a":1,"bytes"')],
    ["a repeated member", (t) => t.replace('{"bytes":', '{"bytes":1,"bytes":')],
    ["a missing member", (t) => t.replace(/"rows":\d+\}\]$/, '"rows":"1"}]')],
    ["another order", (t) => t.replace(/\{"bytes":(\d+),"digest":("[0-9a-f]+")/, '{"digest":$2,"bytes":$1')],
    ["white space", (t) => t.replace(":", ": ")],
    ["a lone surrogate", (t) => t.replace('"first":"', '"first":"\\ud800')],
    ["an escaped NUL", (t) => t.replace('"first":"', '"first":"\\u0000')],
    ["a digest in capitals", (t) => t.replace(/"digest":"(.)/, '"digest":"X')],
    ["an empty list", () => "[]"],
    ["no list", () => "{}"],
    ["a count that is none", (t) => t.replace(/"bytes":\d+/, '"bytes":1.5')],
  ])("refuses a page with %s", async (_, spoil) => {
    const { content, table } = await written(KEYS.slice(0, 100));
    const text = new TextDecoder().decode(content.get(table.pages[0]?.digest ?? ""));
    expect(() => parsePage(new TextEncoder().encode(text), "page")).not.toThrow();
    expect(spoil(text)).not.toBe(text);
    expect(() => parsePage(new TextEncoder().encode(spoil(text)), "page")).toThrow(Refusal);
  });
});
