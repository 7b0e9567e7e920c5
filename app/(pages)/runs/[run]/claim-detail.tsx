import Link from "next/link";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Delta, Figure, grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { RowChanges } from "@/app/_ui/row-changes";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import type { DiffSlice } from "@/db/views";
import { CLAIMS, type Verdict } from "@/lib/claims/catalog";
import type { Check, ClaimResult } from "@/lib/claims/check";
import { isSelfTest, SelfTestResults } from "./self-test-results";

/** Why a claim has its verdict: the rule, every check with its figures, and the first rows that differ. */
export function ClaimDetail({
  claim,
  slug,
  slice,
}: {
  claim: ClaimResult;
  slug: string;
  slice: DiffSlice | null;
}) {
  return (
    <div className="space-y-3 border-t border-line px-3 py-4 sm:px-6">
      <p>
        <span className="text-faint">To be proven:</span> {CLAIMS[claim.id].proven}
      </p>
      {claim.failOpen.length > 0 && (
        <p className="flex flex-wrap gap-1.5">
          {claim.failOpen.map((code) => (
            <FailOpenBadge key={code} code={code} named />
          ))}
        </p>
      )}
      <Scroller label={`Checks of ${claim.id}`} className="card">
        <table className="grid-table restack">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Verdict</th>
              <th scope="col" className="num !text-right">
                Before
              </th>
              <th scope="col" className="num !text-right">
                After
              </th>
              <th scope="col" className="num !text-right">
                Delta
              </th>
              <th scope="col" className="w-[38%]">
                What was found
              </th>
            </tr>
          </thead>
          <tbody>
            {worstFirst(claim.checks.filter((c) => !isSelfTest(c))).map((check) => {
              const { sign, word, text } = VERDICT_LOOK[check.verdict];
              return (
                <tr key={check.id}>
                  <th
                    scope="row"
                    className="!font-mono !text-[0.8125rem] !font-medium !whitespace-normal !text-ink"
                  >
                    <span className="break-all">{check.id}</span>
                  </th>
                  <td className={`font-bold whitespace-nowrap ${text}`}>
                    <Icon sign={sign} size={13} weight={2.8} className="mr-1 inline align-[-2px]" />
                    {word}
                  </td>
                  <td data-label="before" className="num max-w-48 !whitespace-normal">
                    <Figure text={check.before} />
                  </td>
                  <td data-label="after" className="num max-w-48 !whitespace-normal">
                    <Figure text={check.after} />
                  </td>
                  <td data-label="delta" className="num max-w-40 !whitespace-normal">
                    <Delta text={check.delta} />
                  </td>
                  <td className="wide text-soft">{check.detail}</td>
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
            <strong>
              {slice.total > slice.rows.length
                ? `First ${slice.rows.length} of ${grouped(slice.total)} rows`
                : `${grouped(slice.total)} ${slice.total === 1 ? "row" : "rows"}`}{" "}
              that this claim looks at
            </strong>
            <Link href={`/runs/${slug}/diff?claim=${claim.id}`} prefetch={false} className="link no-print">
              Open the row diff
            </Link>
          </p>
          <RowChanges rows={slice.rows} label={`Rows of ${claim.id}`} />
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
