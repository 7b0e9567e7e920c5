import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirmTotp, prepareTotp } from "@/db/identity/one-time-codes";
import { listEntries } from "@/db/ledger/ledger";
import { softAuthenticator } from "@/lib/authority/authenticator-fixture";
import { type Send, send, startInside } from "../api/http-fixture";
import { makeRecoveryCodes } from "./recovery";
import { seal } from "./sealed";
import { TOTP_SEAL } from "./step-up";
import { totpCode } from "./totp";

const ORIGIN = "http://localhost:3000";
const cookieNamed = (headers: Headers, name: string) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .find((cookie) => cookie.startsWith(`notouch.${name}=`) && !cookie.endsWith("="));

describe("the second factor at sign-in", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  beforeAll(async () => {
    inside = await startInside();
  });
  afterAll(async () => inside?.stop());

  const post = (path: string, json: object, over: Send = {}) =>
    send(`/api/auth/sign-in/${path}`, { method: "POST", json, ...over });
  const first = (username: string) => post("username", { username, password: inside.password(username) });
  const half = async (username: string) => {
    const answer = await first(username);
    expect([answer.status, cookieNamed(answer.headers, "session_token")]).toEqual([202, undefined]);
    return cookieNamed(answer.headers, "second_factor") ?? "";
  };
  const me = async (cookie: string | undefined) => send("/api/v1/me", { cookie });
  const method = async () => {
    const { entries } = await listEntries(inside.db, { kinds: ["signed-in"], limit: 1 });
    return JSON.parse(entries[0]?.body ?? "null");
  };
  const actorOf = async (username: string) => {
    const { id } = (await me(await inside.as(username))).body;
    return { id, username, keyId: null };
  };
  /** An authenticator app whose codes are of the moments before this one, so that the present one is still unused. */
  const withApp = async (username: string) => {
    const actor = await actorOf(username);
    const secret = new Uint8Array(20).map((_, i) => i + username.length);
    await prepareTotp(inside.db, seal(secret, TOTP_SEAL, actor.id), actor);
    await confirmTotp(inside.db, 0, actor);
    return { actor, code: () => totpCode(secret, new Date()) };
  };
  const withPasskey = async (username: string) => {
    const cookie = await inside.as(username);
    const change = (path: string, json: object) =>
      send(`/api/v1/me/factors${path}`, { method: "POST", cookie, json });
    const options = await change("/passkeys/options", { proof: { password: inside.password(username) } });
    const device = softAuthenticator();
    const { challenge } = options.body;
    const enrolled = await change("/passkeys", {
      name: "laptop",
      response: device.enrol({ challenge, origin: ORIGIN }),
    });
    expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(201);
    return device;
  };

  it("is asked of whoever has an authenticator app: the password alone opens nothing", async () => {
    const app = await withApp("erik");
    const cookie = await half("erik");
    for (const path of ["me", "runs", "ledger/entries"])
      expect((await send(`/api/v1/${path}`, { cookie })).status, path).toBe(401);
    // What the cookie of the first step carries is no session under the session's name either.
    const token = cookie.slice("notouch.second_factor=".length);
    expect((await me(`notouch.session_token=${token}`)).status).toBe(401);

    const code = app.code();
    const wrong = code === "000000" ? "111111" : "000000";
    for (const said of [{ code: wrong }, { code: "" }])
      expect((await post("second-factor", said, { cookie })).status).toBe(401);
    expect((await post("second-factor", { code }, { cookie, origin: null })).status).toBe(403);
    expect((await post("second-factor", { code })).status).toBe(401);
    expect((await post("second-factor", {}, { cookie })).status).toBe(422);
    const answer = await post("second-factor", { code }, { cookie });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect((await me(cookieNamed(answer.headers, "session_token"))).body.username).toBe("erik");
    expect(await method()).toMatchObject({ username: "erik", method: "password+totp" });
    // Neither the half sign-in nor the code is good twice.
    expect((await post("second-factor", { code }, { cookie })).status).toBe(401);
    expect((await post("second-factor", { code }, { cookie: await half("erik") })).status).toBe(401);
  });

  it("takes a recovery code once", async () => {
    const { actor } = await withApp("emma");
    const [code = ""] = await makeRecoveryCodes(inside.db, actor);
    const answer = await post("second-factor", { code }, { cookie: await half("emma") });
    expect(answer.status).toBe(200);
    expect(await method()).toMatchObject({ username: "emma", method: "password+recovery" });
    expect((await post("second-factor", { code }, { cookie: await half("emma") })).status).toBe(401);
  });

  it("closes after five wrong codes, each a refusal that is written down, also with a fresh password", async () => {
    const app = await withApp("ada");
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await post("second-factor", { code: "not it" }, { cookie: await half("ada") })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await post("second-factor", { code: app.code() }, { cookie: await half("ada") })).status).toBe(
      429,
    );
    const { entries } = await listEntries(inside.db, { kinds: ["sign-in-refused"], q: '"ada"', limit: 100 });
    expect(entries.map((e) => JSON.parse(e.body).why).sort()).toEqual([
      ...Array(5).fill("code"),
      "too many attempts",
    ]);
  });

  it("is a passkey for whoever has one, by its own person and its own challenge", async () => {
    const device = await withPasskey("olivia");
    const cookie = await half("olivia");
    const ask = async (over: Send) => (await post("second-factor/options", {}, over)).body;
    const options = await ask({ cookie });
    expect(options).toMatchObject({ rpId: "localhost", userVerification: "required" });
    expect(options.allowCredentials).toHaveLength(1);
    const sign = (challenge: string, over: object = {}) => ({
      passkey: device.sign({ challenge, origin: ORIGIN, ...over }),
    });

    expect(
      (await post("second-factor", sign(options.challenge, { verified: false }), { cookie })).status,
    ).toBe(401);
    // That attempt used the challenge up.
    expect((await post("second-factor", sign(options.challenge), { cookie })).status).toBe(401);
    const strangers = softAuthenticator().sign({
      challenge: (await ask({ cookie })).challenge,
      origin: ORIGIN,
    });
    expect((await post("second-factor", { passkey: strangers }, { cookie })).status).toBe(401);
    const forPasskeyAlone = (await post("passkey/options", {})).body.challenge;
    expect((await post("second-factor", sign(forPasskeyAlone), { cookie })).status).toBe(401);
    const answer = await post("second-factor", sign((await ask({ cookie })).challenge), { cookie });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(await method()).toMatchObject({ username: "olivia", method: "password+passkey" });
  });

  it("and the first in one: a passkey alone signs in, and names nobody before it does", async () => {
    const device = await withPasskey("oscar");
    const challenge = async () => {
      const { body } = await post("passkey/options", {});
      expect(body.allowCredentials).toEqual([]);
      return body.challenge as string;
    };
    const by = (made: object, over: Send = {}) => post("passkey", { passkey: made }, over);
    const signed = device.sign({ challenge: await challenge(), origin: ORIGIN });
    expect((await by(signed, { origin: null })).status).toBe(403);
    const answer = await by(signed);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.user).toMatchObject({ username: "oscar", role: "owner" });
    expect(await method()).toMatchObject({ username: "oscar", method: "passkey" });
    const refusals = [
      signed,
      device.sign({ challenge: await challenge(), origin: ORIGIN, verified: false }),
      device.sign({ challenge: await challenge(), origin: "http://localhost:4000" }),
      softAuthenticator().sign({ challenge: await challenge(), origin: ORIGIN }),
      device.sign({ challenge: "AAAA", origin: ORIGIN }),
    ];
    for (const [i, made] of refusals.entries()) expect((await by(made)).status, String(i)).toBe(401);
  });

  it("of a disabled account is worth nothing", async () => {
    const { changeAccount } = await import("@/db/identity/accounts");
    const device = await withPasskey("adam");
    const cookie = await half("adam");
    const [adam, emma] = [await actorOf("adam"), await actorOf("emma")];
    await changeAccount(inside.db, emma.id, { role: "administrator" }, adam);
    await changeAccount(inside.db, adam.id, { disabled: true }, emma);
    const { challenge } = (await post("passkey/options", {})).body;
    expect((await post("passkey", { passkey: device.sign({ challenge, origin: ORIGIN }) })).status).toBe(401);
    expect((await post("second-factor/options", {}, { cookie })).status).toBe(401);
  });
});
