// Owners as the decision tests know them: a session, a software authenticator, and a decision that lacks nothing.
import { fullRun as recordFullRun } from "@/db/evidence/fixture";
import { type Signing, softAuthenticator } from "@/lib/authority/authenticator-fixture";
import { caveatNames } from "@/lib/authority/eligibility";
import { type Send, type Sent, send, type startInside } from "./http-fixture";

export const ORIGIN = "http://localhost:3000";
type Inside = Awaited<ReturnType<typeof startInside>>;
export type Device = ReturnType<typeof softAuthenticator>;

/** A run with all three captures, uploaded by somebody. */
export async function fullRun(inside: Inside, slug: string, contributor = "erik"): Promise<void> {
  const { id } = (await send("/api/v1/me", { cookie: await inside.as(contributor) })).body;
  const open = { db: inside.db, driver: "pglite" as const, close: async () => {} };
  await recordFullRun(open, slug, { id, username: contributor, keyId: null });
}

/** Somebody who wants to decide, by HTTP as a script would. */
export async function decider(inside: Inside, username: string) {
  const cookie = await inside.as(username);
  const password = inside.password(username);
  const post = (path: string, json: object, over: Send = {}): Promise<Sent> =>
    send(`/api/v1${path}`, { method: "POST", cookie, json, ...over });

  /** An AUTHORIZE of this run with every acknowledgement, and the digest that it is bound to. */
  async function authorize(run: string, change: object = {}) {
    const { body: matrix } = await send(`/api/v1/runs/${run}/matrix`, { cookie });
    const { body: register } = await send("/api/v1/register", { cookie });
    return {
      json: {
        kind: "AUTHORIZE",
        reason: "Proven",
        scope: "One more pilot",
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        acknowledgedCaveats: caveatNames(matrix),
        acknowledgedBlockers: register.items
          .filter((i: { kind: string; state: string }) => i.kind === "blocker" && i.state === "OPEN")
          .map((i: { code: string }) => i.code),
        ...change,
      },
      headers: { "if-match": `"${matrix.matrixDigest}"` },
    };
  }

  return {
    cookie,
    password,
    post,
    authorize,
    async enrol(device = softAuthenticator()): Promise<Device> {
      const { body } = await post("/me/factors/passkeys/options", { proof: { password } });
      const response = device.enrol({ challenge: body.challenge, origin: ORIGIN });
      const answer = await post("/me/factors/passkeys", { name: "key", response });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return device;
    },
    /** The cookie of a new session, opened by the passkey alone. */
    async signInAgain(device: Device): Promise<string> {
      const by = (path: string, json: object) => send(`/api/auth/sign-in/${path}`, { method: "POST", json });
      const { challenge } = (await by("passkey/options", {})).body;
      const answer = await by("passkey", { passkey: device.sign({ challenge, origin: ORIGIN }) });
      const session = answer.headers
        .getSetCookie()
        .map((text) => text.split(";")[0] ?? "")
        .find((text) => text.startsWith("notouch.session_token="));
      if (!session) throw new Error(JSON.stringify(answer.body));
      return session;
    },
    /** The challenge for a decision. */
    async ask(run: string, change: object = {}, over: Send = {}) {
      const { json, headers } = await authorize(run, change);
      const answer = await post(`/runs/${run}/decisions/challenge`, json, { headers, ...over });
      return { answer, json, headers };
    },
    /** Asks, signs (perhaps wrongly) and sends. */
    async signed(device: Device, run: string, change: object = {}, wrong: Partial<Signing> = {}) {
      const { answer, json, headers } = await this.ask(run, change);
      if (answer.status !== 201) return answer;
      const { challenge } = answer.body.options;
      const passkey = device.sign({ challenge, origin: ORIGIN, ...wrong });
      return post(`/runs/${run}/decisions`, { ...json, passkey }, { headers });
    },
  };
}

/** What stands about a run, to see that a refusal recorded nothing of it. */
export async function standing(run: string, cookie: string) {
  const { decisions, authority } = (await send(`/api/v1/runs/${run}/decisions`, { cookie })).body;
  return { decisions: decisions.length as number, state: authority.state as string };
}
