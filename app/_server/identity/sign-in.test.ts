import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Send, send, startInside } from "../api/http-fixture";
import { closeDatabase, database } from "../database";

type Inside = Awaited<ReturnType<typeof startInside>>;

const signIn = (username: string, password: string, over: Send = {}) =>
  send("/api/auth/sign-in/username", { method: "POST", json: { username, password }, ...over });
const cookieOf = (answer: { headers: Headers }) => answer.headers.getSetCookie()[0]?.split(";")[0];

describe("coming in", () => {
  let inside: Inside;
  beforeAll(async () => {
    inside = await startInside();
  });
  afterAll(async () => inside?.stop());

  it("never adopts a session that the browser brought along", async () => {
    const planted = `notouch.session_token=${"p".repeat(43)}`;
    const answer = await signIn("ada", inside.password("ada"), { cookie: planted });
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await send("/api/v1/me", { cookie: planted })).status).toBe(401);
    // Somebody else's session, planted in this browser, ends where its owner is not who signs in.
    const erik = cookieOf(await signIn("erik", inside.password("erik")));
    const ada = cookieOf(await signIn("ada", inside.password("ada"), { cookie: erik }));
    expect((await send("/api/v1/me", { cookie: ada })).body.username).toBe("ada");
    expect((await send("/api/v1/me", { cookie: erik })).status).toBe(401);
  });

  it("is nobody's with a cookie that was sent twice, cut, or of another name", async () => {
    const cookie = cookieOf(await signIn("ada", inside.password("ada"))) ?? "";
    const token = cookie.slice("notouch.session_token=".length);
    expect((await send("/api/v1/me", { cookie })).status).toBe(200);
    for (const forged of [
      `${cookie}; notouch.session_token=${"x".repeat(43)}`,
      cookie.slice(0, -1),
      `session_token=${token}`,
      `__Host-notouch.session_token=${token}`,
      `notouch.session_token=${token}%00`,
    ])
      expect((await send("/api/v1/me", { cookie: forged })).status, forged).toBe(401);
  });

  it("closes an unknown name exactly as a known one: nobody learns who has an account", async () => {
    const answers = async (username: string) => {
      const seen: unknown[] = [];
      for (let i = 0; i < 12; i++) {
        const { status, headers, body } = await signIn(username, "wrong");
        const { traceId: _, ...rest } = body;
        seen.push([status, headers.get("retry-after"), rest]);
      }
      return seen;
    };
    const [known, unknown] = [await answers("oscar"), await answers("nobody.at.all")];
    expect(unknown).toEqual(known);
    expect(known.map((answer) => (answer as [number])[0])).toEqual([...Array(10).fill(401), 429, 429]);
    const { body } = await send("/api/v1/ledger/entries?kind=sign-in-refused&limit=100", {
      cookie: await inside.as("erik"),
    });
    // One entry says that the door closed; knocking on does not fill the ledger.
    const closed = body.entries.filter((e: { body: string }) => e.body.includes("too many attempts"));
    expect(closed).toHaveLength(2);
    expect(JSON.stringify(body.entries)).not.toContain("nobody.at.all");
  });

  it("stays closed for the right password, also at a server that has just started", async () => {
    expect((await signIn("oscar", inside.password("oscar"))).status).toBe(429);
    // The process goes on, its database is opened again: what was counted is in there and nowhere else.
    await closeDatabase();
    await database();
    expect((await signIn("oscar", inside.password("oscar"))).status).toBe(429);
    expect((await signIn("OSCAR", inside.password("oscar"))).status).toBe(429);
  });

  it("counts attempts that are sent at once", async () => {
    const burst = await Promise.all(Array.from({ length: 25 }, () => signIn("emma", "wrong")));
    expect(burst.filter((answer) => answer.status === 401)).toHaveLength(10);
    expect(burst.filter((answer) => answer.status === 429)).toHaveLength(15);
  });

  it("is a change: without an Origin of ours there is none, and nobody is signed out either", async () => {
    const cookie = await inside.as("adam");
    for (const origin of [
      null,
      "null",
      "http://evil.example",
      "http://localhost:3001",
      "https://localhost:3000",
    ]) {
      expect((await signIn("adam", inside.password("adam"), { origin })).status, String(origin)).toBe(403);
      const out = await send("/api/auth/sign-out", { method: "POST", cookie, origin, json: {} });
      expect(out.status, String(origin)).toBe(403);
    }
    expect((await send("/api/v1/me", { cookie })).status).toBe(200);
  });

  it("every change of the interface refuses a foreign and a hidden Origin, whoever sends it", async () => {
    const changes = [
      ["POST", "runs"],
      ["POST", "chunks"],
      ["POST", "chunks/missing"],
      ["PUT", `chunks/${"0".repeat(64)}`],
      ["POST", "runs/x/evidence"],
      ["POST", "runs/x/declaration"],
      ["POST", "runs/x/decisions"],
      ["POST", "me/factors/challenge"],
      ["POST", "me/factors/passkeys"],
      ["POST", "me/factors/passkeys/options"],
      ["POST", "me/factors/passkeys/x/removal"],
      ["POST", "me/factors/totp"],
      ["POST", "me/factors/totp/confirmation"],
      ["POST", "me/factors/totp/removal"],
      ["POST", "me/factors/recovery-codes"],
    ] as const;
    const cookies = await Promise.all(["olivia", "erik", "adam"].map((who) => inside.as(who)));
    const size = async () => (await send("/api/v1/ledger/checkpoint", { cookie: cookies[0] })).body.size;
    const before = await size();
    for (const [method, path] of changes)
      for (const cookie of cookies)
        for (const origin of [null, "null", "http://evil.example", "http://localhost:3000.evil.example"]) {
          const { status, body } = await send(`/api/v1/${path}`, { method, cookie, origin, json: {} });
          expect([status, body.type], `${method} ${path} ${origin}`).toEqual([
            403,
            "/problems/foreign-origin",
          ]);
        }
    expect(await size()).toBe(before);
  });

  it("ends at once with the role or the account", async () => {
    const { changeAccount, findAccount } = await import("@/db/identity/accounts");
    const db = await database();
    const cookie = cookieOf(await signIn("erik", inside.password("erik")));
    const [erik, adam] = [await findAccount(db, "erik"), await findAccount(db, "adam")];
    const actor = { id: adam?.id ?? "", username: "adam", keyId: null };
    await changeAccount(db, erik?.id ?? "", { role: "auditor" }, actor);
    expect((await send("/api/v1/me", { cookie })).status).toBe(401);
    const again = cookieOf(await signIn("erik", inside.password("erik")));
    expect(
      (await send("/api/v1/runs", { method: "POST", cookie: again, json: { slug: "x", name: "x" } })).status,
    ).toBe(403);
    await changeAccount(db, erik?.id ?? "", { disabled: true }, actor);
    expect((await send("/api/v1/me", { cookie: again })).status).toBe(401);
    expect((await signIn("erik", inside.password("erik"))).body.type).toBe("/problems/unauthenticated");
  });
});
