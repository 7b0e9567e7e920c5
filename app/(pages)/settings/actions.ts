"use server";

import { redirect } from "next/navigation";
import { database } from "@/app/_server/database";
import { hashAcceptable } from "@/app/_server/identity/passwords";
import { actorOf, requirePerson } from "@/app/_server/identity/session";
import { verifyOwnPassword } from "@/app/_server/identity/step-up";
import { changeOwnPassword } from "@/db/identity/accounts";
import { type Outcome, settled } from "./outcome";

/** A person's own password. All their sessions end, this one too. */
export async function changePassword(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  const outcome = await settled(async () => {
    const db = await database();
    await verifyOwnPassword(db, actorOf(person), String(form.get("current") ?? ""), null);
    await changeOwnPassword(
      db,
      actorOf(person),
      await hashAcceptable(String(form.get("next") ?? ""), person.username, "next"),
    );
    return { kind: "done" };
  });
  if (outcome?.kind === "done") redirect("/sign-in");
  return outcome;
}
