import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Catalogue } from "@/app/_ui/catalogue";
import { acceptedLanguage, isLanguage, LANGUAGE_COOKIE, type Language } from "@/app/_ui/language";

/** The language of this page: what was chosen here before, else what the browser asks for. */
export const pageLanguage = cache(async (): Promise<Language> => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : acceptedLanguage((await headers()).get("accept-language"));
});

/** The words of a screen in the language of this page. */
export async function wordsOf<M>(catalogue: Catalogue<M>): Promise<M> {
  return catalogue[await pageLanguage()];
}
