import Link from "next/link";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { AuthorityBadge } from "@/app/_ui/seal";
import { VerdictBadge, VerdictCells } from "@/app/_ui/verdict";
import { Age } from "@/app/_ui/when";
import type { RunView } from "@/db/views";

const REQUIRED = ["before", "staging", "after"] as const;

/** Runs, newest first. Verdict and authority stand in separate columns, each in its own drawing. */
export function RunsTable({ runs, now }: { runs: readonly RunView[]; now: Date }) {
  return (
    <div className="card">
      <table className="grid-table restack middle">
        <caption className="sr-only">Runs, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Engineering</th>
            <th scope="col">NT-1 to NT-8</th>
            <th scope="col">F-OPEN</th>
            <th scope="col">Authority</th>
            <th scope="col">Evidence</th>
            <th scope="col">Age</th>
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
              </td>
              <td>
                {run.engineering.failOpen.length > 0 && (
                  <span className="flex flex-wrap gap-1 lg:w-50">
                    {run.engineering.failOpen.map((code) => (
                      <FailOpenBadge key={code} code={code} />
                    ))}
                  </span>
                )}
              </td>
              <td>
                <AuthorityBadge authority={run.authority} />
              </td>
              <td data-label="Evidence">
                <Count run={run} />
              </td>
              <td className="text-soft">
                <Age at={run.createdAt} now={now} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Count({ run }: { run: RunView }) {
  const missing = REQUIRED.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  return (
    <span
      className="whitespace-nowrap"
      title={missing.length > 0 ? `missing: ${missing.join(", ")}` : "all captures are here"}
    >
      {REQUIRED.length - missing.length}/{REQUIRED.length}
      {missing.length > 0 && <span className="block text-xs text-faint">lacks {missing.join(", ")}</span>}
    </span>
  );
}
