import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeAccount } from "@/db/identity/accounts";
import { mintKey } from "@/db/identity/keys";
import { type EntryQuery, listEntries } from "@/db/ledger/ledger";
import { type Signing, softAuthenticator } from "@/lib/authority/authenticator-fixture";
import { checkDecidedEntry } from "@/lib/authority/decided-entry";
import { parseEntry } from "@/lib/ledger/entry";
import { type Device, decider, fullRun, ORIGIN, standing } from "./decision-fixture";
import { send, startInside } from "./http-fixture";

let inside: Awaited<ReturnType<typeof startInside>>;
let olivia: Awaited<ReturnType<typeof decider>>;
let oscar: Awaited<ReturnType<typeof decider>>;
let key: Device;

beforeAll(async () => {
  inside = await startInside();
  olivia = await decider(inside, "olivia");
  oscar = await decider(inside, "oscar");
  key = await olivia.enrol();
  for (const run of ["signed", "attacked", "other", "raced", "moved", "plain", "own"])
    await fullRun(inside, run, run === "own" ? "olivia" : "erik");
});
afterAll(async () => inside?.stop());

const entriesOf = async (query: EntryQuery) =>
  (await listEntries(inside.db, { limit: 1000, ...query })).entries.map((e) => parseEntry(e.text));

describe("a decision signed by a passkey", () => {
  it("is recorded with the signature, which its ledger entry alone re-verifies", async () => {
    const answer = await olivia.signed(key, "signed");
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body.decision).toMatchObject({ kind: "AUTHORIZE", presence: "passkey", owners: 1 });
    const run = (await send("/api/v1/runs/signed", { cookie: olivia.cookie })).body;
    expect(run.authority).toMatchObject({ state: "AUTHORIZED", decision: { presence: "passkey" } });

    const [entry] = await entriesOf({ kinds: ["decided"], run: "signed" });
    const [enrolment] = await entriesOf({ kinds: ["factor-added"], actor: "olivia" });
    if (!entry || !enrolment) throw new Error("both entries are there");
    const stored = entry.body.assertion as { enrolledAt: number };
    expect(stored.enrolledAt).toBe(enrolment.index);
    expect(await checkDecidedEntry(entry, enrolment)).toEqual({
      presence: "passkey",
      verified: true,
      faults: [],
    });
    // Whatever of the decision is another afterwards, the signature does not cover it.
    for (const change of [
      { reason: "Another" },
      { scope: "Everything" },
      { expiresAt: "2030-01-01T00:00:00.000Z" },
      { matrixDigest: `sha256:${"0".repeat(64)}` },
      { kind: "HOLD" },
      { acknowledgedBlockers: [] },
    ]) {
      const altered = { ...entry, body: { ...entry.body, ...change } };
      expect((await checkDecidedEntry(altered)).faults, JSON.stringify(change)).toEqual([
        "it was given for another decision",
      ]);
    }
    for (const altered of [
      { ...entry, run: "other" },
      { ...entry, actor: "oscar" },
    ])
      expect((await checkDecidedEntry(altered)).verified).toBe(false);
    const late = { ...entry, at: "2099-01-01T00:00:00.000Z" };
    expect((await checkDecidedEntry(late)).faults).toEqual(["it was given after its time"]);
    for (const assertion of [
      null,
      { ...stored, signature: "AAAA" },
      { ...stored, publicKey: "AAAA" },
      "signed",
    ])
      expect((await checkDecidedEntry({ ...entry, body: { ...entry.body, assertion } })).verified).toBe(
        false,
      );
    expect((await checkDecidedEntry(entry, { ...enrolment, actor: "oscar" })).verified).toBe(false);
    const relabelled = { ...entry, body: { ...entry.body, presence: "password" } };
    expect((await checkDecidedEntry(relabelled)).faults).toHaveLength(1);
  });

  it("is taken back by REVOKE, with a passkey or with the password alone", async () => {
    const revoked = await olivia.signed(key, "signed", { kind: "REVOKE", reason: "A question came up." });
    expect([revoked.status, revoked.body.decision?.presence]).toEqual([201, "passkey"]);
    expect(await standing("signed", olivia.cookie)).toEqual({ decisions: 2, state: "HOLD" });
    await olivia.signed(key, "signed");
    const { headers } = await olivia.authorize("signed");
    const json = { kind: "REVOKE", reason: "At once", password: olivia.password };
    const stopped = await olivia.post("/runs/signed/decisions", json, { headers });
    expect([stopped.status, stopped.body.decision.presence]).toEqual([201, "password"]);
  });

  it.each<[string, Partial<Signing>]>([
    ["made inside another site's page", { client: { crossOrigin: true } }],
    ["another host name", { rpId: "elsewhere.example" }],
    ["made on another site", { origin: "http://localhost:4000" }],
    ["did not verify its person", { verified: false }],
    ["nobody touched", { present: false }],
    ["not made for signing in", { type: "webauthn.create" }],
    ["lower than expected", { counter: 0 }],
  ])("is refused where it was %s", async (word, wrong) => {
    const refused = await olivia.signed(key, "attacked", {}, wrong);
    expect([refused.status, refused.body.type]).toEqual([403, "/problems/step-up-refused"]);
    expect(refused.body.errors[0].problem).toContain(word);
    expect(await standing("attacked", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
  });

  it("is refused by a key of nobody's, of another person, or with a signature of another key", async () => {
    const stranger = softAuthenticator();
    expect((await olivia.signed(stranger, "attacked")).body.errors[0].problem).toContain("no such passkey");
    const { answer, json, headers } = await olivia.ask("attacked");
    const { challenge } = answer.body.options;
    const forged = {
      ...stranger.sign({ challenge, origin: ORIGIN }),
      id: key.credentialId,
      rawId: key.credentialId,
    };
    const refused = await olivia.post("/runs/attacked/decisions", { ...json, passkey: forged }, { headers });
    expect([refused.status, refused.body.errors[0].problem]).toEqual([
      403,
      "its signature is not by this key",
    ]);
    // Another Owner's session with this Owner's key: the challenge was not made for them.
    const asked = await olivia.ask("attacked");
    const passkey = key.sign({ challenge: asked.answer.body.options.challenge, origin: ORIGIN });
    const stolen = await oscar.post("/runs/attacked/decisions", { ...asked.json, passkey }, { headers });
    expect(stolen.status).toBe(403);
    expect(await standing("attacked", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
  });

  it("is refused for another run, another decision, a second time, and after its two minutes", async () => {
    const { answer, json, headers } = await olivia.ask("attacked");
    const elsewhere = key.sign({ challenge: answer.body.options.challenge, origin: ORIGIN });
    const other = await olivia.authorize("other");
    const onOther = await olivia.post(
      "/runs/other/decisions",
      { ...other.json, passkey: elsewhere },
      { headers: other.headers },
    );
    expect([onOther.status, onOther.body.errors[0].problem]).toEqual([
      403,
      "it signed another decision than the one that was sent",
    ]);
    // Refused or not, the challenge is used up.
    const replayed = await olivia.post(
      "/runs/attacked/decisions",
      { ...json, passkey: elsewhere },
      { headers },
    );
    expect([replayed.status, replayed.body.errors[0].problem]).toEqual([
      403,
      "its challenge is unknown, used, too old or another person's",
    ]);
    const wider = await olivia.ask("attacked");
    const passkey = key.sign({ challenge: wider.answer.body.options.challenge, origin: ORIGIN });
    const more = { ...wider.json, scope: "Everything", passkey };
    expect((await olivia.post("/runs/attacked/decisions", more, { headers })).status).toBe(403);

    const late = await olivia.ask("attacked");
    expect(Date.parse(late.answer.body.until) - Date.now()).toBeLessThanOrEqual(120_000);
    const { challenge } = late.answer.body.options;
    const { ceremony } = await import("@/db/store/schema");
    await inside.db.update(ceremony).set({ expiresAt: new Date(Date.now() - 1) });
    const overdue = { ...late.json, passkey: key.sign({ challenge, origin: ORIGIN }) };
    expect((await olivia.post("/runs/attacked/decisions", overdue, { headers })).status).toBe(403);
    expect(await standing("attacked", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
    expect((await entriesOf({ kinds: ["step-up-refused"], actor: "olivia" })).length).toBeGreaterThan(8);
  });
});

describe("AUTHORIZE", () => {
  it("with the password alone is refused once a factor is enrolled; the record says how presence was shown", async () => {
    const { json, headers } = await olivia.authorize("plain");
    const bare = await olivia.post(
      "/runs/plain/decisions",
      { ...json, password: olivia.password },
      { headers },
    );
    expect([bare.status, bare.body.type]).toEqual([403, "/problems/step-up-required"]);
    const nothing = await olivia.post("/runs/plain/decisions", json, { headers });
    expect([nothing.status, nothing.body.type]).toEqual([403, "/problems/step-up-required"]);
    expect(await standing("plain", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
    const wanted = await oscar.authorize("plain");
    const allowed = await oscar.post(
      "/runs/plain/decisions",
      { ...wanted.json, password: oscar.password },
      { headers: wanted.headers },
    );
    expect([allowed.status, allowed.body.decision?.presence]).toEqual([201, "password"]);
    const [entry] = await entriesOf({ kinds: ["decided"], run: "plain" });
    expect(entry && (await checkDecidedEntry(entry))).toEqual({
      presence: "password",
      verified: false,
      faults: [],
    });
  });

  it("needs an Owner's session, this site and the digest, whoever asks for the challenge or sends the decision", async () => {
    const { json, headers } = await olivia.authorize("attacked");
    const { id } = (await send("/api/v1/me", { cookie: olivia.cookie })).body;
    const actor = { id, username: "olivia", keyId: null };
    const bearer = (await mintKey(inside.db, { name: "k", scope: "upload", expiresAt: null }, actor)).secret;
    const mine = { ...json, password: olivia.password };
    for (const path of ["/runs/attacked/decisions", "/runs/attacked/decisions/challenge"]) {
      const body = path.endsWith("challenge") ? json : mine;
      for (const name of ["erik", "ada", "adam"]) {
        const cookie = await inside.as(name);
        const answer = await olivia.post(path, body, { headers, cookie });
        expect([answer.status, answer.body.type], `${name} ${path}`).toEqual([403, "/problems/forbidden"]);
      }
      expect((await olivia.post(path, body, { headers, cookie: undefined })).status).toBe(401);
      expect((await olivia.post(path, body, { headers, cookie: undefined, key: bearer })).status).toBe(403);
      expect((await olivia.post(path, body, { headers, key: bearer })).status).toBe(403);
      for (const origin of [null, "https://elsewhere.example", "null"])
        expect((await olivia.post(path, body, { headers, origin })).body.type).toBe(
          "/problems/foreign-origin",
        );
      expect((await olivia.post(path, body, {})).status).toBe(428);
      const stale = { "if-match": `"sha256:${"0".repeat(64)}"` };
      if (path.endsWith("challenge"))
        expect((await olivia.post(path, body, { headers: stale })).body.type).toBe("/problems/digest-moved");
    }
    expect(await standing("attacked", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
  });

  it("by whoever contributed is refused, also through a key of theirs and after their role changed", async () => {
    const own = await olivia.ask("own");
    expect([own.answer.status, own.answer.body.errors.map((e: { at: string }) => e.at)]).toEqual([
      403,
      ["contributor"],
    ]);
    const erik = (await send("/api/v1/me", { cookie: await inside.as("erik") })).body;
    const adam = (await send("/api/v1/me", { cookie: await inside.as("adam") })).body;
    const admin = { id: adam.id, username: "adam", keyId: null };
    const owner = (await send("/api/v1/me", { cookie: olivia.cookie })).body;
    await changeAccount(
      inside.db,
      erik.id,
      { role: "owner" },
      { id: owner.id, username: "olivia", keyId: null },
    );
    inside.forget("erik");
    const promoted = await decider(inside, "erik");
    const { json, headers } = await promoted.authorize("attacked");
    const refused = await promoted.post(
      "/runs/attacked/decisions",
      { ...json, password: promoted.password },
      { headers },
    );
    expect(refused.body.errors.map((e: { at: string }) => e.at)).toEqual(["contributor"]);
    await changeAccount(inside.db, erik.id, { role: "engineer" }, admin);
    inside.forget("erik");
  });

  it("of two Owners at once is one decision, and the other is told", async () => {
    const mine = await olivia.ask("raced");
    const passkey = key.sign({ challenge: mine.answer.body.options.challenge, origin: ORIGIN });
    const theirs = await oscar.authorize("raced");
    const answers = await Promise.all([
      olivia.post("/runs/raced/decisions", { ...mine.json, passkey }, { headers: mine.headers }),
      oscar.post(
        "/runs/raced/decisions",
        { ...theirs.json, password: oscar.password },
        { headers: theirs.headers },
      ),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409]);
    expect(answers.find((a) => a.status === 409)?.body.type).toBe("/problems/decided-meanwhile");
    expect(await standing("raced", olivia.cookie)).toEqual({ decisions: 1, state: "AUTHORIZED" });
    // Whoever says what they read is told of any decision since.
    const hold = { kind: "HOLD", reason: "Wait", after: null, password: oscar.password };
    const unread = await oscar.post("/runs/raced/decisions", hold, { headers: theirs.headers });
    expect([unread.status, unread.body.errors[0].at]).toEqual([409, "decided-meanwhile"]);
  });

  it("is refused where the ground moved between the challenge and the signature", async () => {
    const { answer, json, headers } = await olivia.ask("moved");
    const passkey = key.sign({ challenge: answer.body.options.challenge, origin: ORIGIN });
    const cookie = await inside.as("erik");
    await send("/api/v1/runs/moved/declaration", { method: "POST", cookie, json: { result: "FAIL" } });
    const moved = await olivia.post("/runs/moved/decisions", { ...json, passkey }, { headers });
    expect([moved.status, moved.body.type]).toEqual([412, "/problems/digest-moved"]);
    expect(await standing("moved", olivia.cookie)).toEqual({ decisions: 0, state: "HOLD" });
  });

  it("is refused where the role was taken away between opening and signing", async () => {
    const { answer, json, headers } = await olivia.ask("attacked");
    const passkey = key.sign({ challenge: answer.body.options.challenge, origin: ORIGIN });
    const { id } = (await send("/api/v1/me", { cookie: olivia.cookie })).body;
    const adam = (await send("/api/v1/me", { cookie: await inside.as("adam") })).body;
    const admin = { id: adam.id, username: "adam", keyId: null };
    await changeAccount(inside.db, id, { role: "auditor" }, admin);
    const old = await olivia.post("/runs/attacked/decisions", { ...json, passkey }, { headers });
    expect(old.status).toBe(401);
    const demoted = await olivia.signInAgain(key);
    const again = await olivia.post(
      "/runs/attacked/decisions",
      { ...json, passkey },
      { headers, cookie: demoted },
    );
    expect(again.status).toBe(403);
    expect(await standing("attacked", demoted)).toEqual({ decisions: 0, state: "HOLD" });
  });
});
