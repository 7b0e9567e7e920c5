import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compressContent } from "@/db/store/content";
import { caveatNames } from "@/lib/authority/eligibility";
import { canonicalJson } from "@/lib/base/canonical";
import { sourceOf } from "@/lib/bundle/container";
import { bundleOfPage } from "@/lib/bundle/page";
import { type BundleReport, verifyBundle } from "@/lib/bundle/verify";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import { birth, type FixtureOptions, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import { parseVerifierKey } from "@/lib/ledger/note";
import { type Matrix, sealMatrix } from "@/lib/verdict/matrix";
import { send, startInside } from "./http-fixture";

const verify = (bytes: Uint8Array, over: Partial<Parameters<typeof verifyBundle>[1]> = {}) =>
  verifyBundle(sourceOf(bytes), {
    inflate: async (stored, limit) => inflateRawSync(stored, { maxOutputLength: limit }),
    now: new Date(),
    ...over,
  });
const places = ({ steps }: BundleReport) =>
  steps.flatMap((s) => s.places.map((p) => `${s.id} ${p.at}: ${p.problem}`)).join("\n");

describe("bundles over HTTP", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let ada: string;
  let erik: string;
  let olivia: string;

  const upload = async (run: string, options: FixtureOptions) => {
    const made = await fixtureEvidence({ ...options, run });
    const parts: Uint8Array[] = [];
    const member = (name: string, data: Uint8Array) =>
      parts.push(formatHeader(name, data.length), data, paddingOf(data.length));
    member("manifest.json", made.manifest);
    for (const [digest, { kind, bytes }] of made.content)
      member(`${kind}/${digest}`, await compressContent(bytes));
    const { status } = await send(`/api/v1/runs/${run}/evidence`, {
      method: "POST",
      cookie: erik,
      headers: { "content-type": "application/x-tar" },
      bytes: Buffer.concat([...parts, ARCHIVE_END]),
    });
    expect(status).toBe(201);
  };
  const create = (slug: string) =>
    send("/api/v1/runs", { method: "POST", cookie: erik, json: { slug, name: `Pilot ${slug}` } });
  const bundleOf = async (run: string, query = "") => {
    const answer = await send(`/api/v1/runs/${run}/bundle${query}`, { cookie: ada });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer;
  };

  beforeAll(async () => {
    inside = await startInside();
    [ada, erik, olivia] = [await inside.as("ada"), await inside.as("erik"), await inside.as("olivia")];
    await create("clean");
    for (const phase of ["before", "staging", "after"] as const) await upload("clean", { phase });
  });
  afterAll(async () => inside?.stop());

  it("are read by an auditor and by nobody who is not signed in", async () => {
    expect((await send("/api/v1/runs/clean/bundle")).status).toBe(401);
    expect((await send("/api/v1/runs/nowhere/bundle", { cookie: ada })).status).toBe(404);
    expect((await send("/api/v1/runs/clean/bundle?format=zip", { cookie: ada })).status).toBe(422);
    const { headers } = await bundleOf("clean");
    expect(headers.get("content-disposition")).toBe('attachment; filename="notouch-clean.bundle"');
  });

  it("verify with nothing but their bytes, whole or not, under the ledger's key and an earlier checkpoint", async () => {
    const before = (await send("/api/v1/ledger/checkpoint", { cookie: ada })).body;
    const key = parseVerifierKey(before.keys.at(-1));
    for (const query of ["", "?chunks=all"]) {
      const report = await verify((await bundleOf("clean", query)).body, {
        pinned: key,
        earlier: before.note,
      });
      expect([report.outcome, places(report)]).toEqual(["verified", ""]);
      expect(report.said?.authority).toEqual({ state: "HOLD", basis: "default" });
      expect(report.said?.document.matrix.engineering).toBe("PASS");
    }
    const page = await bundleOf("clean", "?format=page");
    expect(page.headers.get("content-disposition")).toBe('attachment; filename="notouch-clean.html"');
    const shell = readFileSync("dist/bundle-page.html", "utf8");
    expect((await verify(bundleOfPage(page.body, shell))).outcome).toBe("verified");
  });

  it("carry a decision with what it is bound to, and of a run without evidence prove nothing", async () => {
    const { body: matrix } = await send("/api/v1/runs/clean/matrix", { cookie: olivia });
    const { body: register } = await send("/api/v1/register", { cookie: olivia });
    const decided = await send("/api/v1/runs/clean/decisions", {
      method: "POST",
      cookie: olivia,
      headers: { "if-match": `"${matrix.matrixDigest}"` },
      json: {
        kind: "AUTHORIZE",
        reason: "Proven",
        scope: "One more pilot",
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        acknowledgedCaveats: caveatNames(matrix),
        acknowledgedBlockers: register.items
          .filter((i: { kind: string }) => i.kind === "blocker")
          .map((i: { code: string }) => i.code),
        password: inside.password("olivia"),
      },
    });
    expect(decided.status, JSON.stringify(decided.body)).toBe(201);
    const report = await verify((await bundleOf("clean")).body);
    expect([report.outcome, places(report)]).toEqual(["verified", ""]);
    expect(report.said?.authority).toEqual({ state: "AUTHORIZED", basis: "recorded" });

    await create("bare");
    const bare = await verify((await bundleOf("bare")).body);
    expect([bare.outcome, bare.steps.find((s) => s.id === "claims")?.outcome]).toEqual([
      "nothing",
      "nothing",
    ]);
  });

  it("of a run whose database was rewritten behind the server's back do not verify", async () => {
    await create("leaky");
    const rows = [
      birth("E-1", { owner: "pilot" }),
      birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
    ];
    for (const phase of ["before", "staging", "after"] as const)
      await upload(
        "leaky",
        phase === "after" ? { phase, tables: { "public.birth_registry": registry(rows) } } : { phase },
      );
    const sound = await verify((await bundleOf("leaky")).body);
    expect([sound.outcome, sound.said?.document.matrix.engineering]).toEqual(["verified", "FAIL"]);
    const rewrite = (set: string) =>
      inside.db.transaction(async (tx) => {
        await tx.execute(sql`alter table verdict disable trigger all`);
        await tx.execute(
          sql.raw(`update verdict set ${set} where run_id = (select id from run where slug = 'leaky')`),
        );
        await tx.execute(sql`alter table verdict enable trigger all`);
      });
    // An administrator makes the stored verdict a PASS: the matrix lost its digest, and no bundle is given out.
    const passed = { ...sound.said?.document.matrix, engineering: "PASS" } as Matrix;
    await rewrite(`matrix = '${canonicalJson(passed).replaceAll("'", "''")}'`);
    const refused = await send("/api/v1/runs/leaky/bundle", { cookie: ada });
    expect([refused.status, refused.body.type]).toEqual([500, "/problems/integrity-broken"]);
    // One who seals it anew: the ledger still names the other matrix, and the bundle says so.
    const resealed = sealMatrix(passed);
    await rewrite(
      `matrix = '${canonicalJson(resealed).replaceAll("'", "''")}', matrix_digest = '${resealed.matrixDigest}', engineering = 'PASS'`,
    );
    const report = await verify((await bundleOf("leaky")).body);
    expect(report.outcome).toBe("altered");
    expect(places(report)).toContain("verdict bundle.json matrix.engineering: PASS; entry");
  });
});
