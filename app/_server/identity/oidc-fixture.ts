// A real OpenID Connect provider on loopback, with people whose claims a test may change.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface ProvidedPerson {
  readonly preferred_username?: string;
  readonly name?: string;
  readonly groups?: unknown;
}

export const CLIENT = { id: "notouch", secret: "a secret of the client that nobody guesses" };

export async function startProvider(redirectUris: readonly string[]) {
  const people = new Map<string, ProvidedPerson>();
  /** Whoever the provider's own sign-in page would let in. */
  let present = "";
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [...redirectUris],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub", "groups"], profile: ["preferred_username", "name"] },
    cookies: { keys: ["fixture"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    loadExistingGrant: async ({ oidc }) => {
      if (!oidc.client || !oidc.session?.accountId) return undefined;
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope("openid profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const result = present === "" ? { error: "access_denied" } : { login: { accountId: present } };
    provider
      .interactionFinished(request, response, result, { mergeWithLastSubmission: false })
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return {
    issuer,
    people,
    /** Who sits before the browser from now on; empty: somebody who turns back. */
    sit(sub: string) {
      present = sub;
    },
    /** Follows the provider's redirects with a browser of its own until it leads back; returns that address. */
    async visit(authorization: string): Promise<URL> {
      const jar = new Map<string, string>();
      let at = new URL(authorization);
      for (let step = 0; step < 10; step++) {
        const response = await fetch(at, {
          redirect: "manual",
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
        });
        for (const set of response.headers.getSetCookie()) {
          const [name = "", value = ""] = set.split(";")[0]?.split(/=(.*)/s) ?? [];
          jar.set(name, value);
        }
        const location = response.headers.get("location");
        if (location === null) throw new Error(`${at} answered ${response.status}: ${await response.text()}`);
        at = new URL(location, at);
        if (at.origin !== issuer) return at;
      }
      throw new Error("the provider leads in circles");
    },
    stop: () => new Promise<void>((done) => server.close(() => done())),
  };
}
