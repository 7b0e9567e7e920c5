import { json } from "@/app/_server/api/idempotent";
import { Problem, problemResponse } from "@/app/_server/api/problem";
import { database } from "@/app/_server/database";
import { formatCookie } from "@/app/_server/identity/cookies";
import { checkOrigin } from "@/app/_server/identity/same-origin";
import {
  passkeyOptions,
  secondFactor,
  secondFactorOptions,
  signInByPasskey,
} from "@/app/_server/identity/second-factor";
import { currentPerson } from "@/app/_server/identity/session";
import { signIn } from "@/app/_server/identity/sign-in";
import { endSso, startSso } from "@/app/_server/identity/sso";
import { signOut } from "@/db/identity/sessions";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ all: string[] }> };
type Handler = (request: Request) => Promise<Response>;

const GETS: Readonly<Record<string, Handler>> = {
  "get-session": whoAmI,
  sso: startSso,
  "sso/callback": endSso,
};

/** Each is a change, and needs an Origin of ours. */
const POSTS: Readonly<Record<string, Handler>> = {
  "sign-in/username": signIn,
  "sign-in/second-factor": secondFactor,
  "sign-in/second-factor/options": secondFactorOptions,
  "sign-in/passkey": signInByPasskey,
  "sign-in/passkey/options": passkeyOptions,
  "sign-out": leave,
};

async function answer(
  handlers: Readonly<Record<string, Handler>>,
  request: Request,
  { params }: Context,
): Promise<Response> {
  try {
    const path = (await params).all.join("/");
    const handler = Object.hasOwn(handlers, path) ? handlers[path] : undefined;
    if (!handler) throw new Problem("not-found", "Sign in with POST /api/auth/sign-in/username.");
    if (handlers === POSTS) checkOrigin(request.headers);
    return await handler(request);
  } catch (error) {
    return problemResponse(error);
  }
}

export function GET(request: Request, context: Context): Promise<Response> {
  return answer(GETS, request, context);
}

export function POST(request: Request, context: Context): Promise<Response> {
  return answer(POSTS, request, context);
}

async function whoAmI(request: Request): Promise<Response> {
  const person = await currentPerson(request.headers);
  return json(
    JSON.stringify(
      person && { id: person.id, username: person.username, name: person.name, role: person.role },
    ),
  );
}

async function leave(request: Request): Promise<Response> {
  const person = await currentPerson(request.headers);
  if (person) await signOut(await database(), person);
  return json("{}", 200, { "set-cookie": formatCookie("session_token", "", 0) });
}
