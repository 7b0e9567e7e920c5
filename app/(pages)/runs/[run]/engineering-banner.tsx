import { pageLanguage, wordsOf } from "@/app/_server/language";
import { ExplainButton, Explained } from "@/app/_ui/explain";
import { FailOpenBadge, FailOpenExplained } from "@/app/_ui/fail-open-badge";
import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK, VerdictCells } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import { verdictSays } from "@/app/_ui/words/domain-words";
import { engineeringSentence, VERDICT_WORD } from "@/app/_ui/words/engineering-sentence";
import { SENTENCE } from "@/app/_ui/words/sentence-words";
import type { RunDetail } from "@/db/runs/views";
import type { DiffSlice } from "@/db/verdicts/views";
import { RUN } from "./run-words";

/** Banner 1: what the evidence proves. It knows nothing of authority. */
export async function EngineeringBanner({ run, changes }: { run: RunDetail; changes: DiffSlice | null }) {
  const words = await wordsOf(RUN);
  const language = await pageLanguage();
  const { engineering, matrix } = run;
  const { sign, frame, text } = VERDICT_LOOK[engineering.verdict];
  const [headline, ...rest] =
    matrix === null
      ? [VERDICT_WORD.NO_EVIDENCE, SENTENCE[language].judging]
      : engineeringSentence(matrix, changes, language).split(": ");
  return (
    <section
      aria-labelledby="engineering"
      className={`rounded-lg border border-l-[6px] px-4 py-4 sm:px-5 ${frame}`}
    >
      <div className="flex items-center gap-1">
        <h2 id="engineering" className="text-xs font-semibold tracking-wide text-soft uppercase">
          {words.engineering.title}
        </h2>
        <ExplainButton of="explain-verdict" label={words.claims.explain(headline ?? "")} />
        <Explained
          id="explain-verdict"
          text={verdictSays(language)[engineering.verdict]}
          href="/help#verdicts"
          more={words.claims.more}
        />
      </div>
      <div className="mt-1 flex items-start gap-3">
        <Icon sign={sign} size={30} weight={2.6} className="mt-0.5 shrink-0" />
        <p className="min-w-0 text-lg leading-snug text-ink sm:text-xl">
          <strong className={text}>{headline}</strong>: {rest.join(": ")}
        </p>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft">
        <VerdictCells claims={engineering.claims} />
        <FailOpenExplained codes={engineering.failOpen} language={language} more={words.claims.more} />
        {engineering.failOpen.length > 0 && (
          <span className="flex flex-wrap gap-1.5">
            {engineering.failOpen.map((code) => (
              <FailOpenBadge key={code} code={code} named explained language={language} />
            ))}
          </span>
        )}
        {matrix !== null && engineering.evaluatedAt !== null && (
          <span>
            {words.engineering.judged} <When at={engineering.evaluatedAt} />{" "}
            {words.engineering.by(matrix.evaluator)}
          </span>
        )}
      </div>
    </section>
  );
}
