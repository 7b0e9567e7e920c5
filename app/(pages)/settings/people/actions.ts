"use server";

import { Problem } from "@/app/_server/api/problem";
import { database } from "@/app/_server/database";
import { actorOf, requirePerson, type SignedIn } from "@/app/_server/identity/session";
import { wordsOf } from "@/app/_server/language";
import { settings } from "@/app/_server/settings";
import { changeAccount, findAccount } from "@/db/identity/accounts";
import { invite, inviteToRenew, withdrawInvitation } from "@/db/identity/invitations";
import { endSessions } from "@/db/identity/sessions";
import type { Db } from "@/db/store/client";
import { isRole, ROLES } from "@/lib/authority/roles";
import { field, type Outcome, settled, shownOnce } from "../outcome";
import { isPresent } from "../presence";
import { PEOPLE } from "./people-words";

function roleIn(form: FormData) {
  const role = field(form, "role");
  if (!isRole(role))
    throw new Problem("invalid-input", "Choose a role.", [{ at: "role", problem: "not a role" }]);
  return role;
}

function linkOf(token: string): string {
  return `${settings().origins[0]}/invitation?token=${token}`;
}

/**
 * An Owner who makes an Owner hands out authority, and shows for that as much as for changing their own factors: with
 * less, a stolen session and password would make an Owner of the thief's, with a second factor of the thief's.
 */
async function ownerIsPresent(db: Db, person: SignedIn, form: FormData): Promise<void> {
  if (ROLES[person.role].decides) await isPresent(db, person, form);
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
    return shownOnce((await wordsOf(PEOPLE)).link(username), linkOf(token));
  });
}

export async function renewPassword(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const db = await database();
    await ownerIsPresent(db, person, form);
    const account = await findAccount(db, field(form, "username"));
    const { token } = await inviteToRenew(db, account?.id ?? "", actorOf(person));
    return shownOnce((await wordsOf(PEOPLE)).link(account?.username ?? ""), linkOf(token));
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
