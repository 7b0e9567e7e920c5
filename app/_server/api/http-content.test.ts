import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as getChunk } from "@/app/api/v1/chunks/[digest]/route";
import { GET as getExport } from "@/app/api/v1/runs/[run]/diffs/export/route";
import { GET as getManifest } from "@/app/api/v1/runs/[run]/evidence/[phase]/route";
import { recordEvidence } from "@/db/evidence/evidence";
import { createRun } from "@/db/runs/runs";
import { rowsOf } from "@/db/store/client";
import { compressContent, putContent } from "@/db/store/content";
import { ensureVerdict } from "@/db/verdicts/verdicts";
import { sha256 } from "@/lib/base/hash";
import { birth, type FixtureEvidence, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import type { Phase } from "@/lib/evidence/manifest";
import { BUILT_IN } from "@/lib/profile/built-in";
import { startInside } from "./http-fixture";

const RUN = "readable";
const HERE = "http://localhost:3000/api/v1";
const CHANGED = Array.from({ length: 1203 }, (_, i) => `B-${i}`);

describe("what is stored", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let ada: string;
  let before: FixtureEvidence;

  beforeAll(async () => {
    inside = await startInside();
    ada = await inside.as("ada");
    const { db } = inside;
    const [erik] = await rowsOf<{ id: string; username: string }>(
      db,
      sql`select id, username from person where username = 'erik'`,
    );
    const profile = BUILT_IN["birth-registry"];
    if (!erik || !profile) throw new Error("the demonstration's engineer or the built-in profile is missing");
    const actor = { ...erik, keyId: null };
    await createRun(db, { slug: RUN, name: "", profile }, actor);
    const take = async (phase: Phase, over: { owner?: string; jsonb_profile?: string } = {}) => {
      const tables =
        phase === "staging"
          ? {}
          : { "public.birth_registry": registry(CHANGED.map((key) => birth(key, over))) };
      const made = await fixtureEvidence({ phase, run: RUN, tables });
      const batch = [...made.content].map(async ([digest, { bytes }]) => ({
        digest,
        stored: await compressContent(bytes),
      }));
      await putContent(db, await Promise.all(batch));
      await recordEvidence(db, RUN, made.manifest, actor);
      return made;
    };
    before = await take("before");
    await take("staging");
    await take("after", { owner: '=cmd("x")', jsonb_profile: '{"a": "b,c"}' });
    await ensureVerdict(db, RUN);
  });
  afterAll(async () => inside?.stop());

  const ask = (headers: Record<string, string> = {}) =>
    new Request(HERE, { headers: { cookie: ada, ...headers } });
  const chunk = (digest: string, request = ask()) =>
    getChunk(request, { params: Promise.resolve({ digest }) });
  const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

  it("is given under its digest, and may be kept for good", async () => {
    const [[digest, { bytes }] = ["", { bytes: new Uint8Array() }]] = before.content;
    for (const name of [digest, `sha256:${digest}`]) {
      const answer = await chunk(name);
      expect([answer.status, answer.headers.get("content-encoding")]).toEqual([200, null]);
      expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
      expect(await bytesOf(answer)).toEqual(new Uint8Array(bytes));
    }
    expect((await chunk(digest, ask({ "if-none-match": `"${digest}"` }))).status).toBe(304);
  });

  it("is given to nobody without an account, and never under another name", async () => {
    const [digest = ""] = before.content.keys();
    expect((await chunk(digest, new Request(HERE))).status).toBe(401);
    expect(
      (await chunk(digest, new Request(HERE, { headers: { "if-none-match": `"${digest}"` } }))).status,
    ).toBe(401);
    expect((await chunk("0".repeat(64))).status).toBe(404);
    expect((await chunk("..%2Fsecret")).status).toBe(404);
  });

  it("is not passed off as what it was before somebody altered it", async () => {
    const digest = sha256("to be altered");
    await putContent(inside.db, [{ digest, stored: await compressContent(Buffer.from("to be altered")) }]);
    await inside.db.execute(sql`alter table content disable trigger append_only`);
    await inside.db.execute(
      sql`update content set stored = ${await compressContent(Buffer.from("altered"))} where digest = ${Buffer.from(digest, "hex")}`,
    );
    await inside.db.execute(sql`alter table content enable always trigger append_only`);
    const answer = await chunk(digest);
    expect(answer.status).toBe(500);
    expect((await answer.json()).type).toBe("/problems/integrity-broken");
  });

  it("includes manifests, byte for byte", async () => {
    const manifest = (phase: string, request = ask()) =>
      getManifest(request, { params: Promise.resolve({ run: RUN, phase }) });
    const answer = await manifest("before");
    expect(sha256(await bytesOf(answer))).toBe(before.evidence.digest);
    expect((await manifest("after-run")).status).toBe(404);
    expect((await manifest("nonsense")).status).toBe(404);
    expect((await manifest("before", new Request(HERE))).status).toBe(401);
  });

  it("is exported as a filtered diff, whole and readable", async () => {
    const exported = (query: string, headers = { cookie: ada }) =>
      getExport(new Request(`${HERE}/runs/${RUN}/diffs/export?${query}`, { headers }), {
        params: Promise.resolve({ run: RUN }),
      });
    const json = await (await exported("format=json&claim=NT-3")).json();
    expect([json.total, json.rows.length, json.filter]).toEqual([1203, 1203, { claim: "NT-3" }]);
    expect(new Set(json.rows.map((r: { key: string[] }) => r.key[0])).size).toBe(1203);
    const none = await (await exported("format=json&kind=deleted")).json();
    expect([none.total, none.rows, none.compared]).toEqual([0, [], json.compared]);
    const csv = await exported("format=csv&key=B-12");
    expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="${RUN}-diff.csv"`);
    const lines = (await csv.text()).trimEnd().split("\n");
    expect(lines.length).toBe(1 + 2 * CHANGED.filter((key) => key.includes("B-12")).length);
    expect(lines).toContain(`public.birth_registry,changed,B-12,owner,\\N,"'=cmd(""x"")",NT-3 NT-7`);
    expect((await exported("format=xml")).status).toBe(422);
    expect((await exported("format=csv", { cookie: "" })).status).toBe(401);
  });
});
