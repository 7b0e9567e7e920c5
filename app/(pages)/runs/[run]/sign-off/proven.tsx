import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FullDigest } from "@/app/_ui/digest";
import { VerdictBadge } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import { engineeringSentence, VERDICT_WORD } from "@/app/_ui/words/engineering-sentence";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { RunDetail } from "@/db/runs/views";
import type { DiffSlice } from "@/db/verdicts/views";
import { isWhole, REQUIRED } from "../missing-evidence";
import { RUN } from "../run-words";
import { PlainClaims } from "./plain-claims";
import { SIGN_OFF } from "./sign-off-words";

/** The engineering outcome as an Owner reads it: one sentence, eight more, and what they rest on. */
export async function Proven({ run, changes }: { run: RunDetail; changes: DiffSlice | null }) {
  const { proven, rests } = await wordsOf(SIGN_OFF);
  const { bracket, matrixDigest } = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  const language = await pageLanguage();
  const { matrix } = run;
  const whole = isWhole(run);
  return (
    <>
      <h2 className="mb-2 text-lg">{proven.title}</h2>
      {matrix !== null && (
        <p className="mb-3">
          <VerdictBadge verdict={matrix.engineering} />{" "}
          {engineeringSentence(matrix, changes, language).slice(
            `${VERDICT_WORD[matrix.engineering]}: `.length,
          )}
        </p>
      )}
      <PlainClaims run={run} />
      <h3 className="mt-6 mb-2 font-semibold">{rests.title}</h3>
      <dl className="grid gap-x-4 gap-y-1.5 text-sm sm:grid-cols-[8.5rem_1fr]">
        <dt className="text-faint">{rests.evidence}</dt>
        <dd>
          <ul className="flex flex-wrap gap-x-4">
            {REQUIRED.map((phase) => {
              const evidence = run.evidence.find((e) => e.phase === phase);
              return (
                <li key={phase}>
                  <span className="font-semibold">{phase}</span>{" "}
                  {evidence ? (
                    <When at={evidence.startedAt} />
                  ) : (
                    <span className="font-semibold text-none">{rests.missing}</span>
                  )}
                </li>
              );
            })}
          </ul>
        </dd>
        {matrix !== null && matrix.bracket.length > 0 && (
          <>
            <dt className="text-faint">{rests.bracket}</dt>
            <dd>
              {/* Conditions over captures that are not there hold of nothing. */}
              {whole
                ? bracket.held(matrix.bracket.filter((c) => c.holds).length, matrix.bracket.length)
                : bracket.unclosed}
            </dd>
          </>
        )}
        <dt className="text-faint">{rests.contributors}</dt>
        <dd>
          {run.contributors.length === 0 ? rests.nobody : run.contributors.map((c) => c.username).join(", ")}
        </dd>
        <dt className="text-faint">{rests.digest}</dt>
        <dd>
          {matrix === null ? (
            rests.undigested
          ) : (
            <FullDigest digest={matrix.matrixDigest} label={matrixDigest} copy={copy} />
          )}
        </dd>
      </dl>
    </>
  );
}
