import { chooseLanguage } from "@/app/_server/choose-language";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { LANGUAGE_IDS, LANGUAGES } from "./words/language";
import { SHARED } from "./words/shared-words";

/** The other languages, each a button under its own name. A form, so that it works before any script does. */
export async function LanguageSwitch() {
  const { language: label } = await wordsOf(SHARED);
  const now = await pageLanguage();
  return (
    <form action={chooseLanguage} aria-label={label} className="no-print flex gap-1">
      {LANGUAGE_IDS.filter((id) => id !== now).map((id) => (
        <button
          key={id}
          type="submit"
          name="language"
          value={id}
          lang={id}
          title={LANGUAGES[id]}
          className="tag min-h-6 min-w-6 justify-center uppercase"
        >
          {id}
          <span className="sr-only normal-case">: {LANGUAGES[id]}</span>
        </button>
      ))}
    </form>
  );
}
