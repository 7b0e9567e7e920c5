"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { Problem as ServerProblem } from "@/app/_server/api/problem";
import { database } from "@/app/_server/database";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { hashAcceptable } from "@/app/_server/identity/passwords";
import { addressOf, attempt, tooMany } from "@/app/_server/limits";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";
import { acceptInvitation, openInvitation } from "@/db/identity/invitations";

/** Uses the link: the username is the invitation's, whatever the form says. Leads to the sign-in. */
export async function accept(_: Problem | null, form: FormData): Promise<Problem | null> {
  const token = String(form.get("token") ?? "");
  const password = String(form.get("password") ?? "");
  try {
    await assertSameOrigin();
    const db = await database();
    if (!(await attempt(db, "link", addressOf(await headers()))).allowed) throw tooMany("link");
    const invited = await openInvitation(db, token);
    if (password !== String(form.get("again") ?? ""))
      throw new ServerProblem("invalid-input", "Type the same password twice.", [
        { at: "again", problem: "not the same" },
      ]);
    await acceptInvitation(db, token, await hashAcceptable(password, invited?.username ?? ""));
  } catch (error) {
    return refusedWith(error);
  }
  redirect("/sign-in?made=1");
}
