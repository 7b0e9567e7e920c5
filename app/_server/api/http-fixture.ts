// The interface without Next's server: the very route handlers, called with requests. Set the environment first.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, database } from "../database";
import { firstStart } from "../first-start";
import { readSettings } from "../settings";

const ORIGIN = "http://localhost:3000";

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>;
type Module = Partial<Record<"GET" | "POST" | "PUT", Handler>>;

const ROUTES: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
  [/^\/api\/auth\/(?<all>.+)$/, () => import("@/app/api/auth/[...all]/route")],
  [/^\/api\/v1\/runs$/, () => import("@/app/api/v1/runs/route")],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)$/, () => import("@/app/api/v1/runs/[run]/route")],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/evidence$/, () => import("@/app/api/v1/runs/[run]/evidence/route")],
  [
    /^\/api\/v1\/runs\/(?<run>[^/]+)\/evidence\/(?<phase>[^/]+)$/,
    () => import("@/app/api/v1/runs/[run]/evidence/[phase]/route"),
  ],
  [
    /^\/api\/v1\/runs\/(?<run>[^/]+)\/diffs\/export$/,
    () => import("@/app/api/v1/runs/[run]/diffs/export/route"),
  ],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/matrix$/, () => import("@/app/api/v1/runs/[run]/matrix/route")],
  [
    /^\/api\/v1\/runs\/(?<run>[^/]+)\/attestation$/,
    () => import("@/app/api/v1/runs/[run]/attestation/route"),
  ],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/diffs$/, () => import("@/app/api/v1/runs/[run]/diffs/route")],
  [
    /^\/api\/v1\/runs\/(?<run>[^/]+)\/declaration$/,
    () => import("@/app/api/v1/runs/[run]/declaration/route"),
  ],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/gate$/, () => import("@/app/api/v1/runs/[run]/gate/route")],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/decisions$/, () => import("@/app/api/v1/runs/[run]/decisions/route")],
  [
    /^\/api\/v1\/runs\/(?<run>[^/]+)\/decisions\/challenge$/,
    () => import("@/app/api/v1/runs/[run]/decisions/challenge/route"),
  ],
  [/^\/api\/v1\/runs\/(?<run>[^/]+)\/bundle$/, () => import("@/app/api/v1/runs/[run]/bundle/route")],
  [/^\/runs\/(?<run>[^/]+)\/packet\.pdf$/, () => import("@/app/(print)/runs/[run]/packet.pdf/route")],
  [/^\/api\/v1\/chunks$/, () => import("@/app/api/v1/chunks/route")],
  [/^\/api\/v1\/chunks\/missing$/, () => import("@/app/api/v1/chunks/missing/route")],
  [/^\/api\/v1\/chunks\/(?<digest>[^/]+)$/, () => import("@/app/api/v1/chunks/[digest]/route")],
  [/^\/api\/v1\/ledger\/checkpoint$/, () => import("@/app/api/v1/ledger/checkpoint/route")],
  [/^\/api\/v1\/ledger\/proof\/inclusion$/, () => import("@/app/api/v1/ledger/proof/inclusion/route")],
  [/^\/api\/v1\/ledger\/proof\/consistency$/, () => import("@/app/api/v1/ledger/proof/consistency/route")],
  [/^\/api\/v1\/ledger\/cosignatures$/, () => import("@/app/api/v1/ledger/cosignatures/route")],
  [/^\/log\/.+$/, () => import("@/app/log/[...path]/route")],
  [/^\/api\/v1\/ledger\/entries$/, () => import("@/app/api/v1/ledger/entries/route")],
  [/^\/api\/v1\/ledger\/export$/, () => import("@/app/api/v1/ledger/export/route")],
  [/^\/api\/v1\/search$/, () => import("@/app/api/v1/search/route")],
  [/^\/api\/v1\/register$/, () => import("@/app/api/v1/register/route")],
  [/^\/api\/v1\/profiles$/, () => import("@/app/api/v1/profiles/route")],
  [/^\/api\/v1\/me\/factors$/, () => import("@/app/api/v1/me/factors/route")],
  [/^\/api\/v1\/me\/factors\/challenge$/, () => import("@/app/api/v1/me/factors/challenge/route")],
  [/^\/api\/v1\/me\/factors\/passkeys$/, () => import("@/app/api/v1/me/factors/passkeys/route")],
  [
    /^\/api\/v1\/me\/factors\/passkeys\/options$/,
    () => import("@/app/api/v1/me/factors/passkeys/options/route"),
  ],
  [
    /^\/api\/v1\/me\/factors\/passkeys\/(?<passkey>[^/]+)\/removal$/,
    () => import("@/app/api/v1/me/factors/passkeys/[passkey]/removal/route"),
  ],
  [/^\/api\/v1\/me\/factors\/totp$/, () => import("@/app/api/v1/me/factors/totp/route")],
  [
    /^\/api\/v1\/me\/factors\/totp\/confirmation$/,
    () => import("@/app/api/v1/me/factors/totp/confirmation/route"),
  ],
  [/^\/api\/v1\/me\/factors\/totp\/removal$/, () => import("@/app/api/v1/me/factors/totp/removal/route")],
  [/^\/api\/v1\/me\/factors\/recovery-codes$/, () => import("@/app/api/v1/me/factors/recovery-codes/route")],
  [/^\/api\/v1\/me$/, () => import("@/app/api/v1/me/route")],
];

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is its own claim
  readonly body: any;
}

export interface Send {
  readonly method?: "GET" | "POST" | "PUT";
  readonly cookie?: string | undefined;
  readonly key?: string | undefined;
  readonly origin?: string | null;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function send(path: string, options: Send = {}): Promise<Sent> {
  const { method = "GET", cookie, key, origin = ORIGIN, json, bytes } = options;
  const headers = new Headers(options.headers);
  if (cookie) headers.set("cookie", cookie);
  if (key) headers.set("authorization", `Bearer ${key}`);
  if (origin !== null) headers.set("origin", origin);
  if (json !== undefined) headers.set("content-type", "application/json");
  const body = json === undefined ? bytes : JSON.stringify(json);
  const request = new Request(ORIGIN + path, {
    method,
    headers,
    ...(body !== undefined && { body: body as BodyInit }),
  });
  for (const [pattern, load] of ROUTES) {
    const match = pattern.exec(new URL(request.url).pathname);
    if (!match) continue;
    const handler = ((await load()) as Module)[method];
    if (!handler) throw new Error(`${method} ${path} has no handler`);
    const { all, ...params } = match.groups ?? {};
    const some = all === undefined ? params : { all: all.split("/") };
    // As Next does: nothing for a route without parameters.
    const given = Object.keys(some).length === 0 ? undefined : some;
    const response = await handler(request, { params: Promise.resolve(given as never) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: bodyOf(response, bytes) };
  }
  throw new Error(`no route ${path}`);
}

function bodyOf(response: Response, bytes: Uint8Array): unknown {
  const type = response.headers.get("content-type") ?? "";
  if (/^application\/(octet-stream|x-tar)/.test(type)) return bytes;
  const text = new TextDecoder().decode(bytes);
  if (text === "") return null;
  return type.includes("json") ? JSON.parse(text) : text;
}

/** A server's inside on an empty data folder, with the demonstration's accounts. */
export async function startInside() {
  const data = mkdtempSync(join(tmpdir(), "notouch-http-"));
  process.env.NOTOUCH_DATA = data;
  readSettings(process.env);
  await firstStart();
  const accounts = new Map(
    readFileSync(join(data, "demo-accounts.txt"), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/))
      .map(([, username = "", password = ""]) => [username, password] as const),
  );
  const cookies = new Map<string, string>();
  return {
    db: await database(),
    password: (username: string) => accounts.get(username) ?? "",
    /** The session cookie of a demonstration account, signed in once. */
    async as(username: string): Promise<string> {
      const known = cookies.get(username);
      if (known) return known;
      const answer = await send("/api/auth/sign-in/username", {
        method: "POST",
        json: { username, password: accounts.get(username) },
      });
      const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
      if (!cookie) throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
      cookies.set(username, cookie);
      return cookie;
    },
    /** The next `as` signs in anew: a changed role ends every session. */
    forget: (username: string) => cookies.delete(username),
    stop: closeDatabase,
  };
}
