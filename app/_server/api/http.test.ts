import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintKey } from "@/db/identity/keys";
import { compressContent } from "@/db/store/content";
import { caveatNames } from "@/lib/authority/eligibility";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import { type FixtureEvidence, type FixtureOptions, fixtureEvidence } from "@/lib/evidence/fixture";
import { type Send, send, startInside } from "./http-fixture";

type Inside = Awaited<ReturnType<typeof startInside>>;

async function archive(
  made: FixtureEvidence | null,
  content: FixtureEvidence["content"],
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const member = (name: string, data: Uint8Array) =>
    parts.push(formatHeader(name, data.length), data, paddingOf(data.length));
  if (made) member("manifest.json", made.manifest);
  for (const [digest, { kind, bytes }] of content) member(`${kind}/${digest}`, await compressContent(bytes));
  return Buffer.concat([...parts, ARCHIVE_END]);
}

const TAR = { "content-type": "application/x-tar" };

describe("the interface", () => {
  let inside: Inside;
  let erik: string;
  let olivia: string;
  beforeAll(async () => {
    inside = await startInside();
    erik = await inside.as("erik");
    olivia = await inside.as("olivia");
  });
  afterAll(async () => inside?.stop());

  const size = async () => (await send("/api/v1/ledger/checkpoint", { cookie: erik })).body.size as number;
  const uploadFile = async (run: string, options: FixtureOptions, over: Send = {}) => {
    const made = await fixtureEvidence({ ...options, run });
    return send(`/api/v1/runs/${run}/evidence`, {
      method: "POST",
      cookie: erik,
      headers: TAR,
      bytes: await archive(made, made.content),
      ...over,
    });
  };
  const create = (slug: string, over: Send = {}) =>
    send("/api/v1/runs", { method: "POST", cookie: erik, json: { slug, name: slug }, ...over });
  const fullRun = async (slug: string) => {
    await create(slug);
    for (const phase of ["before", "staging", "after"] as const)
      expect((await uploadFile(slug, { phase })).status).toBe(201);
  };

  describe("sign-in", () => {
    it("gives a cookie that no script can read, and no token in the answer", async () => {
      const answer = await send("/api/auth/sign-in/username", {
        method: "POST",
        json: { username: "ada", password: inside.password("ada") },
      });
      expect(answer.headers.getSetCookie()[0]).toMatch(/^notouch\.session_token=.*HttpOnly; SameSite=Strict/);
      expect(Object.keys(answer.body)).toEqual(["user"]);
      expect(answer.body.user).toMatchObject({ username: "ada", role: "auditor" });
    });

    it("refuses alike an unknown name and a wrong password, and writes both down without what was typed", async () => {
      const before = await size();
      const attempts = await Promise.all(
        [
          { username: "adam", password: "wrong" },
          { username: "my-secret-phrase", password: "wrong" },
        ].map((json) => send("/api/auth/sign-in/username", { method: "POST", json })),
      );
      expect(attempts.map((a) => a.status)).toEqual([401, 401]);
      const without = attempts.map(({ body: { traceId: _, ...rest } }) => rest);
      expect(without[0]).toEqual(without[1]);
      const { body } = await send("/api/v1/ledger/entries?kind=sign-in-refused", { cookie: erik });
      expect(body.entries.map((e: { body: string }) => e.body).sort()).toEqual([
        '{"username":"adam","why":"password"}',
        '{"username":null,"why":"password"}',
      ]);
      expect(await size()).toBe(before + 2);
    });

    it("closes an account after ten refusals, also for the right password", async () => {
      for (let i = 0; i < 10; i++)
        await send("/api/auth/sign-in/username", {
          method: "POST",
          json: { username: "emma", password: "wrong" },
        });
      const right = await send("/api/auth/sign-in/username", {
        method: "POST",
        json: { username: "emma", password: inside.password("emma") },
      });
      expect(right.status).toBe(429);
    });

    it("is the only thing of the sign-in library that is there", async () => {
      for (const path of [
        "sign-up/email",
        "update-user",
        "change-password",
        "sign-in/email",
        "is-username-available",
      ])
        expect(
          (await send(`/api/auth/${path}`, { method: "POST", cookie: erik, json: {} })).status,
          path,
        ).toBe(404);
      for (const path of ["list-sessions", "ok", "error"])
        expect((await send(`/api/auth/${path}`, { cookie: erik })).status, path).toBe(404);
      expect((await send("/api/auth/get-session", { cookie: erik })).body).toMatchObject({
        username: "erik",
        role: "engineer",
      });
    });

    it("ends with the sign-out", async () => {
      const { headers } = await send("/api/auth/sign-in/username", {
        method: "POST",
        json: { username: "oscar", password: inside.password("oscar") },
      });
      const cookie = headers.getSetCookie()[0]?.split(";")[0];
      expect((await send("/api/v1/me", { cookie })).status).toBe(200);
      await send("/api/auth/sign-out", { method: "POST", cookie, json: {} });
      expect((await send("/api/v1/me", { cookie })).status).toBe(401);
    });
  });

  describe("access", () => {
    it("is refused to nobody, to a foreign or hidden origin, and to a role without the right; nothing is recorded", async () => {
      const before = await size();
      expect((await send("/api/v1/runs")).body.type).toBe("/problems/unauthenticated");
      expect((await create("x", { origin: null })).body.type).toBe("/problems/foreign-origin");
      expect((await create("x", { origin: "http://evil.example" })).body.type).toBe(
        "/problems/foreign-origin",
      );
      const ada = await inside.as("ada");
      const adam = await inside.as("adam");
      const signIns = (await size()) - before;
      for (const cookie of [ada, adam]) {
        expect((await create("x", { cookie })).body.type).toBe("/problems/forbidden");
        for (const path of [
          "runs/x/declaration",
          "runs/x/decisions",
          "runs/x/evidence",
          "chunks",
          "chunks/missing",
        ])
          expect((await send(`/api/v1/${path}`, { method: "POST", cookie, json: {} })).status, path).toBe(
            403,
          );
        expect(
          (
            await send(`/api/v1/chunks/${"0".repeat(64)}`, {
              method: "PUT",
              cookie,
              bytes: new Uint8Array(1),
            })
          ).status,
        ).toBe(403);
        for (const path of ["runs", "ledger/entries", "ledger/checkpoint", "register", "profiles", "me"])
          expect((await send(`/api/v1/${path}`, { cookie })).status, path).toBe(200);
      }
      expect(await size()).toBe(before + signIns);
    });

    it("by key follows its scope, needs no origin, and never reaches a decision", async () => {
      const { id } = (await send("/api/v1/me", { cookie: olivia })).body;
      const actor = { id, username: "olivia", keyId: null };
      const upload = (await mintKey(inside.db, { name: "u", scope: "upload", expiresAt: null }, actor))
        .secret;
      const read = (await mintKey(inside.db, { name: "r", scope: "read", expiresAt: null }, actor)).secret;
      expect((await create("by-key", { cookie: undefined, key: read, origin: null })).status).toBe(403);
      expect((await create("by-key", { cookie: undefined, key: upload, origin: null })).status).toBe(201);
      expect((await send("/api/v1/me", { key: read })).body).toMatchObject({
        via: "key",
        scope: "read",
        role: "owner",
      });
      const decision = { method: "POST" as const, json: { kind: "HOLD", reason: "x", password: "x" } };
      for (const key of [upload, read])
        expect((await send("/api/v1/runs/by-key/decisions", { ...decision, key })).status).toBe(403);
      expect((await send("/api/v1/me", { key: `nt_${"a".repeat(43)}`, cookie: olivia })).status).toBe(401);
    });
  });

  describe("evidence", () => {
    it("arrives as a whole file, is judged, and the same again is 200", async () => {
      await fullRun("whole");
      const again = await uploadFile("whole", { phase: "after" });
      expect(again.status).toBe(200);
      const { body: matrix, headers } = await send("/api/v1/runs/whole/matrix", { cookie: erik });
      expect([matrix.engineering, matrix.claims.length]).toEqual(["PASS", 8]);
      expect(headers.get("etag")).toBe(`"${matrix.matrixDigest}"`);
      expect(matrix).not.toHaveProperty("authority");
      expect(
        (await uploadFile("whole", { phase: "after", tables: { "public.universal_edges": null } })).body.type,
      ).toBe("/problems/phase-already-recorded");
    });

    it("arrives in parts: what is missing, then the content, then the manifest", async () => {
      await create("parts");
      const made = await fixtureEvidence({
        phase: "before",
        run: "parts",
        tables: {
          "public.universal_edges": { key: ["id"], columns: ["id", "edge_type"], rows: [["77", "new"]] },
        },
      });
      const digests = [...made.content.keys()].map((d) => `sha256:${d}`);
      const { body } = await send("/api/v1/chunks/missing", {
        method: "POST",
        cookie: erik,
        json: { digests },
      });
      expect(body.missing.length).toBeGreaterThan(0);
      const early = await send("/api/v1/runs/parts/evidence", {
        method: "POST",
        cookie: erik,
        headers: { "content-type": "application/json" },
        bytes: made.manifest,
      });
      expect(early.body.type).toBe("/problems/count-mismatch");
      const gone = [...made.content].filter(([d]) => body.missing.includes(`sha256:${d}`));
      const [first, ...rest] = gone;
      const one = await compressContent(first?.[1].bytes ?? new Uint8Array());
      expect(
        (await send(`/api/v1/chunks/${first?.[0]}`, { method: "PUT", cookie: erik, bytes: one })).status,
      ).toBe(204);
      expect(
        (
          await send("/api/v1/chunks", {
            method: "POST",
            cookie: erik,
            headers: TAR,
            bytes: await archive(null, new Map(rest)),
          })
        ).body,
      ).toEqual({ stored: rest.length });
      const recorded = await send("/api/v1/runs/parts/evidence", {
        method: "POST",
        cookie: erik,
        headers: { "content-type": "application/json", "content-encoding": "br" },
        bytes: await compressContent(made.manifest),
      });
      expect([recorded.status, recorded.body.recorded, recorded.body.phase]).toEqual([201, true, "before"]);
    });

    it("that is cut, altered, bloated, foreign or too large is refused by its name, and nothing is recorded", async () => {
      await create("bad");
      const made = await fixtureEvidence({ phase: "before", run: "bad" });
      const file = await archive(made, made.content);
      const post = (bytes: Uint8Array, over: Send = {}) =>
        send("/api/v1/runs/bad/evidence", { method: "POST", cookie: erik, headers: TAR, bytes, ...over });
      const flipped = Uint8Array.from(file);
      const at = file.length - 2 * 512 - 512;
      flipped[at] = (flipped[at] ?? 0) ^ 255;
      const extra = new Map([
        ...made.content,
        ["e".repeat(64), { kind: "chunks" as const, bytes: new TextEncoder().encode("x") }],
      ]);
      const stranger = new Uint8Array(Buffer.from("not in the manifest\n"));
      const { sha256 } = await import("@/lib/base/hash");
      const surplus = new Map([
        ...made.content,
        [sha256(stranger), { kind: "chunks" as const, bytes: stranger }],
      ]);
      const before = await size();
      const refused = async (answer: Promise<{ body: { type: string } }>) =>
        (await answer).body.type.replace("/problems/", "");
      expect(await refused(post(file.subarray(0, file.length - 700)))).toBe("bad-archive");
      expect(await refused(post(Buffer.concat([file, Buffer.from("more")])))).toBe("bad-archive");
      expect(["bad-archive", "bad-compression", "digest-mismatch"]).toContain(await refused(post(flipped)));
      expect(await refused(post(await archive(made, extra)))).toBe("digest-mismatch");
      expect(await refused(post(await archive(made, surplus)))).toBe("count-mismatch");
      expect(await refused(post(file, { headers: { "content-type": "text/plain" } }))).toBe(
        "unsupported-media",
      );
      expect(await refused(post(file, { headers: { ...TAR, "content-length": String(2 ** 45) } }))).toBe(
        "too-large",
      );
      expect(
        await refused(
          uploadFile("bad", { phase: "before", run: "bad", alter: (m) => ({ ...m, run: "other" }) }),
        ),
      ).toBe("wrong-context");
      expect(
        await refused(
          send("/api/v1/runs/bad/evidence?phase=after", {
            method: "POST",
            cookie: erik,
            headers: TAR,
            bytes: file,
          }),
        ),
      ).toBe("wrong-context");
      expect(
        await refused(
          post(new TextEncoder().encode('{"a":1,"a":2}'), {
            headers: { "content-type": "application/json" },
          }),
        ),
      ).toBe("malformed-json");
      expect(
        await refused(
          send("/api/v1/runs/none/evidence", { method: "POST", cookie: erik, headers: TAR, bytes: file }),
        ),
      ).toBe("not-found");
      const bomb = await compressContent(new Uint8Array(20 << 20));
      expect(
        await refused(
          send(`/api/v1/chunks/${sha256(new Uint8Array(20 << 20))}`, {
            method: "PUT",
            cookie: erik,
            bytes: bomb,
          }),
        ),
      ).toBe("bad-compression");
      expect(await size()).toBe(before);
      expect((await send("/api/v1/runs/bad", { cookie: erik })).body).toMatchObject({
        evidence: [],
        authority: { state: "HOLD", basis: "default" },
      });
    });
  });

  describe("decisions", () => {
    it("need an Owner's session, the digest on the screen and the password, and are bound to that digest", async () => {
      await fullRun("decided");
      const { body: matrix } = await send("/api/v1/runs/decided/matrix", { cookie: olivia });
      const { body: register } = await send("/api/v1/register", { cookie: olivia });
      const json = {
        kind: "AUTHORIZE",
        reason: "Proven",
        scope: "One more pilot",
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        acknowledgedCaveats: caveatNames(matrix),
        acknowledgedBlockers: register.items
          .filter((i: { kind: string }) => i.kind === "blocker")
          .map((i: { code: string }) => i.code),
        password: inside.password("olivia"),
      };
      const post = (over: Send = {}, change: object = {}) =>
        send("/api/v1/runs/decided/decisions", {
          method: "POST",
          cookie: olivia,
          json: { ...json, ...change },
          headers: { "if-match": `"${matrix.matrixDigest}"` },
          ...over,
        });
      expect((await post({ cookie: erik })).status).toBe(403);
      expect((await post({ headers: {} })).status).toBe(428);
      expect((await post({ headers: { "if-match": `"sha256:${"0".repeat(64)}"` } })).status).toBe(412);
      expect((await post({}, { password: "not it" })).status).toBe(403);
      const unread = await post({}, { acknowledgedBlockers: [] });
      expect([unread.status, unread.body.type, unread.body.errors[0].at]).toEqual([
        403,
        "/problems/decision-refused",
        "blocker-unacknowledged",
      ]);
      expect((await send("/api/v1/runs/decided", { cookie: olivia })).body.authority.state).toBe("HOLD");

      const key = { headers: { "if-match": `"${matrix.matrixDigest}"`, "idempotency-key": "one" } };
      const [first, again] = [await post(key), await post(key)];
      expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
        201,
        201,
        "true",
      ]);
      expect(again.body).toEqual(first.body);
      expect((await post(key, { reason: "Another" })).body.type).toBe("/problems/idempotency-key-reused");
      const { body: run } = await send("/api/v1/runs/decided", { cookie: erik });
      expect(run.authority).toMatchObject({
        state: "AUTHORIZED",
        decision: { decidedBy: "olivia", presence: "password" },
      });
      expect((await send("/api/v1/runs/decided/decisions", { cookie: erik })).body.decisions).toHaveLength(1);
      const declareWith = (report: unknown) =>
        send("/api/v1/runs/decided/declaration", {
          method: "POST",
          cookie: erik,
          json: { result: "FAIL", ...(report === undefined ? {} : { report }) },
        });
      const claims = [{ id: "NT-1", verdict: "PASS" }];
      expect((await declareWith({ claims: [{ id: "NT-9", verdict: "PASS" }] })).body.errors).toMatchObject([
        { at: "report.claims.0.id" },
      ]);
      expect((await declareWith({ run: "another", claims })).body.type).toBe("/problems/wrong-context");
      expect((await send("/api/v1/runs/decided", { cookie: erik })).body.authority.state).toBe("AUTHORIZED");
      expect((await declareWith({ claims })).status).toBe(201);
      expect((await send("/api/v1/runs/decided", { cookie: erik })).body).toMatchObject({
        engineering: { verdict: "FAIL" },
        authority: { state: "HOLD", basis: "superseded" },
      });
    });
  });
});
