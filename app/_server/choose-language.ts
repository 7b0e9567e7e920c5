"use server";

import { cookies } from "next/headers";
import { isLanguage, LANGUAGE_COOKIE } from "@/app/_ui/words/language";
import { keepLanguage } from "@/db/identity/preferences";
import { database } from "./database";
import { assertSameOrigin } from "./identity/actions-origin";
import { pagePerson } from "./identity/session";
import { settings } from "./settings";

const YEAR = 365 * 24 * 3600;

/**
 * Keeps the language that somebody chose, in this browser and, signed in, with their account, where it follows them to
 * another one. A preference: it is not recorded, and the ledger does not know it.
 */
export async function chooseLanguage(form: FormData): Promise<void> {
  await assertSameOrigin();
  const wanted = String(form.get("language"));
  if (!isLanguage(wanted)) return;
  const person = await pagePerson();
  if (person) await keepLanguage(await database(), person.id, wanted);
  (await cookies()).set(LANGUAGE_COOKIE, wanted, {
    maxAge: YEAR,
    path: "/",
    sameSite: "lax",
    httpOnly: true,
    secure: settings().secure,
  });
}
