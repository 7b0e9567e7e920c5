import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listEntries } from "@/db/ledger/ledger";
import { send, startInside } from "../api/http-fixture";
import { CLIENT, startProvider } from "./oidc-fixture";

const ORIGIN = "http://localhost:3000";
const cookiesOf = (headers: Headers) => headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");

describe("single sign-on with a real provider", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let provider: Awaited<ReturnType<typeof startProvider>>;
  beforeAll(async () => {
    provider = await startProvider([`${ORIGIN}/api/auth/sso/callback`]);
    process.env.NOTOUCH_OIDC_ISSUER = provider.issuer;
    process.env.NOTOUCH_OIDC_CLIENT_ID = CLIENT.id;
    process.env.NOTOUCH_OIDC_CLIENT_SECRET = CLIENT.secret;
    process.env.NOTOUCH_OIDC_ROLES = "owner=deciders,administrator=admins,engineer=builders";
    inside = await startInside();
  });
  afterAll(async () => {
    await inside?.stop();
    await provider?.stop();
  });

  const begin = async (next = "/") => {
    const { status, headers } = await send(`/api/auth/sso?next=${encodeURIComponent(next)}`, {
      origin: null,
    });
    expect(status).toBe(302);
    expect(headers.getSetCookie()[0]).toMatch(/^notouch\.sso=.*HttpOnly; SameSite=Lax/);
    return { cookie: cookiesOf(headers)[0] ?? "", to: headers.get("location") ?? "" };
  };
  const end = (url: URL, cookie?: string) => send(url.pathname + url.search, { origin: null, cookie });
  /** The whole way of one person: begins here, signs in there, comes back. */
  const come = async (sub: string, next = "/") => {
    provider.sit(sub);
    const { cookie, to } = await begin(next);
    return end(await provider.visit(to), cookie);
  };
  const sessionIn = (answer: { headers: Headers }) =>
    cookiesOf(answer.headers).find((c) => /^notouch\.session_token=./.test(c));
  const fault = async (answer: Promise<{ headers: Headers }>) => {
    const { headers } = await answer;
    expect(sessionIn({ headers })).toBeUndefined();
    return headers.get("location");
  };
  const me = async (cookie: string | undefined) => (await send("/api/v1/me", { cookie })).body;
  const lastOf = async (kind: "account-created" | "account-changed" | "signed-in" | "sign-in-refused") => {
    const { entries } = await listEntries(inside.db, { kinds: [kind], limit: 1 });
    return JSON.parse(entries[0]?.body ?? "null");
  };

  it("makes the account with the mapped role and begins a session by a step of this site", async () => {
    provider.people.set("s-1", { preferred_username: "Dana", name: "Dana D.", groups: ["x", "builders"] });
    const answer = await come("s-1", "/runs/harbour?a=1&b=2");
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('content="0;url=/runs/harbour?a=1&amp;b=2"');
    expect(await me(sessionIn(answer))).toMatchObject({ username: "dana", role: "engineer" });
    expect(await lastOf("account-created")).toEqual({
      username: "dana",
      role: "engineer",
      issuer: provider.issuer,
      subject: "s-1",
    });
    expect(await lastOf("signed-in")).toMatchObject({ username: "dana", method: "sso" });
    // The name may change at the provider; who it is does not.
    provider.people.set("s-1", { preferred_username: "olivia", groups: ["builders"] });
    expect(await me(sessionIn(await come("s-1")))).toMatchObject({ username: "dana" });
  });

  it("takes the role from the provider at every sign-in, and with the role the sessions", async () => {
    const before = sessionIn(await come("s-1"));
    expect(await me(before)).toMatchObject({ role: "engineer" });
    provider.people.set("s-1", { preferred_username: "dana", groups: ["builders", "deciders"] });
    const owner = sessionIn(await come("s-1"));
    expect(await me(owner)).toMatchObject({ username: "dana", role: "owner" });
    expect((await send("/api/v1/me", { cookie: before })).status).toBe(401);
    expect(await lastOf("account-changed")).toMatchObject({ role: "owner", formerRole: "engineer" });

    provider.people.set("s-1", { preferred_username: "dana", groups: [] });
    expect(await fault(come("s-1"))).toBe("/sign-in?sso=no-role");
    expect((await send("/api/v1/me", { cookie: owner })).status).toBe(401);
    expect(await lastOf("sign-in-refused")).toMatchObject({ why: "identity provider: no-role" });
  });

  it("gives nobody a role by a claim that is missing, empty, or of another kind", async () => {
    for (const [i, groups] of [
      undefined,
      null,
      "",
      [],
      {},
      [["deciders"]],
      "DECIDERS",
      ["deciders "],
    ].entries()) {
      provider.people.set(`n-${i}`, { preferred_username: `nobody${i}`, groups });
      expect(await fault(come(`n-${i}`)), JSON.stringify(groups)).toBe("/sign-in?sso=no-role");
    }
  });

  it("is no way into an account that has the same name", async () => {
    provider.people.set("s-2", { preferred_username: "olivia", groups: ["deciders"] });
    expect(await fault(come("s-2"))).toBe("/sign-in?sso=name-taken");
    provider.people.set("s-3", { preferred_username: "Oli via!", groups: ["builders"] });
    expect(await me(sessionIn(await come("s-3")))).toMatchObject({ username: "oli_via_" });
    provider.people.set("s-4", { preferred_username: "x", groups: ["builders"] });
    expect((await me(sessionIn(await come("s-4")))).username).toMatch(/^sso_[0-9a-f]{12}$/);
  });

  it("ends nowhere with a return that was not begun here, was used, was altered, or was turned down", async () => {
    provider.people.set("s-5", { preferred_username: "erin", groups: ["builders"] });
    provider.sit("s-5");
    const mine = await begin();
    const theirs = await begin();
    const back = await provider.visit(mine.to);
    // Somebody else's browser, and none: a planted return signs nobody in.
    expect(await fault(end(back, theirs.cookie))).toBe("/sign-in?sso=refused");
    expect(await fault(end(back))).toBe("/sign-in?sso=not-begun");
    expect(await fault(end(back, `notouch.sso=${"x".repeat(43)}`))).toBe("/sign-in?sso=not-begun");
    const altered = new URL(back);
    altered.searchParams.set("code", `${altered.searchParams.get("code")}x`);
    const first = await begin();
    expect(await fault(end(altered, first.cookie))).toBe("/sign-in?sso=refused");
    // Used once, whatever came of it.
    const good = await begin();
    const right = await provider.visit(good.to);
    expect(sessionIn(await end(right, good.cookie))).toBeDefined();
    expect(await fault(end(right, good.cookie))).toBe("/sign-in?sso=not-begun");
    provider.sit("");
    const declined = await begin();
    expect(await fault(end(await provider.visit(declined.to), declined.cookie))).toBe("/sign-in?sso=refused");
  });

  it("leads on to this site alone", async () => {
    provider.people.set("s-5", { preferred_username: "erin", groups: ["builders"] });
    for (const next of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      '/"><script>',
    ])
      expect((await come("s-5", next)).body, next).not.toMatch(/evil|script>|javascript/);
  });

  it("knows accounts whose role and password are the provider's, and the disabled", async () => {
    const { changeAccount, findAccount } = await import("@/db/identity/accounts");
    const { inviteToRenew } = await import("@/db/identity/invitations");
    const erin = await findAccount(inside.db, "erin");
    const adam = await findAccount(inside.db, "adam");
    const actor = { id: adam?.id ?? "", username: "adam", keyId: null };
    expect(erin).toMatchObject({ signsInBy: "provider" });
    await expect(inviteToRenew(inside.db, erin?.id ?? "", actor)).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(changeAccount(inside.db, erin?.id ?? "", { role: "auditor" }, actor)).rejects.toMatchObject({
      code: "invalid-input",
    });
    const login = await send("/api/auth/sign-in/username", {
      method: "POST",
      json: { username: "erin", password: "x".repeat(20) },
    });
    expect(login.status).toBe(401);
    await changeAccount(inside.db, erin?.id ?? "", { disabled: true }, actor);
    expect(await fault(come("s-5"))).toBe("/sign-in?sso=disabled");
  });
});
