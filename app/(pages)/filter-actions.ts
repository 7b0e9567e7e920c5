"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { settings } from "@/app/_server/settings";
import { pathWith } from "@/app/_ui/query";
import { FILTERS_COOKIE, parseFilters, type SavedFilter, withFilter, withoutFilter } from "./saved-filters";

/** Keeps the search of this page under a name, in this browser. */
export async function saveFilter(form: FormData): Promise<void> {
  await assertSameOrigin();
  const q = String(form.get("q") ?? "");
  await keep(withFilter(await kept(), { name: String(form.get("name") ?? ""), q }));
  redirect(pathWith("/", { q: q || undefined }));
}

export async function removeFilter(form: FormData): Promise<void> {
  await assertSameOrigin();
  const q = String(form.get("q") ?? "");
  await keep(withoutFilter(await kept(), String(form.get("name") ?? "")));
  redirect(pathWith("/", { q: q || undefined }));
}

async function kept(): Promise<readonly SavedFilter[]> {
  return parseFilters((await cookies()).get(FILTERS_COOKIE)?.value);
}

async function keep(filters: readonly SavedFilter[]): Promise<void> {
  (await cookies()).set(FILTERS_COOKIE, JSON.stringify(filters), {
    maxAge: 365 * 24 * 3600,
    path: "/",
    sameSite: "strict",
    httpOnly: true,
    secure: settings().secure,
  });
}
