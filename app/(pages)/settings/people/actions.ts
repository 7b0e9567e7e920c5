"use server";

import { database } from "@/app/_server/database";
import { Problem } from "@/app/_server/problem";
import { actorOf, requirePerson, type SignedIn } from "@/app/_server/session";
import { settings } from "@/app/_server/settings";
import { verifyOwnPassword } from "@/app/_server/step-up";
import { changeAccount, findAccount } from "@/db/accounts";
import type { Db } from "@/db/client";
import { invite, inviteToRenew, withdrawInvitation } from "@/db/invitations";
import { endSessions } from "@/db/sessions";
import { isRole, ROLES } from "@/lib/authority/roles";
import { field, type Outcome, settled } from "../outcome";

function roleIn(form: FormData) {
  const role = field(form, "role");
  if (!isRole(role))
    throw new Problem("invalid-input", "Choose a role.", [{ at: "role", problem: "not a role" }]);
  return role;
}

function linkOf(token: string): string {
  return `${settings().origins[0]}/invitation?token=${token}`;
}

/** An Owner who makes an Owner hands out authority, and shows for that that they are here. */
async function ownerIsPresent(db: Db, person: SignedIn, form: FormData): Promise<void> {
  if (ROLES[person.role].decides)
    await verifyOwnPassword(db, actorOf(person), String(form.get("password") ?? ""), null);
}

/** Makes a one-time link; the password is chosen by whoever opens it and seen by nobody else. */
export async function invitePerson(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const db = await database();
    await ownerIsPresent(db, person, form);
    const username = field(form, "username").toLowerCase();
    const wanted = { username, name: field(form, "name"), role: roleIn(form) };
    const { token } = await invite(db, wanted, actorOf(person));
    return { kind: "secret", of: `link for ${username}`, secret: linkOf(token) };
  });
}

export async function renewPassword(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const db = await database();
    await ownerIsPresent(db, person, form);
    const account = await findAccount(db, field(form, "username"));
    const { token } = await inviteToRenew(db, account?.id ?? "", actorOf(person));
    return { kind: "secret", of: `link for ${account?.username}`, secret: linkOf(token) };
  });
}

export async function withdraw(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await withdrawInvitation(await database(), field(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}

export async function setRole(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const db = await database();
    await ownerIsPresent(db, person, form);
    await changeAccount(db, field(form, "id"), { role: roleIn(form) }, actorOf(person));
    return { kind: "done" };
  });
}

export async function setDisabled(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const disabled = field(form, "disabled") === "yes";
    await changeAccount(await database(), field(form, "id"), { disabled }, actorOf(person));
    return { kind: "done" };
  });
}

export async function endAll(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await endSessions(await database(), { allOf: field(form, "id") }, actorOf(person));
    return { kind: "done" };
  });
}
