import { resolve } from "node:path";
import { z } from "zod";
import type { SessionLimits } from "@/db/identity/sessions";
import type { DecisionPolicy } from "@/lib/authority/eligibility";
import { parseVerifierKey, type Signer, type VerifierKey } from "@/lib/ledger/note";
import { parseSignerKey } from "@/lib/ledger/signer";
import { parseRoleMap, type RoleMap } from "./identity/role-map";

/** Every setting of the server, read and checked here and nowhere else. `.env.example` documents them. */
const bytes = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "a whole number of bytes")
    .transform(Number)
    .default(fallback);

const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

const originSchema = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text;
}, "scheme, host and port and nothing else, like https://notouch.example");

/** Private keys stay out of messages: only their name is said. */
const signerKey = z.string().transform((text, context) => {
  try {
    return parseSignerKey(text);
  } catch {
    context.addIssue({ code: "custom", message: "a private key as `npm run ledger-key` prints it" });
    return z.NEVER;
  }
});

function witnessKeys(text: string, context: z.RefinementCtx): VerifierKey[] {
  return text
    .split(/\s+/)
    .filter((vkey) => vkey !== "")
    .flatMap((vkey) => {
      try {
        const key = parseVerifierKey(vkey);
        if (key.type === "cosignature") return [key];
      } catch {
        // Said below, with the kinds that are of the wrong type.
      }
      context.addIssue({ code: "custom", message: `verifier keys of witnesses (type 0x04), not ${vkey}` });
      return [];
    });
}

function isProvider(text: string): boolean {
  const url = URL.parse(text);
  const loopback = url?.protocol === "http:" && LOOPBACK.includes(url.hostname);
  return url?.protocol === "https:" || loopback;
}

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "a port number, like 3000")
    .transform(Number)
    .refine((port) => port <= 65535, "a port number up to 65535")
    .default(3000),
  HOST: z.string().min(1, "a host name or address; leave it out for loopback").default("127.0.0.1"),
  NOTOUCH_DATA: z.string().min(1, "a folder; leave it out for ./.data").default("./.data"),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "a PostgreSQL URL like postgresql://user:password@host:5432/notouch; leave it out for the embedded database",
    )
    .optional(),
  CHROMIUM_PATH: z.string().optional(),
  NOTOUCH_DB_CONNECTIONS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "1 to 999")
    .transform(Number)
    .default(10),
  NOTOUCH_ORIGIN: originSchema.optional(),
  NOTOUCH_SECRET: z.string().min(32, "at least 32 characters; leave it out to have one made").optional(),
  NOTOUCH_LEDGER_KEY: signerKey.optional(),
  NOTOUCH_LEDGER_KEY_NEXT: signerKey.optional(),
  NOTOUCH_LEDGER_NAME: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/, "letters, digits and . : / - _, like notouch.example/ledger")
    .optional(),
  NOTOUCH_WITNESSES: z.string().transform(witnessKeys).default([]),
  NOTOUCH_DEMO: z.enum(["0", "1"], "0 starts empty, 1 (the default) with the demonstration").default("1"),
  NOTOUCH_OIDC_ISSUER: z
    .string()
    .refine(isProvider, "the provider's issuer, like https://login.example; http only for loopback")
    .optional(),
  NOTOUCH_OIDC_CLIENT_ID: z.string().min(1, "the client's id at the provider").optional(),
  NOTOUCH_OIDC_CLIENT_SECRET: z.string().min(1, "the client's secret at the provider").optional(),
  NOTOUCH_OIDC_ROLES: z
    .string()
    .refine((text) => parseRoleMap(text) !== null, "role=value pairs, like owner=notouch-owners,auditor=*")
    .optional(),
  NOTOUCH_OIDC_CLAIM: z.string().min(1, "the claim that holds the values, like groups").default("groups"),
  NOTOUCH_OIDC_SCOPE: z.string().min(1, "scopes with spaces between them").default("openid profile"),
  NOTOUCH_OIDC_NAME: z.string().min(1, "what the button says").max(60).default("single sign-on"),
  NOTOUCH_METRICS_PORT: z
    .string()
    .regex(/^\d{1,5}$/, "a port number, like 9464; leave it out for no metrics")
    .transform(Number)
    .refine((port) => port > 0 && port <= 65535, "a port number from 1 to 65535")
    .optional(),
  NOTOUCH_METRICS_HOST: z
    .string()
    .min(1, "a host name or address; leave it out for loopback")
    .default("127.0.0.1"),
  NOTOUCH_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s]+$/, "a mail server like smtps://user:password@mail.example:465")
    .optional(),
  NOTOUCH_MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n]*[^\s@]+@[^\s@]+$|^[^\r\n<>]*<[^\s@<>]+@[^\s@<>]+>$/,
      "an address like notouch <notouch@example.org>",
    )
    .optional(),
  NOTOUCH_SESSION_IDLE: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "minutes, 1 to 9999")
    .transform(Number)
    .default(60),
  NOTOUCH_SESSION_HOURS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "hours, 1 to 999")
    .transform(Number)
    .default(12),
  NOTOUCH_STEP_UP: z
    .enum(
      ["password", "factor"],
      "password or factor: what AUTHORIZE needs of an Owner without a second factor",
    )
    .optional(),
  NOTOUCH_OWNERS: z.enum(["1", "2"], "1 or 2: how many Owners an authorization takes").default("1"),
  NOTOUCH_MAX_UPLOAD: bytes(64 * 2 ** 30),
  NOTOUCH_MAX_CONTENT: bytes(16 * 2 ** 20),
  NOTOUCH_MAX_MANIFEST: bytes(64 * 2 ** 20),
});

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute folder of everything that this server keeps beside a PostgreSQL. */
  readonly data: string;
  readonly databaseUrl: string | null;
  /** A browser that prints packets as PDF; null: the usual places are looked at. */
  readonly chromium: string | null;
  readonly connections: number;
  /** Where browsers reach this server; the first one is printed. State changes with a cookie must come from one of these. */
  readonly origins: readonly [string, ...string[]];
  /** Served by https: cookies are `__Host-` and Secure. */
  readonly secure: boolean;
  readonly secret: string | null;
  readonly session: SessionLimits;
  /** Where metrics are served, beside the dashboard; null where they are not. */
  readonly metrics: { readonly port: number; readonly host: string } | null;
  /** How letters are sent; null where they are not. */
  readonly mail: MailSettings | null;
  /** Single sign-on by OpenID Connect; null where it is not configured. */
  readonly sso: SsoSettings | null;
  readonly demonstration: boolean;
  /** Signs the ledger; null: the file `ledger-key` in the data folder does. */
  readonly ledgerKey: Signer | null;
  /** Put into force at the next start, vouched for by the present key. */
  readonly nextLedgerKey: Signer | null;
  /** Name of the log in its checkpoints, for a ledger that has no key yet; null: one is made. */
  readonly ledgerName: string | null;
  /** Witnesses whose signatures are taken and shown. */
  readonly witnesses: readonly VerifierKey[];
  /** What is asked of Owners. The demonstration's lie in a file with their passwords; anybody else enrols a factor. */
  readonly decisions: DecisionPolicy;
  /** Bytes. */
  readonly limits: {
    readonly upload: number;
    readonly content: number;
    readonly manifest: number;
    readonly json: number;
  };
}

export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

export interface SsoSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roles: RoleMap;
  readonly claim: string;
  readonly scope: string;
  readonly name: string;
}

/** Wrong settings, all at once, each with its name and the cure. */
export class SettingError extends Error {
  override readonly name = "SettingError";
}

const JSON_LIMIT = 1 << 20;

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  // An empty variable is an unset one: that is how shells and container files leave things out.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse({
    ...given,
    NOTOUCH_SECRET: given.NOTOUCH_SECRET ?? given.BETTER_AUTH_SECRET,
  });
  if (!parsed.success)
    throw new SettingError(
      parsed.error.issues
        .map((i) => `${i.path.join(".")}: expected ${i.message}. Correct it and start again.`)
        .join("\n"),
    );
  const { PORT: port, HOST: host, NOTOUCH_ORIGIN: origin, ...rest } = parsed.data;
  if (origin === undefined && !LOOPBACK.includes(host))
    throw new SettingError(
      `NOTOUCH_ORIGIN: expected the address under which browsers reach this server, because HOST=${host} is not loopback. Set it, like https://notouch.example.`,
    );
  const local = ["localhost", "127.0.0.1", "[::1]"].map(
    (name) => URL.parse(`http://${name}:${port}`)?.origin ?? "",
  );
  return {
    port,
    host,
    data: resolve(rest.NOTOUCH_DATA),
    databaseUrl: rest.DATABASE_URL ?? null,
    chromium: rest.CHROMIUM_PATH ?? null,
    connections: rest.NOTOUCH_DB_CONNECTIONS,
    origins: origin === undefined ? [local[0] ?? "", ...local.slice(1)] : [origin],
    secure: origin?.startsWith("https:") ?? false,
    secret: rest.NOTOUCH_SECRET ?? null,
    metrics:
      rest.NOTOUCH_METRICS_PORT === undefined
        ? null
        : { port: rest.NOTOUCH_METRICS_PORT, host: rest.NOTOUCH_METRICS_HOST },
    mail: mailSettings(parsed.data),
    sso: ssoSettings(parsed.data),
    session: {
      idleMs: rest.NOTOUCH_SESSION_IDLE * 60_000,
      absoluteMs: rest.NOTOUCH_SESSION_HOURS * 3_600_000,
    },
    demonstration: rest.NOTOUCH_DEMO === "1",
    ledgerKey: rest.NOTOUCH_LEDGER_KEY ?? null,
    nextLedgerKey: rest.NOTOUCH_LEDGER_KEY_NEXT ?? null,
    ledgerName: rest.NOTOUCH_LEDGER_NAME ?? null,
    witnesses: rest.NOTOUCH_WITNESSES,
    decisions: {
      stepUp: rest.NOTOUCH_STEP_UP ?? (rest.NOTOUCH_DEMO === "1" ? "password" : "factor"),
      owners: rest.NOTOUCH_OWNERS === "2" ? 2 : 1,
    },
    limits: {
      upload: rest.NOTOUCH_MAX_UPLOAD,
      content: rest.NOTOUCH_MAX_CONTENT,
      manifest: rest.NOTOUCH_MAX_MANIFEST,
      json: JSON_LIMIT,
    },
  };
}

function mailSettings({ NOTOUCH_SMTP_URL: url, NOTOUCH_MAIL_FROM: from }: z.output<typeof environment>) {
  if (url !== undefined && from !== undefined) return { url, from };
  if (url === undefined && from === undefined) return null;
  const missing = url === undefined ? "NOTOUCH_SMTP_URL" : "NOTOUCH_MAIL_FROM";
  throw new SettingError(`${missing}: expected beside the other one of the two. Set it.`);
}

/** All of it or nothing: half a configuration would show a button that leads nowhere. */
function ssoSettings(said: z.output<typeof environment>): SsoSettings | null {
  const needed = {
    NOTOUCH_OIDC_ISSUER: said.NOTOUCH_OIDC_ISSUER,
    NOTOUCH_OIDC_CLIENT_ID: said.NOTOUCH_OIDC_CLIENT_ID,
    NOTOUCH_OIDC_CLIENT_SECRET: said.NOTOUCH_OIDC_CLIENT_SECRET,
    NOTOUCH_OIDC_ROLES: said.NOTOUCH_OIDC_ROLES,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === Object.keys(needed).length) return null;
  if (missing.length > 0)
    throw new SettingError(
      missing.map((name) => `${name}: expected beside the other NOTOUCH_OIDC settings. Set it.`).join("\n"),
    );
  return {
    issuer: needed.NOTOUCH_OIDC_ISSUER ?? "",
    clientId: needed.NOTOUCH_OIDC_CLIENT_ID ?? "",
    clientSecret: needed.NOTOUCH_OIDC_CLIENT_SECRET ?? "",
    roles: parseRoleMap(needed.NOTOUCH_OIDC_ROLES ?? "") ?? [],
    claim: said.NOTOUCH_OIDC_CLAIM,
    scope: said.NOTOUCH_OIDC_SCOPE,
    name: said.NOTOUCH_OIDC_NAME,
  };
}

let read: Settings | undefined;

/** The settings of this process, read once. */
export function settings(): Settings {
  read ??= readSettings(process.env);
  return read;
}
