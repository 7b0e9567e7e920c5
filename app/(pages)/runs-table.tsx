import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { AuthorityBadge } from "@/app/_ui/seal";
import { VerdictBadge, VerdictCells } from "@/app/_ui/verdict";
import { Age } from "@/app/_ui/when";
import { filled } from "@/app/_ui/words/catalogue";
import { REVISIT_DUE } from "@/app/_ui/words/domain-words";
import type { RunView } from "@/db/runs/views";
import { revisitDue } from "@/lib/authority/authority";
import { REQUIRED } from "./runs/[run]/missing-evidence";
import { RUNS } from "./runs-words";

/** Runs, newest first. Verdict and authority stand in separate columns, each in its own drawing. */
export async function RunsTable({ runs, now }: { runs: readonly RunView[]; now: Date }) {
  const { caption, columns, pick } = await wordsOf(RUNS);
  const language = await pageLanguage();
  return (
    <div className="card">
      <table className="grid-table restack middle">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="w-[26%]">
              {columns.run}
            </th>
            <th scope="col">{columns.engineering}</th>
            <th scope="col">{columns.claims}</th>
            <th scope="col">{columns.authority}</th>
            <th scope="col">{columns.evidence}</th>
            <th scope="col">{columns.age}</th>
            <th scope="col" className="no-print">
              {columns.pick}
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="row-link">
              <th scope="row" className="!whitespace-normal">
                <Link
                  href={`/runs/${run.slug}`}
                  prefetch={false}
                  data-step
                  className="text-base font-semibold break-words text-ink no-underline hover:underline"
                >
                  {run.name}
                </Link>
                <div className="font-mono text-xs font-normal break-all text-faint">{run.slug}</div>
              </th>
              <td>
                <VerdictBadge verdict={run.engineering.verdict} />
              </td>
              <td>
                <VerdictCells claims={run.engineering.claims} />
                {run.engineering.failOpen.length > 0 && (
                  <span className="mt-1.5 flex flex-wrap gap-1 lg:w-62">
                    {run.engineering.failOpen.map((code) => (
                      <FailOpenBadge key={code} code={code} language={language} />
                    ))}
                  </span>
                )}
              </td>
              <td>
                <AuthorityBadge authority={run.authority} language={language} />
                {revisitDue(run.authority, now) && (
                  <p>
                    <span className="tag border-ink font-semibold text-ink">{REVISIT_DUE[language]}</span>
                  </p>
                )}
              </td>
              <td data-label={columns.evidence}>
                <Count run={run} />
              </td>
              <td className="text-soft">
                <Age at={run.createdAt} now={now} language={language} />
              </td>
              <td className="no-print" data-label={columns.pick}>
                <input
                  type="checkbox"
                  data-pick
                  value={run.slug}
                  aria-label={filled(pick.one, { name: run.name })}
                  className="size-4.5 accent-ink"
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function Count({ run }: { run: RunView }) {
  const words = await wordsOf(RUNS);
  const missing = REQUIRED.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  return (
    <span
      className="whitespace-nowrap"
      title={missing.length > 0 ? words.lacks(missing.join(", ")) : words.all}
    >
      {REQUIRED.length - missing.length}/{REQUIRED.length}
      {missing.length > 0 && (
        <span className="block text-xs text-faint">{words.lacks(missing.join(", "))}</span>
      )}
    </span>
  );
}
