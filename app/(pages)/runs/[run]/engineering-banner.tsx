import { engineeringSentence } from "@/app/_ui/engineering-sentence";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK, VerdictCells } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import type { DiffSlice, RunDetail } from "@/db/views";

/** Banner 1: what the evidence proves. It knows nothing of authority. */
export function EngineeringBanner({ run, changes }: { run: RunDetail; changes: DiffSlice | null }) {
  const { engineering, matrix } = run;
  const { sign, frame, text, word } = VERDICT_LOOK[engineering.verdict];
  const [headline, ...rest] = sentenceOf(run, changes).split(": ");
  return (
    <section
      aria-labelledby="engineering"
      className={`rounded-lg border border-l-[6px] px-4 py-4 sm:px-5 ${frame}`}
    >
      <h2 id="engineering" className="text-xs font-semibold tracking-wide text-soft uppercase">
        Engineering verdict
      </h2>
      <div className="mt-1.5 flex items-start gap-3">
        <Icon sign={sign} size={30} weight={2.6} className="mt-0.5 shrink-0" />
        <p className="min-w-0 text-lg leading-snug text-ink sm:text-xl">
          <strong className={text}>{rest.length > 0 ? headline : word}</strong>:{" "}
          {rest.length > 0 ? rest.join(": ") : headline}
        </p>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-soft">
        <VerdictCells claims={engineering.claims} />
        {engineering.failOpen.length > 0 && (
          <span className="flex flex-wrap gap-1.5">
            {engineering.failOpen.map((code) => (
              <FailOpenBadge key={code} code={code} named />
            ))}
          </span>
        )}
        {matrix !== null && engineering.evaluatedAt !== null && (
          <span>
            Judged <When at={engineering.evaluatedAt} /> by evaluator {matrix.evaluator}
          </span>
        )}
      </div>
    </section>
  );
}

function sentenceOf(run: RunDetail, changes: DiffSlice | null): string {
  if (run.matrix !== null) return engineeringSentence(run.matrix, changes);
  return "NO EVIDENCE: the evidence is being judged. This page refreshes itself.";
}
