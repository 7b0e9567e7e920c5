import { type KeyScope, keyHolder } from "@/db/identity/keys";
import type { Actor } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { ROLES, type Role } from "@/lib/authority/roles";
import { checkOrigin } from "../identity/same-origin";
import { currentPerson } from "../identity/session";
import { Problem } from "./problem";

/** Who sent a request, established from its key or its session. */
export interface Caller {
  readonly actor: Actor;
  readonly role: Role;
  /** null: a session. */
  readonly scope: KeyScope | null;
}

/**
 * What a request needs. `read`: any account or key. `contribute`: an Owner or engineer, or their upload key.
 * `decide`: an Owner's session; no key under any scope. `administer`: an Administrator's session. `own`: anybody's
 * session, for what is theirs alone.
 */
export type Access = "read" | "own" | "contribute" | "decide" | "administer";

/** Who is calling; `unauthenticated` for nobody. A Bearer header is never mixed with a cookie: the key alone counts then. */
export async function callerOf(request: Request, db: Db): Promise<Caller> {
  const header = request.headers.get("authorization");
  if (header !== null) {
    const secret = /^Bearer (nt_[A-Za-z0-9_-]{43})$/.exec(header)?.[1];
    const holder = secret === undefined ? null : await keyHolder(db, secret);
    if (!holder)
      throw new Problem(
        "unauthenticated",
        "The key is unknown, revoked or expired. Mint another under Settings.",
        [],
        {
          "www-authenticate": 'Bearer realm="notouch", error="invalid_token"',
        },
      );
    return holder;
  }
  const person = await currentPerson(request.headers);
  if (!person)
    throw new Problem("unauthenticated", "Sign in, or send an API key as `Authorization: Bearer nt_…`.", [], {
      "www-authenticate": 'Bearer realm="notouch"',
    });
  return { actor: { id: person.id, username: person.username, keyId: null }, role: person.role, scope: null };
}

/** Refuses a caller who lacks the right, and a state change by cookie that another site may have sent. */
export function authorize(request: Request, { role, scope }: Caller, access: Access): void {
  if (access !== "read" && scope === null) checkOrigin(request.headers);
  if (access === "read") return;
  if (access === "own" && scope === null) return;
  const right = { contribute: "contributes", decide: "decides", administer: "administers" } as const;
  const allowed =
    access !== "own" &&
    ROLES[role][right[access]] &&
    (scope === null || (access === "contribute" && scope === "upload"));
  if (allowed) return;
  const who = {
    contribute: "an Owner or Engineer, or an upload key of theirs",
    decide: "an Owner's session, never a key",
    administer: "an Administrator's session",
    own: "a session of your own, never a key",
  };
  throw new Problem("forbidden", `This needs ${who[access]}.`, [
    {
      at: "authorization",
      problem:
        scope === null ? `${ROLES[role].title} may not do this` : `a key of scope ${scope} may not do this`,
    },
  ]);
}
