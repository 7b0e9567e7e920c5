"use server";

import { database } from "@/app/_server/database";
import { actorOf, requirePerson } from "@/app/_server/identity/session";
import { mintKey, revokeKey } from "@/db/identity/keys";
import { field, type Outcome, settled, shownOnce } from "../outcome";
import { isPresent } from "../presence";

/** A key outlives the session that minted it, so that whoever found a session open shall not take one along. */
export async function addKey(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const day = field(form, "expires");
    const wanted = {
      name: field(form, "name"),
      scope: field(form, "scope") === "upload" ? ("upload" as const) : ("read" as const),
      expiresAt: day === "" ? null : new Date(`${day}T23:59:59.000Z`),
    };
    const db = await database();
    await isPresent(db, person, form);
    const { secret } = await mintKey(db, wanted, actorOf(person));
    return shownOnce(wanted.name, secret);
  });
}

export async function dropKey(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await revokeKey(await database(), field(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}
