"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { assertSameOrigin } from "@/app/_server/actions-origin";
import { database } from "@/app/_server/database";
import { hashAcceptable, randomPassword } from "@/app/_server/passwords";
import { Problem as ServerProblem } from "@/app/_server/problem";
import { actorOf, requirePerson } from "@/app/_server/session";
import { verifyOwnPassword } from "@/app/_server/step-up";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";
import { changeAccount, changeOwnPassword, createAccount, listAccounts } from "@/db/accounts";
import { mintKey, revokeKey } from "@/db/keys";
import { isRole } from "@/lib/authority/roles";

/** A refusal, or a secret that is shown this once and is nowhere afterwards, or nothing to say. */
export type Outcome =
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "secret"; readonly of: string; readonly secret: string }
  | { readonly kind: "done" }
  | null;

/** What every action here does around its own work; the rights are checked again where the record is written. */
async function settled(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    await assertSameOrigin();
    const outcome = await work();
    revalidatePath("/settings");
    return outcome;
  } catch (error) {
    return { kind: "refused", problem: refusedWith(error) };
  }
}

const text = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

function roleIn(form: FormData) {
  const role = text(form, "role");
  if (!isRole(role))
    throw new ServerProblem("invalid-input", "Choose a role.", [{ at: "role", problem: "not a role" }]);
  return role;
}

/** Makes an account with a password of the server's own, which the Administrator hands over. */
export async function addAccount(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const username = text(form, "username").toLowerCase();
    const secret = randomPassword();
    const passwordHash = await hashAcceptable(secret, username);
    await createAccount(
      await database(),
      { username, name: text(form, "name"), role: roleIn(form), passwordHash },
      actorOf(person),
    );
    return { kind: "secret", of: username, secret };
  });
}

export async function setRole(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await changeAccount(await database(), text(form, "id"), { role: roleIn(form) }, actorOf(person));
    return { kind: "done" };
  });
}

export async function setDisabled(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await changeAccount(
      await database(),
      text(form, "id"),
      { disabled: text(form, "disabled") === "yes" },
      actorOf(person),
    );
    return { kind: "done" };
  });
}

export async function renewPassword(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const db = await database();
    const id = text(form, "id");
    const secret = randomPassword();
    const username = (await listAccounts(db)).find((a) => a.id === id)?.username ?? "";
    await changeAccount(db, id, { passwordHash: await hashAcceptable(secret, username) }, actorOf(person));
    return { kind: "secret", of: username, secret };
  });
}

export async function addKey(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    const day = text(form, "expires");
    const wanted = {
      name: text(form, "name"),
      scope: text(form, "scope") === "upload" ? ("upload" as const) : ("read" as const),
      expiresAt: day === "" ? null : new Date(`${day}T23:59:59.000Z`),
    };
    const { secret } = await mintKey(await database(), wanted, actorOf(person));
    return { kind: "secret", of: wanted.name, secret };
  });
}

export async function dropKey(_: Outcome, form: FormData): Promise<Outcome> {
  const person = await requirePerson();
  return settled(async () => {
    await revokeKey(await database(), text(form, "id"), actorOf(person));
    return { kind: "done" };
  });
}

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
