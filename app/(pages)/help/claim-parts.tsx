import { pageLanguage, wordsOf } from "@/app/_server/language";
import { checkKinds } from "@/app/_ui/words/check-words";
import { claimSays, claimWords } from "@/app/_ui/words/domain-words";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import { Definitions } from "./definitions";
import { HELP } from "./help-words";

/** Each claim with every kind of check that it makes. */
export async function ClaimParts() {
  const words = await wordsOf(HELP);
  const language = await pageLanguage();
  const titles = claimWords(language);
  const kinds = checkKinds(language);
  return (
    <div className="space-y-6">
      {CLAIM_IDS.map((id) => (
        <section key={id} id={id} aria-labelledby={`claim-${id}`} className="scroll-mt-4">
          <h3 id={`claim-${id}`}>
            {id} {titles[id].title}
          </h3>
          <p className="mb-2 max-w-[80ch] text-soft">{claimSays(id, language)}</p>
          <section aria-label={words.checks(id)}>
            <Definitions
              of={kinds
                .filter((k) => k.claim === id)
                .map(({ kind, says }) => ({
                  id: `${id}-${kind}`,
                  term: (
                    <code>
                      {id}.{kind}
                    </code>
                  ),
                  says,
                }))}
            />
          </section>
        </section>
      ))}
    </div>
  );
}
