import { formatCookie } from "@/app/_server/cookies";
import { database } from "@/app/_server/database";
import { json } from "@/app/_server/idempotent";
import { Problem, problemResponse } from "@/app/_server/problem";
import { checkOrigin } from "@/app/_server/same-origin";
import { currentPerson } from "@/app/_server/session";
import { signIn } from "@/app/_server/sign-in";
import { signOut } from "@/db/sessions";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ all: string[] }> };

const nothing = () => new Problem("not-found", "Sign in with POST /api/auth/sign-in/username.");

export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    if ((await params).all.join("/") !== "get-session") throw nothing();
    const person = await currentPerson(request.headers);
    return json(
      JSON.stringify(
        person && { id: person.id, username: person.username, name: person.name, role: person.role },
      ),
    );
  } catch (error) {
    return problemResponse(error);
  }
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  try {
    const path = (await params).all.join("/");
    if (path !== "sign-in/username" && path !== "sign-out") throw nothing();
    checkOrigin(request.headers);
    return path === "sign-out" ? await leave(request) : await signIn(request);
  } catch (error) {
    return problemResponse(error);
  }
}

async function leave(request: Request): Promise<Response> {
  const person = await currentPerson(request.headers);
  if (person) await signOut(await database(), person);
  return json("{}", 200, { "set-cookie": formatCookie("session_token", "", 0) });
}
