"use server";

import { database } from "@/app/_server/database";
import { actorOf, requirePerson } from "@/app/_server/identity/session";
import { makeSecret } from "@/app/_server/notices/webhook";
import { redeliver, sendTest } from "@/db/notices/deliveries";
import { addWebhook, newWebhookId, removeWebhook, setMailbox } from "@/db/notices/recipients";
import { isNoticeKind } from "@/lib/authority/notice";
import { field, type Outcome, settled, shownOnce } from "../outcome";

function kindsIn(form: FormData) {
  return form
    .getAll("kind")
    .map(String)
    .filter((kind) => isNoticeKind(kind));
}

export async function saveMailbox(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const wanted = { address: field(form, "address"), kinds: kindsIn(form) };
    await setMailbox(await database(), wanted, actorOf(person));
    return { kind: "done" };
  });
}

/** The signing secret is shown this once: the receiver verifies with it who sent a notice. */
export async function newWebhook(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const id = newWebhookId();
    const name = field(form, "name");
    const { sealed, shown } = makeSecret(id);
    const wanted = { id, name, url: field(form, "url"), secret: sealed, kinds: kindsIn(form) };
    await addWebhook(await database(), wanted, actorOf(person));
    return shownOnce(name, shown);
  });
}

export async function dropWebhook(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await removeWebhook(await database(), field(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}

export async function testWebhook(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await sendTest(await database(), field(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}

export async function sendAgain(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await redeliver(await database(), field(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}
