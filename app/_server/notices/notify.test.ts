import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccount } from "@/db/identity/accounts";
import { keepLanguage } from "@/db/identity/preferences";
import { listDeliveries, sendTest } from "@/db/notices/deliveries";
import { addWebhook, newWebhookId, removeWebhook, setMailbox } from "@/db/notices/recipients";
import { compressContent } from "@/db/store/content";
import { NOTICE_KINDS } from "@/lib/authority/notice";
import { fixtureEvidence } from "@/lib/evidence/fixture";
import { send, startInside } from "../api/http-fixture";
import { makeSecret, signature } from "./webhook";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on loopback that answers as it is told and keeps what came. */
async function receiver() {
  const got: Received[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      got.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(status, { location: "/elsewhere" }).end("thanks");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    got,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answer(next: number) {
      status = next;
    },
    stop: () => new Promise((done) => server.close(done)),
  };
}

/** A mail server on loopback: everything that was sent, or a refusal. */
async function mailServer() {
  const got: { readonly to: string[]; readonly text: string }[] = [];
  let refusing: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        if (refusing !== null) return done(Object.assign(new Error("not now"), { responseCode: refusing }));
        got.push({
          to: session.envelope.rcptTo.map((to) => to.address),
          text: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;
  return {
    got,
    url: `smtp://127.0.0.1:${port}`,
    refuse(code: number | null) {
      refusing = code;
    },
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
}

describe("notices on their way", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let hook: Awaited<ReturnType<typeof receiver>>;
  let mail: Awaited<ReturnType<typeof mailServer>>;
  let notify: (now?: Date) => Promise<number>;
  beforeAll(async () => {
    [hook, mail] = [await receiver(), await mailServer()];
    process.env.NOTOUCH_SMTP_URL = mail.url;
    process.env.NOTOUCH_MAIL_FROM = "notouch <notouch@example.org>";
    inside = await startInside();
    const round = await import("./notify");
    notify = (now = new Date()) => round.notify(inside.db, now);
    await notify();
  });
  afterAll(async () => {
    await inside?.stop();
    await hook?.stop();
    await mail?.stop();
  });

  const actor = async (username: string) => ({
    id: (await findAccount(inside.db, username))?.id ?? "",
    username,
    keyId: null,
  });
  const addHook = async () => {
    const id = newWebhookId();
    const { sealed, shown } = makeSecret(id);
    const wanted = { id, name: "receiver", url: hook.url, secret: sealed, kinds: NOTICE_KINDS };
    await addWebhook(inside.db, wanted, await actor("adam"));
    return { id, secret: Buffer.from(shown.replace("whsec_", ""), "base64"), shown };
  };
  const newest = async () => (await listDeliveries(inside.db, undefined, 1))[0];

  it("are signed as Standard Webhooks says", () => {
    // The example of the specification's reference libraries.
    const secret = Buffer.from("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "base64");
    expect(signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
  });

  it("reach a webhook with a signature that its secret proves, and a letter its person, after a real PASS", async () => {
    const { secret, shown, id } = await addHook();
    await setMailbox(
      inside.db,
      { address: "olivia@example.org", kinds: ["decision.needed"] },
      await actor("olivia"),
    );
    await setMailbox(
      inside.db,
      { address: "adam@example.org", kinds: ["verdict.changed"] },
      await actor("adam"),
    );
    await keepLanguage(inside.db, (await actor("adam")).id, "vi");
    const erik = await inside.as("erik");
    await send("/api/v1/runs", { method: "POST", cookie: erik, json: { slug: "told", name: "Told" } });
    for (const phase of ["before", "staging", "after"] as const) {
      const made = await fixtureEvidence({ phase, run: "told" });
      for (const [digest, { bytes }] of made.content)
        await send(`/api/v1/chunks/${digest}`, {
          method: "PUT",
          cookie: erik,
          bytes: await compressContent(bytes),
        });
      const answer = await send("/api/v1/runs/told/evidence", {
        method: "POST",
        cookie: erik,
        headers: { "content-type": "application/json" },
        bytes: made.manifest,
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    }
    const { matrixDigest } = (await send("/api/v1/runs/told/matrix", { cookie: erik })).body;
    expect(await notify()).toBe(4);

    expect(hook.got.map(({ body }) => JSON.parse(body).type).sort()).toEqual([
      "decision.needed",
      "verdict.changed",
    ]);
    for (const { headers, body } of hook.got) {
      const [message, at] = [headers["webhook-id"], headers["webhook-timestamp"]];
      const proof = createHmac("sha256", secret).update(`${message}.${at}.${body}`).digest("base64");
      expect(headers["webhook-signature"]).toBe(`v1,${proof}`);
      expect(Math.abs(Number(at) * 1000 - Date.now())).toBeLessThan(300_000);
      expect(body).not.toContain(shown);
      expect(JSON.parse(body).data).toMatchObject({
        run: "told",
        url: "http://localhost:3000/runs/told",
        engineering: { verdict: "PASS", matrixDigest },
      });
    }
    expect(mail.got.map(({ to }) => to.join()).sort()).toEqual(["adam@example.org", "olivia@example.org"]);
    const letterTo = (address: string) => mail.got.find(({ to }) => to.includes(address))?.text ?? "";
    const letter = letterTo("olivia@example.org");
    expect(letter).toContain("Subject: notouch: Needs your decision, told");
    // Every link of a letter is a page that one reads signed in: none has a token, a question or an answer in it.
    const links = letter.replace(/=\r\n/g, "").match(/https?:\/\/\S+/g);
    expect(links).toEqual(["http://localhost:3000/runs/told"]);
    // Quoted-printable, as RFC 2045 §6.7 says.
    const translated = letterTo("adam@example.org")
      .replace(/=\r\n/g, "")
      .replace(/(=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll("=", "%")));
    expect(translated).toContain("Lượt chạy: told\r\nXem tại http://localhost:3000/runs/told\r\n");
    expect(await notify()).toBe(0);
    await removeWebhook(inside.db, id, await actor("adam"));
    await setMailbox(inside.db, { address: "", kinds: [] }, await actor("adam"));
  });

  it("come again with the same id and body after a failure, and end with the answer Gone", async () => {
    const { id } = await addHook();
    hook.got.length = 0;
    await sendTest(inside.db, id, await actor("adam"));
    let at = Date.now();
    for (const status of [500, 302, 429]) {
      hook.answer(status);
      expect(await notify(new Date(at))).toBe(1);
      expect((await newest())?.attempts.at(-1)).toMatchObject({
        delivered: false,
        detail: `answered ${status}`,
      });
      at = Date.parse((await newest())?.nextAt ?? "");
    }
    hook.answer(200);
    expect(await notify(new Date(at))).toBe(1);
    expect(await newest()).toMatchObject({ state: "delivered", to: "receiver" });
    // The redirect was not followed: four attempts are four requests, each to the address that was entered.
    expect(hook.got).toHaveLength(4);
    expect(new Set(hook.got.map(({ headers, body }) => `${headers["webhook-id"]} ${body}`)).size).toBe(1);
    await sendTest(inside.db, id, await actor("adam"));
    hook.answer(410);
    expect(await notify(new Date(at))).toBe(1);
    const refused = (await listDeliveries(inside.db)).filter((d) => d.state === "failed");
    expect(refused).toMatchObject([{ attempts: [{ detail: "answered 410" }], nextAt: null }]);
    hook.answer(204);
  });

  it("say why a receiver could not be reached", async () => {
    const id = newWebhookId();
    const closed = await receiver();
    await closed.stop();
    const { sealed } = makeSecret(id);
    const wanted = { id, name: "closed", url: closed.url, secret: sealed, kinds: NOTICE_KINDS };
    await addWebhook(inside.db, wanted, await actor("adam"));
    await sendTest(inside.db, id, await actor("adam"));
    await notify();
    const row = (await listDeliveries(inside.db)).find((d) => d.to === "closed");
    expect(row).toMatchObject({ state: "waiting", attempts: [{ delivered: false, detail: "ECONNREFUSED" }] });
    await removeWebhook(inside.db, id, await actor("adam"));
  });

  it("by letter are tried again after a temporary refusal and not after a final one", async () => {
    await setMailbox(
      inside.db,
      { address: "oscar@example.org", kinds: ["verdict.changed"] },
      await actor("oscar"),
    );
    const declare = (result: string) =>
      inside
        .as("erik")
        .then((cookie) =>
          send("/api/v1/runs/told/declaration", { method: "POST", cookie, json: { result } }),
        );
    const toOscar = async () => (await listDeliveries(inside.db)).filter((d) => d.to === "oscar");
    mail.refuse(451);
    expect((await declare("FAIL")).status).toBe(201);
    await send("/api/v1/runs/told", { cookie: await inside.as("erik") });
    await notify();
    expect(await toOscar()).toMatchObject([
      { state: "waiting", channel: "email", attempts: [{ delivered: false }] },
    ]);
    mail.refuse(550);
    await notify(new Date(Date.now() + 3_600_000));
    expect(await toOscar()).toMatchObject([{ state: "failed", attempts: [{}, { detail: "answered 550" }] }]);
    expect(mail.got.filter((letter) => letter.to.includes("oscar@example.org"))).toEqual([]);
  });
});
