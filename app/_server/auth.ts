import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { username } from "better-auth/plugins/username";
import type { Db } from "@/db/client";
import { account, person, rateLimit, session, verification } from "@/db/schema";
import { database } from "./database";
import { authSecret } from "./secret";
import { settings } from "./settings";

const HOUR = 3600;
/** A session ends after a working day, whatever happens. */
const SESSION_HOURS = 12;

function build(db: Db) {
  const { origins, secure } = settings();
  return betterAuth({
    appName: "notouch",
    baseURL: origins[0],
    basePath: "/api/auth",
    trustedOrigins: [...origins],
    secret: authSecret(),
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: { user: person, session, account, verification, rateLimit },
    }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 15, maxPasswordLength: 128 },
    plugins: [username({ minUsernameLength: 3, maxUsernameLength: 30 })],
    user: {
      additionalFields: {
        role: { type: "string", required: true, input: false, defaultValue: "auditor" },
        disabled: { type: "boolean", required: true, input: false, defaultValue: false },
      },
    },
    // No cookie cache: a role taken away or an account disabled counts with the next request.
    session: { expiresIn: SESSION_HOURS * HOUR, updateAge: HOUR },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 300,
      customRules: { "/sign-in/username": { window: 60, max: 60 } },
    },
    advanced: {
      // The library's own switch would write `__Secure-`; `__Host-` binds the cookie to exactly this host.
      useSecureCookies: false,
      cookiePrefix: secure ? "__Host-notouch" : "notouch",
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", secure, path: "/" },
    },
    telemetry: { enabled: false },
    logger: { level: "error" },
  });
}

type Auth = ReturnType<typeof build>;

let made: { readonly db: Db; readonly auth: Auth } | undefined;

/** The sign-in library over this server's database; made anew where the database was opened anew. */
export async function auth(): Promise<Auth> {
  const db = await database();
  if (made?.db !== db) made = { db, auth: build(db) };
  return made.auth;
}
