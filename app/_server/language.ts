import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Catalogue } from "@/app/_ui/catalogue";
import { acceptedLanguage, isLanguage, LANGUAGE_COOKIE, type Language } from "@/app/_ui/language";

const spoken = cache((): { language: Language | null } => ({ language: null }));

/** For a page that is made for somebody else than its browser: before anything of it is written. */
export function speak(language: Language): void {
  spoken().language = language;
}

const askedFor = cache(async (): Promise<Language> => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  return isLanguage(chosen) ? chosen : acceptedLanguage((await headers()).get("accept-language"));
});

/** The language of this page: what was chosen here before, else what the browser asks for. */
export async function pageLanguage(): Promise<Language> {
  return spoken().language ?? askedFor();
}

/** The words of a screen in the language of this page. */
export async function wordsOf<M>(catalogue: Catalogue<M>): Promise<M> {
  return catalogue[await pageLanguage()];
}
