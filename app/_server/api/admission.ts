import type { SignInMethod } from "@/db/identity/sessions";
import { append } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { ANONYMOUS_ACTOR } from "@/lib/ledger/entry";
import { beginSession } from "../identity/session";
import { json } from "./idempotent";

/** The answer to somebody who has shown who they are. */
export async function welcome(request: Request, personId: string, method: SignInMethod): Promise<Response> {
  const { person, cookie } = await beginSession(request.headers, personId, method);
  const { id, username, name, role } = person;
  return json(JSON.stringify({ user: { id, username, name, role } }), 200, { "set-cookie": cookie });
}

/** An unknown name is not written down: it may be a password in the wrong field. */
export async function refused(db: Db, username: string | null, why: string): Promise<void> {
  await db.transaction((tx) =>
    append(tx, {
      kind: "sign-in-refused",
      actor: ANONYMOUS_ACTOR,
      run: null,
      at: new Date(),
      body: { username, why },
    }),
  );
}
