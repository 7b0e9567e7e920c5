import Link from "next/link";
import { Figure } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { VERDICT_LOOK, VerdictBadge } from "@/app/_ui/verdict";
import { CLAIMS } from "@/lib/claims/catalog";
import type { Check, ClaimResult } from "@/lib/claims/check";
import type { ClaimPair } from "@/lib/verdict/compare";

/** The claims of both runs in their order, all eight, with the checks that moved under each. */
export function ClaimPairs(props: {
  pairs: readonly ClaimPair[];
  earlier: string;
  later: string;
  comparable: boolean;
}) {
  const { pairs, earlier, later, comparable } = props;
  const changed = pairs.filter((p) => p.changed).length;
  return (
    <div className="space-y-3">
      {comparable && (
        <p role="status">
          {changed === 0
            ? "All eight verdicts are the same in both runs."
            : `${changed} of ${pairs.length} verdicts ${changed === 1 ? "is" : "are"} not the same.`}
        </p>
      )}
      <div className="card overflow-hidden">
        <table className="grid-table restack">
          <caption className="sr-only">The eight claims in both runs</caption>
          <thead>
            <tr>
              <th scope="col">Claim</th>
              <th scope="col">{earlier}</th>
              <th scope="col">{later}</th>
              <th scope="col" className="w-[45%]">
                What changed
              </th>
            </tr>
          </thead>
          <tbody>
            {pairs.map((pair) => (
              <tr key={pair.id}>
                <th scope="row" className="!text-sm !font-normal !whitespace-normal !text-ink">
                  <span className="font-semibold">{pair.id}</span> {CLAIMS[pair.id].title}
                </th>
                <td data-label={earlier}>
                  <Side claim={pair.earlier} run={earlier} />
                </td>
                <td data-label={later}>
                  <Side claim={pair.later} run={later} />
                </td>
                <td className="wide">
                  <What pair={pair} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Side({ claim, run }: { claim: ClaimResult | null; run: string }) {
  if (claim === null) return <span className="text-none">not judged</span>;
  return (
    <Link href={`/runs/${run}#${claim.id}`} prefetch={false} className="no-underline" data-step>
      <VerdictBadge verdict={claim.verdict} />
    </Link>
  );
}

function What({ pair: { id, changed, checks, earlier, later } }: { pair: ClaimPair }) {
  if (changed === null) return <span className="text-none">not comparable</span>;
  const words =
    changed && earlier && later
      ? `was ${VERDICT_LOOK[earlier.verdict].word}, is ${VERDICT_LOOK[later.verdict].word}`
      : "the same verdict";
  return (
    <>
      <p className={changed ? "font-semibold" : "text-faint"}>{words}</p>
      {checks.length > 0 && (
        <details>
          <summary className="text-xs text-faint hover:text-ink">
            {checks.length} {checks.length === 1 ? "check that is" : "checks that are"} not the same
          </summary>
          <Scroller label={`Checks of ${id} that moved`} className="mt-2">
            <table className="grid-table">
              <thead>
                <tr>
                  <th scope="col">Check</th>
                  <th scope="col">Earlier</th>
                  <th scope="col">Later</th>
                </tr>
              </thead>
              <tbody>
                {checks.map((check) => (
                  <tr key={check.id}>
                    <th scope="row" className="!font-mono !whitespace-normal">
                      <span className="break-all">{check.id}</span>
                    </th>
                    <td>
                      <CheckSide check={check.earlier} />
                    </td>
                    <td>
                      <CheckSide check={check.later} />
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

function CheckSide({ check }: { check: Check | null }) {
  if (check === null) return <span className="text-faint">no such check</span>;
  return (
    <>
      <VerdictBadge verdict={check.verdict} />
      <span className="mt-1 block [&_.digest]:min-h-6">
        <Figure text={check.before} /> <span aria-hidden>→</span>
        <span className="sr-only">became</span> <Figure text={check.after} />
      </span>
    </>
  );
}
