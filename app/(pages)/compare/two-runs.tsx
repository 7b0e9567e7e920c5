import Link from "next/link";
import { Digest } from "@/app/_ui/digest";
import { AuthorityBadge } from "@/app/_ui/seal";
import { VerdictBadge } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import type { RunDetail } from "@/db/views";

const CAPTURES = ["before", "staging", "after-run", "after"] as const;

/** The two runs beside each other: engineering and authority are two lines of each, and never one. */
export function TwoRuns({ earlier, later }: { earlier: RunDetail; later: RunDetail }) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {(
        [
          ["Earlier", earlier],
          ["Later", later],
        ] as const
      ).map(([place, run]) => (
        <section key={place} aria-label={`${place} run`} className="card space-y-2 px-4 py-4">
          <p className="text-xs font-semibold text-faint">{place}</p>
          <p>
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link font-semibold">
              {run.name}
            </Link>{" "}
            <span className="text-sm text-faint">
              created <When at={run.createdAt} />
            </span>
          </p>
          <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
            <dt className="text-faint">Engineering</dt>
            <dd>
              <VerdictBadge verdict={run.engineering.verdict} />
              {run.matrix === null && <span className="ml-2 text-faint">not judged</span>}
            </dd>
            <dt className="text-faint">Authority</dt>
            <dd>
              <AuthorityBadge authority={run.authority} />
            </dd>
            <dt className="text-faint">Matrix</dt>
            <dd>{run.matrix ? <Digest digest={run.matrix.matrixDigest} label="matrix digest" /> : "none"}</dd>
            {CAPTURES.map((phase) => {
              const there = run.evidence.find((e) => e.phase === phase);
              if (!there && phase === "after-run") return null;
              return (
                <div key={phase} className="contents">
                  <dt className="text-faint">{phase}</dt>
                  <dd>
                    {there ? <When at={there.startedAt} /> : <span className="text-none">missing</span>}
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
