/** Languages of the screens, each by its own name. Codes (NT-n, F-OPEN-n, PASS, HOLD, …) are the same in all. */
export const LANGUAGES = { en: "English", vi: "Tiếng Việt" } as const;

export type Language = keyof typeof LANGUAGES;
export const LANGUAGE_IDS = Object.keys(LANGUAGES) as Language[];
export const LANGUAGE_COOKIE = "notouch-language";

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(LANGUAGES, text);
}

/**
 * The language that a browser asks for: of those there are, the one with the highest quality in Accept-Language
 * (RFC 9110 §12.5.4), the earlier one among equals; English where none is named.
 */
export function acceptedLanguage(header: string | null): Language {
  let best: { language: Language; quality: number } | null = null;
  for (const range of (header ?? "").split(",")) {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const language = tag.split("-")[0];
    const weight = parameters.find((p) => p.startsWith("q="))?.slice(2) ?? "1";
    const quality = /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0;
    if (isLanguage(language) && quality > (best?.quality ?? 0)) best = { language, quality };
  }
  return best?.language ?? "en";
}
