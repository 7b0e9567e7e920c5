import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Digest } from "@/app/_ui/digest";
import { AuthorityBadge } from "@/app/_ui/seal";
import { VerdictBadge } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { RunDetail } from "@/db/runs/views";
import { COMPARE } from "./compare-words";

const CAPTURES = ["before", "staging", "after-run", "after"] as const;

/** The two runs beside each other: engineering and authority are two lines of each, and never one. */
export async function TwoRuns({ earlier, later }: { earlier: RunDetail; later: RunDetail }) {
  const { run: words } = await wordsOf(COMPARE);
  const { copy } = await wordsOf(SHARED);
  const language = await pageLanguage();
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {(
        [
          [words.earlier, words.earlierRun, earlier],
          [words.later, words.laterRun, later],
        ] as const
      ).map(([place, label, run]) => (
        <section key={place} aria-label={label} className="card space-y-2 px-4 py-4">
          <p className="text-xs font-semibold text-faint">{place}</p>
          <p>
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link font-semibold">
              {run.name}
            </Link>{" "}
            <span className="text-sm text-faint">
              {words.created} <When at={run.createdAt} />
            </span>
          </p>
          <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
            <dt className="text-faint">{words.engineering}</dt>
            <dd>
              <VerdictBadge verdict={run.engineering.verdict} />
              {run.matrix === null && <span className="ml-2 text-faint">{words.unjudged}</span>}
            </dd>
            <dt className="text-faint">{words.authority}</dt>
            <dd>
              <AuthorityBadge authority={run.authority} language={language} />
            </dd>
            <dt className="text-faint">{words.matrix}</dt>
            <dd>
              {run.matrix ? (
                <Digest digest={run.matrix.matrixDigest} label={words.matrixDigest} copy={copy} />
              ) : (
                words.none
              )}
            </dd>
            {CAPTURES.map((phase) => {
              const there = run.evidence.find((e) => e.phase === phase);
              if (!there && phase === "after-run") return null;
              return (
                <div key={phase} className="contents">
                  <dt className="text-faint">{phase}</dt>
                  <dd>
                    {there ? (
                      <When at={there.startedAt} />
                    ) : (
                      <span className="text-none">{words.missing}</span>
                    )}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
    </div>
  );
}
