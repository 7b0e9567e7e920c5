"use server";

import { database } from "@/app/_server/database";
import { actorOf, requirePerson } from "@/app/_server/identity/session";
import { endSessions } from "@/db/identity/sessions";
import { field, type Outcome, settled } from "../outcome";

export async function endOne(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await endSessions(await database(), { mine: field(form, "id") }, actorOf(person));
    return { kind: "done" };
  });
}

export async function endOthers(): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await endSessions(await database(), { mineExcept: person.sessionId }, actorOf(person));
    return { kind: "done" };
  });
}
