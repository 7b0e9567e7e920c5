import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Catalogue } from "@/app/_ui/words/catalogue";
import { acceptedLanguage, isLanguage, LANGUAGE_COOKIE, type Language } from "@/app/_ui/words/language";
import { pagePerson } from "./identity/session";

const spoken = cache((): { language: Language | null } => ({ language: null }));

/** For a page that is made for somebody else than its browser: before anything of it is written. */
export function speak(language: Language): void {
  spoken().language = language;
}

const askedFor = cache(async (): Promise<Language> => {
  const inBrowser = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  const accepted = (await headers()).get("accept-language");
  // Where the database is away a page still says so, in a language that the browser alone knows.
  const withAccount = (await pagePerson().catch(() => null))?.language ?? undefined;
  if (isLanguage(withAccount)) return withAccount;
  return isLanguage(inBrowser) ? inBrowser : acceptedLanguage(accepted);
});

/**
 * The language of this page: what whoever is signed in chose, in whatever browser; else what was chosen in this one;
 * else what it asks for.
 */
export async function pageLanguage(): Promise<Language> {
  return spoken().language ?? askedFor();
}

/** The words of a screen in the language of this page. */
export async function wordsOf<M>(catalogue: Catalogue<M>): Promise<M> {
  return catalogue[await pageLanguage()];
}
