import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { ExplainButton, Explained } from "@/app/_ui/explain";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Delta, Figure } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { RowChanges } from "@/app/_ui/row-changes";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import { checkKind } from "@/app/_ui/words/check-words";
import { claimSays, claimWords } from "@/app/_ui/words/domain-words";
import type { DiffSlice } from "@/db/verdicts/views";
import type { Verdict } from "@/lib/claims/catalog";
import type { Check, ClaimResult } from "@/lib/claims/check";
import { RUN } from "./run-words";
import { isSelfTest, SelfTestResults } from "./self-test-results";

/** Why a claim has its verdict: the rule, every check with its figures, and the first rows that differ. */
export async function ClaimDetail({
  claim,
  slug,
  slice,
}: {
  claim: ClaimResult;
  slug: string;
  slice: DiffSlice | null;
}) {
  const { claims: words } = await wordsOf(RUN);
  const language = await pageLanguage();
  const checks = worstFirst(claim.checks.filter((c) => !isSelfTest(c)));
  const kinds = new Map(
    checks.flatMap((c) => {
      const kind = checkKind(c.id, language);
      return kind === null ? [] : [[kind.kind, kind] as const];
    }),
  );
  return (
    <div className="space-y-3 border-t border-line px-3 py-4 sm:px-6">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-faint">{words.proven}</span> {claimWords(language)[claim.id].proven}
        <ExplainButton of={`explain-${claim.id}`} label={words.explain(claim.id)} />
        <a
          href={`#${claim.id}`}
          data-link
          data-copy-link
          className="link no-print ml-auto text-xs"
          aria-label={words.link(claim.id)}
        >
          #{claim.id}
        </a>
      </p>
      <Explained
        id={`explain-${claim.id}`}
        text={claimSays(claim.id, language)}
        href={`/help#${claim.id}`}
        more={words.more}
      />
      {[...kinds.values()].map(({ kind, says }) => (
        <Explained
          key={kind}
          id={`explain-${claim.id}-${kind}`}
          text={says}
          href={kind === "bracket" ? "/help#bracket" : `/help#${claim.id}-${kind}`}
          more={words.more}
        />
      ))}
      {claim.failOpen.length > 0 && (
        <p className="flex flex-wrap gap-1.5">
          {claim.failOpen.map((code) => (
            <FailOpenBadge key={code} code={code} named explained language={language} />
          ))}
        </p>
      )}
      <Scroller label={words.checksOf(claim.id)} className="card">
        <table className="grid-table restack">
          <thead>
            <tr>
              <th scope="col">{words.check}</th>
              <th scope="col">{words.verdict}</th>
              <th scope="col" className="num !text-right">
                {words.before}
              </th>
              <th scope="col" className="num !text-right">
                {words.after}
              </th>
              <th scope="col" className="num !text-right">
                {words.delta}
              </th>
              <th scope="col" className="w-[38%]">
                {words.found}
              </th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => {
              const kind = checkKind(check.id, language);
              const { sign, word, text } = VERDICT_LOOK[check.verdict];
              return (
                <tr key={check.id}>
                  <th
                    scope="row"
                    className="!font-mono !text-[0.8125rem] !font-medium !whitespace-normal !text-ink"
                  >
                    <span className="break-all">{check.id}</span>
                    {kind !== null && (
                      <ExplainButton
                        of={`explain-${claim.id}-${kind.kind}`}
                        label={words.explain(check.id)}
                      />
                    )}
                  </th>
                  <td className={`font-bold whitespace-nowrap ${text}`}>
                    <Icon sign={sign} size={13} weight={2.8} className="mr-1 inline align-[-2px]" />
                    {word}
                  </td>
                  <td data-label={words.before} className="num max-w-48 !whitespace-normal">
                    <Figure text={check.before} language={language} />
                  </td>
                  <td data-label={words.after} className="num max-w-48 !whitespace-normal">
                    <Figure text={check.after} language={language} />
                  </td>
                  <td data-label={words.delta} className="num max-w-40 !whitespace-normal">
                    <Delta text={check.delta} language={language} />
                  </td>
                  <td className="wide text-soft" lang="en">
                    {check.detail}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
      <SelfTestResults checks={claim.checks.filter(isSelfTest)} />
      {slice !== null && slice.rows.length > 0 && (
        <div className="space-y-2">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
            <strong>{words.looksAt(slice.rows.length, slice.total)}</strong>
            <Link href={`/runs/${slug}/diff?claim=${claim.id}`} prefetch={false} className="link no-print">
              {words.diff}
            </Link>
          </p>
          <RowChanges language={language} rows={slice.rows} label={words.rowsOf(claim.id)} />
        </div>
      )}
    </div>
  );
}

const URGENCY: Readonly<Record<Verdict, number>> = { FAIL: 0, NO_EVIDENCE: 1, PASS: 2 };

/** What fails or lacks evidence stands first; within that, the order of the claim. */
function worstFirst(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => URGENCY[a.verdict] - URGENCY[b.verdict]);
}
