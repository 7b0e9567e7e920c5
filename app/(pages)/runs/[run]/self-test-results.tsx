import { wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import type { Check } from "@/lib/claims/check";
import { RUN } from "./run-words";

const PREFIX = "NT-8.self-test.";

/** Checks of the self-test: their figures are verdicts, without and with the violation, and not before and after. */
export function isSelfTest(check: Check): boolean {
  return check.id.startsWith(PREFIX);
}

/** What was injected into this very evidence, claim by claim, and whether the judge saw it. */
export async function SelfTestResults({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  const { selfTest } = await wordsOf(RUN);
  const caught = checks.filter((c) => c.verdict === "PASS").length;
  return (
    <section aria-label={selfTest.title} className="space-y-2">
      <p>
        <strong>{selfTest.seen(caught, checks.length)}</strong>{" "}
        <span className="text-soft">{selfTest.says}</span>
      </p>
      <ul className="card divide-y divide-line">
        {checks.map((check) => {
          const { sign, text } = VERDICT_LOOK[check.verdict];
          const outcome = selfTest.outcome[check.verdict];
          return (
            <li key={check.id} className="flex flex-wrap gap-x-3 gap-y-0.5 px-4 py-2">
              <span className="w-14 shrink-0 font-semibold">{check.id.slice(PREFIX.length)}</span>
              <span className={`w-28 shrink-0 font-bold whitespace-nowrap ${text}`}>
                <Icon sign={sign} size={13} weight={2.8} className="mr-1 inline align-[-2px]" />
                {outcome}
              </span>
              <span className="min-w-0 flex-1 basis-64 break-words text-soft">
                <span lang="en">{check.detail}</span>
                {check.before !== null && check.after !== null && (
                  <span className="text-faint"> {selfTest.both(check.before, check.after)}</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
