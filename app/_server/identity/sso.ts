import * as oidc from "openid-client";
import { z } from "zod";
import { sameSitePath } from "@/app/_ui/query";
import { admitProvided } from "@/db/identity/accounts";
import { keepOneTime, takeOneTime } from "@/db/identity/one-time";
import { sha256 } from "@/lib/base/hash";
import { refused, welcome } from "../api/admission";
import { Problem, problemOf } from "../api/problem";
import { database } from "../database";
import { addressOf, attempt, tooMany } from "../limits";
import { type SsoSettings, settings } from "../settings";
import { formatCookie, readCookie } from "./cookies";
import { mappedRole } from "./role-map";

const MINUTES = 10;
const CALLBACK = "/api/auth/sso/callback";

/** What this server remembers between sending somebody to the provider and their return. */
const journey = z.strictObject({
  origin: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
});

let found: Promise<oidc.Configuration> | undefined;

/** What the provider says of itself (OpenID Connect Discovery §4), asked once; a failure is asked again. */
function provider({ issuer, clientId, clientSecret }: SsoSettings): Promise<oidc.Configuration> {
  const server = new URL(issuer);
  found ??= oidc
    .discovery(server, clientId, clientSecret, undefined, {
      // The settings allow http for loopback alone.
      ...(server.protocol === "http:" && { execute: [oidc.allowInsecureRequests] }),
      timeout: 10,
    })
    .catch((error: unknown) => {
      found = undefined;
      throw error;
    });
  return found;
}

function configured(): SsoSettings {
  const { sso } = settings();
  if (sso === null) throw new Problem("not-found", "This server has no single sign-on. Use a password.");
  return sso;
}

/** Sends the browser to the provider: authorization code flow with PKCE, state and nonce, all bound to this browser. */
export async function startSso(request: Request): Promise<Response> {
  const sso = configured();
  const db = await database();
  if (!(await attempt(db, "address", addressOf(request.headers))).allowed) throw tooMany("address");
  const { origins } = settings();
  const host = request.headers.get("host");
  const origin = origins.find((o) => new URL(o).host === host) ?? origins[0];
  const kept = {
    origin,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    next: sameSitePath(new URL(request.url).searchParams.get("next") ?? undefined),
  };
  const config = await provider(sso).catch((error: unknown) => {
    console.error("the identity provider does not answer:", error);
    return null;
  });
  if (!config) return back("unreachable");
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: origin + CALLBACK,
    scope: sso.scope,
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
  });
  const token = await keepOneTime(db, "sso", kept, MINUTES);
  return new Response(null, {
    status: 302,
    headers: {
      location: url.href,
      "set-cookie": formatCookie("sso", token, MINUTES * 60),
      "cache-control": "no-store",
    },
  });
}

/** What went wrong at a single sign-on, as the sign-in page says it. */
export const SSO_FAULTS = {
  unreachable: "The identity provider does not answer. Try again, or sign in with a password.",
  "not-begun": "This sign-in was not begun in this browser, or took too long. Begin again.",
  refused: "The identity provider did not confirm who you are.",
  "no-role": "The identity provider gives you no role here. Ask whoever manages its groups.",
  disabled: "Your account is disabled. Ask an Administrator.",
  "name-taken": "Your name at the identity provider belongs to another account here. Ask an Administrator.",
} as const;
export type SsoFault = keyof typeof SSO_FAULTS;

function back(fault: SsoFault): Response {
  return new Response(null, {
    status: 302,
    headers: {
      location: `/sign-in?sso=${fault}`,
      "set-cookie": formatCookie("sso", "", 0),
      "cache-control": "no-store",
    },
  });
}

/** The provider sent the browser back. Everything it brings is an attacker's word until the library has checked it. */
export async function endSso(request: Request): Promise<Response> {
  const sso = configured();
  const db = await database();
  const token = readCookie(request.headers, "sso");
  const kept = journey.safeParse(token === null ? null : await takeOneTime(db, "sso", token));
  if (!kept.success) return back("not-begun");
  const { origin, next, nonce, state, verifier } = kept.data;
  const said = await word(sso, new URL(`${origin}${CALLBACK}${new URL(request.url).search}`), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  if (said === null) {
    await refused(db, null, "identity provider");
    return back("refused");
  }
  const role = mappedRole(sso.roles, said[sso.claim]);
  const identity = { issuer: sso.issuer, subject: said.sub, role };
  const account = await admitProvided(db, {
    ...identity,
    username: usernameOf(said),
    name: typeof said.name === "string" ? said.name.slice(0, 100) : "",
  }).catch((error: unknown) => {
    const { slug } = problemOf(error);
    if (slug === "account-exists" || slug === "invalid-input") return "name-taken" as const;
    throw error;
  });
  if (typeof account === "string") {
    await refused(db, null, `identity provider: ${account}`);
    return back(account);
  }
  const { headers } = await welcome(request, account.id, "sso");
  return arrived(next, headers.getSetCookie());
}

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** The verified claims: of the ID token and, where it lacks the name or the role's claim, of the user's information. */
async function word(
  sso: SsoSettings,
  url: URL,
  checks: oidc.AuthorizationCodeGrantChecks,
): Promise<Claims | null> {
  try {
    const config = await provider(sso);
    const tokens = await oidc.authorizationCodeGrant(config, url, checks);
    const claims = tokens.claims();
    if (!claims) return null;
    const whole = sso.claim in claims && "preferred_username" in claims;
    if (whole || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  } catch (error) {
    // Its inside is for the server's log: the browser learns that it was refused.
    console.error("single sign-on refused:", error instanceof Error ? error.message : error);
    return null;
  }
}

/** The name at the provider as a username; without a usable one, a name made of the subject. */
function usernameOf(claims: Claims): string {
  const said = claims.preferred_username;
  const plain = typeof said === "string" ? said.toLowerCase().replace(/[^a-z0-9_.]/g, "_") : "";
  return /^[a-z0-9][a-z0-9_.]{2,29}$/.test(plain) ? plain : `sso_${sha256(claims.sub).slice(0, 12)}`;
}

/**
 * A page of our own that leads on. The session's cookie is SameSite=Strict, and a redirect straight from the provider
 * would not carry it: this step is the first that begins on this site.
 */
function arrived(next: string, cookies: readonly string[]): Response {
  const target = next.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
  });
  for (const cookie of [...cookies, formatCookie("sso", "", 0)]) headers.append("set-cookie", cookie);
  return new Response(
    `<!doctype html><html lang="en"><title>Signed in</title><meta http-equiv="refresh" content="0;url=${target}"><p><a href="${target}">Go on</a></p></html>`,
    { status: 200, headers },
  );
}
