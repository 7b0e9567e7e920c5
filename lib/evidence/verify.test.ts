import { expect, test } from "vitest";
import { Refusal } from "../base/refusal";
import { type FixtureEvidence, fixtureEvidence } from "./fixture";
import { catalogContent, type Manifest, type PresentTable } from "./manifest";
import type { PageTotals } from "./page";
import { verifyEvidence } from "./verify";

const TABLE = "public.universal_edges";
const rows = Array.from({ length: 3000 }, (_, i) => [String(i), `v${i}`]);
const tables = { [TABLE]: { key: ["id"], columns: ["id", "v"], rows } };

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

function altered(change: (table: PresentTable) => PresentTable): Promise<FixtureEvidence> {
  const alter = (manifest: Manifest) => ({
    ...manifest,
    tables: manifest.tables.map((t) => (t.present && t.name === TABLE ? change(t) : t)),
  });
  return fixtureEvidence({ phase: "before", tables, alter });
}

test("evidence as it was written is accepted, and every reference is reported", async () => {
  const { evidence, read, content } = await fixtureEvidence({ phase: "before", tables });
  const seen = new Set<string>();
  await verifyEvidence(evidence, read, { onReference: (_, digest) => seen.add(digest) });
  expect([...seen].sort()).toEqual([...content.keys()].sort());
});

test.each<[string, (t: PresentTable) => PresentTable]>([
  ["rows", (t) => ({ ...t, rows: t.rows + 1 })],
  ["bytes", (t) => ({ ...t, bytes: t.bytes - 1 })],
  ["a page's rows", (t) => ({ ...t, pages: t.pages.map((p) => ({ ...p, rows: p.rows + 1 })) })],
  ["a page's last key", (t) => ({ ...t, pages: t.pages.map((p) => ({ ...p, last: "x" })) })],
  ["a missing page", (t) => ({ ...t, pages: t.pages.slice(1) })],
  ["the key", (t) => ({ ...t, key: ["v"] })],
])("a manifest that misstates %s is refused", async (_, change) => {
  const { evidence, read } = await altered(change);
  expect(await codeOf(verifyEvidence(evidence, read))).toBe("count-mismatch");
});

test("a page twice is refused", async () => {
  const { evidence, read } = await altered((t) => ({
    ...t,
    rows: t.rows * 2,
    bytes: t.bytes * 2,
    pages: [...t.pages, ...t.pages],
  }));
  expect(await codeOf(verifyEvidence(evidence, read))).toBe("duplicate-key");
});

test("one key twice is refused", async () => {
  const twice = {
    [TABLE]: {
      key: ["id"],
      columns: ["id", "v"],
      rows: [
        ["1", "a"],
        ["2", "b"],
        ["1", "c"],
      ],
    },
  };
  const { evidence, read } = await fixtureEvidence({ phase: "before", tables: twice });
  expect(await codeOf(verifyEvidence(evidence, read))).toBe("duplicate-key");
});

test("every single content, altered by one byte, is noticed", async () => {
  const { evidence, read, content } = await fixtureEvidence({ phase: "before", tables });
  for (const digest of content.keys()) {
    const bent = async (asked: string) => {
      const bytes = (await read(asked)).slice();
      if (asked === digest) bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      return bytes;
    };
    expect(await codeOf(verifyEvidence(evidence, bent))).toBe("digest-mismatch");
  }
});

test("a page that was verified before is not read again, and its figures still have to agree", async () => {
  const known = new Map<string, PageTotals>();
  const memo = {
    get: async (page: string, layout: string) => known.get(page + layout) ?? null,
    put: async (page: string, layout: string, totals: PageTotals) => void known.set(page + layout, totals),
  };
  const first = await fixtureEvidence({ phase: "before", tables });
  await verifyEvidence(first.evidence, first.read, { memo });
  const parts = new Set<string>(catalogContent(first.evidence.manifest.catalog).map((p) => p.digest));
  const onlyParts = (digest: string) => {
    if (!parts.has(digest)) throw new Error("read again");
    return first.read(digest);
  };
  await verifyEvidence(first.evidence, onlyParts, { memo });
  const { evidence } = await altered((t) => ({ ...t, rows: t.rows + 1 }));
  expect(await codeOf(verifyEvidence(evidence, onlyParts, { memo }))).toBe("count-mismatch");
});
