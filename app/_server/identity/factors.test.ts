import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintKey } from "@/db/identity/keys";
import { listEntries } from "@/db/ledger/ledger";
import { softAuthenticator } from "@/lib/authority/authenticator-fixture";
import { type Send, type Sent, send, startInside } from "../api/http-fixture";
import { totpCode } from "./totp";

const ORIGIN = "http://localhost:3000";
let inside: Awaited<ReturnType<typeof startInside>>;

beforeAll(async () => {
  inside = await startInside();
});
afterAll(async () => inside?.stop());

/** Somebody's own factors, asked and changed in their session. */
async function session(username: string) {
  const cookie = await inside.as(username);
  const password = inside.password(username);
  const post = (path: string, json: object, over: Send = {}): Promise<Sent> =>
    send(`/api/v1/me/factors${path}`, { method: "POST", cookie, json, ...over });
  return {
    cookie,
    password,
    post,
    factors: async () => (await send("/api/v1/me/factors", { cookie })).body,
    /** Enrols a passkey of a software authenticator. */
    async enrol(name: string, device = softAuthenticator(), proof: object = {}) {
      const options = await post("/passkeys/options", { proof: { password, ...proof } });
      if (options.status !== 201) return { device, answer: options };
      const { challenge } = options.body;
      const response = device.enrol({ challenge, origin: ORIGIN });
      return { device, answer: await post("/passkeys", { name, response }) };
    },
    /** A passkey's signature over a challenge for changing factors. */
    async signed(device: ReturnType<typeof softAuthenticator>) {
      const { challenge } = (await post("/challenge", {})).body;
      return device.sign({ challenge, origin: ORIGIN });
    },
  };
}

/** The bytes of an RFC 4648 base32 text, as an authenticator app reads them. */
function fromBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const kinds = async (username: string) =>
  (await listEntries(inside.db, { q: username, order: "oldest", limit: 1000 })).entries
    .map((e) => e.kind)
    .filter((kind) => /factor|recovery|step-up/.test(kind));

describe("a passkey", () => {
  it("is enrolled with the password, and the next one needs the first, the app or a recovery code", async () => {
    const olivia = await session("olivia");
    const { device, answer } = await olivia.enrol("laptop");
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body.factors.passkeys).toMatchObject([
      {
        name: "laptop",
        rpId: "localhost",
        credentialId: device.credentialId,
        lastUsedAt: expect.any(String),
      },
    ]);
    const codes: string[] = answer.body.recoveryCodes;
    expect(new Set(codes).size).toBe(10);

    const bare = await olivia.enrol("phone");
    expect([bare.answer.status, bare.answer.body.type]).toEqual([403, "/problems/step-up-required"]);
    const same = await olivia.enrol("again", device, { passkey: await olivia.signed(device) });
    expect(same.answer.body.errors[0].problem).toBe("it was enrolled before");
    const phone = await olivia.enrol("phone", undefined, { passkey: await olivia.signed(device) });
    expect([phone.answer.status, phone.answer.body.recoveryCodes]).toEqual([201, null]);
    const spare = await olivia.enrol("spare", undefined, { code: codes[0]?.toLowerCase() });
    expect(spare.answer.status).toBe(201);
    const twice = await olivia.enrol("more", undefined, { code: codes[0] });
    expect(twice.answer.status).toBe(403);
    expect(await olivia.factors()).toMatchObject({ recoveryCodes: 9, passkeys: { length: 3 } });
    expect(await kinds("olivia")).toEqual([
      "factor-added",
      "recovery-codes-made",
      "factor-added",
      "recovery-code-used",
      "factor-added",
      "step-up-refused",
    ]);
  });

  it("is not enrolled by an answer to another challenge, from elsewhere, twice, or without a verified person", async () => {
    const oscar = await session("oscar");
    const fresh = async () =>
      (await oscar.post("/passkeys/options", { proof: { password: oscar.password } })).body
        .challenge as string;
    const tries: [string, (challenge: string) => object][] = [
      ["unknown", () => softAuthenticator().enrol({ challenge: "AAAA", origin: ORIGIN })],
      [
        "origin",
        (challenge) =>
          softAuthenticator().enrol({ challenge, origin: "http://localhost:4000", rpId: "localhost" }),
      ],
      ["RP ID", (challenge) => softAuthenticator().enrol({ challenge, origin: ORIGIN, rpId: "elsewhere" })],
      ["verif", (challenge) => softAuthenticator().enrol({ challenge, origin: ORIGIN, verified: false })],
      ["type", (challenge) => softAuthenticator().enrol({ challenge, origin: ORIGIN, type: "webauthn.get" })],
    ];
    for (const [word, make] of tries) {
      const answer = await oscar.post("/passkeys", { name: "x", response: make(await fresh()) });
      expect([answer.status, answer.body.type], word).toEqual([403, "/problems/step-up-refused"]);
      expect(answer.body.errors[0].problem.toLowerCase()).toContain(word.toLowerCase());
    }
    const challenge = await fresh();
    const response = softAuthenticator().enrol({ challenge, origin: ORIGIN });
    const emma = await session("emma");
    expect((await emma.post("/passkeys", { name: "taken", response })).status).toBe(403);
    // Asked for by another person, the challenge is used up.
    expect((await oscar.post("/passkeys", { name: "x", response })).status).toBe(403);
    expect((await oscar.factors()).passkeys).toEqual([]);
  });

  it("is enrolled under a host name, from this site, by a session and with the right password alone", async () => {
    const ada = await session("ada");
    const proof = { password: ada.password };
    expect((await ada.post("/passkeys/options", { proof }, { origin: null })).status).toBe(403);
    expect(
      (await ada.post("/passkeys/options", { proof }, { origin: "https://elsewhere.example" })).status,
    ).toBe(403);
    const address = await ada.post("/passkeys/options", { proof }, { origin: "http://127.0.0.1:3000" });
    expect([address.status, address.body.errors[0].at]).toEqual([422, "Origin"]);
    const wrong = await ada.post("/passkeys/options", { proof: { password: "certainly not this" } });
    expect([wrong.status, wrong.body.errors]).toEqual([
      403,
      [{ at: "password", problem: "not your password" }],
    ]);
    const { id } = (await send("/api/v1/me", { cookie: ada.cookie })).body;
    const { secret } = await mintKey(
      inside.db,
      { name: "k", scope: "read", expiresAt: null },
      { id, username: "ada", keyId: null },
    );
    for (const path of ["/passkeys/options", "/totp", "/recovery-codes"])
      expect((await ada.post(path, { proof }, { cookie: undefined, key: secret })).status, path).toBe(403);
    expect((await send("/api/v1/me/factors", { key: secret })).status).toBe(403);
  });

  it("that is an Owner's last one stays; anybody else may remove theirs, and its codes go too", async () => {
    const oscar = await session("oscar");
    const { device, answer } = await oscar.enrol("only");
    const id = answer.body.factors.passkeys[0].id;
    const removal = async () =>
      oscar.post(`/passkeys/${id}/removal`, {
        proof: { password: oscar.password, passkey: await oscar.signed(device) },
      });
    const kept = await removal();
    expect([kept.status, kept.body.errors[0].problem]).toEqual([
      422,
      "it is your last one, and an Owner keeps one",
    ]);
    await oscar.enrol("second", undefined, { passkey: await oscar.signed(device) });
    expect((await removal()).body.passkeys).toMatchObject([{ name: "second" }]);

    const emma = await session("emma");
    const only = await emma.enrol("only");
    const gone = await emma.post(`/passkeys/${only.answer.body.factors.passkeys[0].id}/removal`, {
      proof: { password: emma.password, passkey: await emma.signed(only.device) },
    });
    expect(gone.body).toEqual({ passkeys: [], totpSince: null, recoveryCodes: 0 });
    const others = await emma.post(`/passkeys/${id}/removal`, { proof: { password: emma.password } });
    expect(others.status).toBe(404);
  });
});

describe("an authenticator app", () => {
  it("counts once its code confirms it, takes no code twice, and is replaced by nobody who lacks it", async () => {
    const erik = await session("erik");
    const { body: made } = await erik.post("/totp", { proof: { password: erik.password } });
    const secret = fromBase32(made.secret);
    expect(made.uri).toBe(`otpauth://totp/notouch:erik?secret=${made.secret}&issuer=notouch`);
    expect((await erik.factors()).totpSince).toBeNull();
    expect((await erik.post("/totp/confirmation", { code: "000000" })).status).toBe(422);
    const code = totpCode(secret, new Date());
    const confirmed = await erik.post("/totp/confirmation", { code });
    expect([confirmed.status, confirmed.body.recoveryCodes.length]).toEqual([201, 10]);
    expect((await erik.post("/totp/confirmation", { code })).status).toBe(422);
    const used = await erik.post("/recovery-codes", { proof: { password: erik.password, code } });
    expect([used.status, used.body.errors[0].at]).toEqual([403, "code"]);
    expect((await erik.post("/totp", { proof: { password: erik.password } })).status).toBe(403);
    const next = totpCode(secret, new Date(Date.now() + 30_000));
    const renewed = await erik.post("/recovery-codes", { proof: { password: erik.password, code: next } });
    expect(renewed.status).toBe(201);
    expect(renewed.body.recoveryCodes).not.toContain(confirmed.body.recoveryCodes[0]);
    const stale = { password: erik.password, code: confirmed.body.recoveryCodes[0] };
    expect((await erik.post("/totp/removal", { proof: stale })).status).toBe(403);
    const good = { password: erik.password, code: renewed.body.recoveryCodes[0] };
    expect((await erik.post("/totp/removal", { proof: good })).body).toMatchObject({ totpSince: null });
    const texts = (await listEntries(inside.db, { q: "erik", limit: 1000 })).entries
      .map((e) => e.text)
      .join();
    for (const hidden of [made.secret, erik.password, good.code]) expect(texts).not.toContain(hidden);
  });

  it("is not found by trying: five wrong proofs close the way, however many come at once", async () => {
    const adam = await session("adam");
    const wrong = () => adam.post("/totp", { proof: { password: "certainly not this one" } });
    const answers = await Promise.all(Array.from({ length: 9 }, wrong));
    expect(answers.map((a) => a.status).sort()).toEqual([403, 403, 403, 403, 403, 429, 429, 429, 429]);
    expect((await adam.post("/totp", { proof: { password: adam.password } })).status).toBe(429);
  });
});
