import Link from "next/link";
import { Fragment } from "react";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Figure } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { VERDICT_LOOK, VerdictBadge } from "@/app/_ui/verdict";
import { claimWords } from "@/app/_ui/words/domain-words";
import type { Language } from "@/app/_ui/words/language";
import type { Check, ClaimResult } from "@/lib/claims/check";
import type { ClaimPair } from "@/lib/verdict/compare";
import { COMPARE, type CompareWords } from "./compare-words";

type ClaimsWords = CompareWords["claims"];

/** The claims of both runs in their order, all eight, with the checks that moved under each. */
export async function ClaimPairs(props: {
  pairs: readonly ClaimPair[];
  earlier: string;
  later: string;
  comparable: boolean;
}) {
  const { pairs, earlier, later, comparable } = props;
  const { claims: words } = await wordsOf(COMPARE);
  const language = await pageLanguage();
  const titles = claimWords(language);
  const changed = pairs.filter((p) => p.changed).length;
  return (
    <div className="space-y-3">
      {comparable && <p role="status">{changed === 0 ? words.same : words.moved(changed, pairs.length)}</p>}
      <div className="card overflow-hidden">
        <table className="grid-table restack">
          <caption className="sr-only">{words.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.claim}</th>
              <th scope="col">{earlier}</th>
              <th scope="col">{later}</th>
              <th scope="col" className="w-[45%]">
                {words.what}
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.id}>
                <th scope="row" className="!text-sm !font-normal !whitespace-normal !text-ink">
                  <span className="font-semibold">{pair.id}</span> {titles[pair.id].title}
                </th>
                <td data-label={earlier}>
                  <Side claim={pair.earlier} run={earlier} unjudged={words.unjudged} />
                </td>
                <td data-label={later}>
                  <Side claim={pair.later} run={later} unjudged={words.unjudged} />
                </td>
                <td className="wide">
                  <What pair={pair} words={words} language={language} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Side(props: { claim: ClaimResult | null; run: string; unjudged: string }) {
  const { claim, run, unjudged } = props;
  if (claim === null) return <span className="text-none">{unjudged}</span>;
  return (
    <Link href={`/runs/${run}#${claim.id}`} prefetch={false} className="no-underline" data-step>
      <VerdictBadge verdict={claim.verdict} />
    </Link>
  );
}

function What({
  pair: { id, changed, checks, earlier, later },
  words,
  language,
}: {
  pair: ClaimPair;
  words: ClaimsWords;
  language: Language;
}) {
  if (changed === null) return <span className="text-none">{words.incomparable}</span>;
  const says =
    changed && earlier && later
      ? words.became(VERDICT_LOOK[earlier.verdict].word, VERDICT_LOOK[later.verdict].word)
      : words.unchanged;
  return (
    <>
      <p className={changed ? "font-semibold" : "text-faint"}>{says}</p>
      {checks.length > 0 && (
        <details>
          <summary className="text-xs text-faint hover:text-ink">{words.checks(checks.length)}</summary>
          <Scroller label={words.checksOf(id)} className="mt-2">
            <table className="grid-table">
              <thead>
                <tr>
                  <th scope="col">{words.check}</th>
                  <th scope="col">{words.earlier}</th>
                  <th scope="col">{words.later}</th>
                </tr>
              </thead>
              <tbody>
                {checks.map((check) => (
                  <tr key={check.id}>
                    <th scope="row" className="!font-mono !whitespace-normal">
                      <CheckId id={check.id} />
                    </th>
                    <td>
                      <CheckSide check={check.earlier} words={words} language={language} />
                    </td>
                    <td>
                      <CheckSide check={check.later} words={words} language={language} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        </details>
      )}
    </>
  );
}

/** A long id breaks behind its dots and underscores, never within a word. */
function CheckId({ id }: { id: string }) {
  return id.split(/(?<=[._])/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one id never move
    <Fragment key={i}>
      {part}
      <wbr />
    </Fragment>
  ));
}

function CheckSide(props: { check: Check | null; words: ClaimsWords; language: Language }) {
  const { check, words, language } = props;
  if (check === null) return <span className="text-faint">{words.noCheck}</span>;
  return (
    <>
      <VerdictBadge verdict={check.verdict} />
      <span className="mt-1 block [&_.digest]:min-h-6">
        <Figure text={check.before} language={language} /> <span aria-hidden>→</span>
        <span className="sr-only">{words.turned}</span> <Figure text={check.after} language={language} />
      </span>
    </>
  );
}
