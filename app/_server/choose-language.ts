"use server";

import { cookies } from "next/headers";
import { isLanguage, LANGUAGE_COOKIE } from "@/app/_ui/language";
import { assertSameOrigin } from "./actions-origin";
import { settings } from "./settings";

const YEAR = 365 * 24 * 3600;

/** Keeps the language that somebody chose. It is a preference of this browser: no account and no record knows it. */
export async function chooseLanguage(form: FormData): Promise<void> {
  await assertSameOrigin();
  const wanted = String(form.get("language"));
  if (!isLanguage(wanted)) return;
  (await cookies()).set(LANGUAGE_COOKIE, wanted, {
    maxAge: YEAR,
    path: "/",
    sameSite: "lax",
    httpOnly: true,
    secure: settings().secure,
  });
}
