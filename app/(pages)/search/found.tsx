import Link from "next/link";
import { Digest } from "@/app/_ui/digest";
import { grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { pathWith } from "@/app/_ui/query";
import { When } from "@/app/_ui/when";
import type { FoundEvidence as Evidence, FoundRow, FoundRun } from "@/db/search";

export function FoundRuns({ runs }: { runs: readonly FoundRun[] }) {
  return (
    <div className="card">
      <table className="grid-table restack middle">
        <caption className="sr-only">Runs found</caption>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Profile</th>
            <th scope="col">Created</th>
            <th scope="col">By</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.slug}>
              <th scope="row" className="!whitespace-normal">
                <RunLink slug={run.slug} text={run.name} />
                <div className="font-mono text-xs font-normal break-all text-faint">{run.slug}</div>
              </th>
              <td data-label="Profile">{run.profile}</td>
              <td data-label="Created">
                <When at={run.createdAt} />
              </td>
              <td data-label="By">{run.createdBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunLink({ slug, text }: { slug: string; text: string }) {
  return (
    <Link href={`/runs/${slug}`} prefetch={false} data-step className="link">
      {text}
    </Link>
  );
}

/** Each row leads to itself in the run's diff, where both sides stand with their values. */
export function FoundRows({ rows }: { rows: readonly FoundRow[] }) {
  return (
    <Scroller label="Touched rows" className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Table</th>
            <th scope="col">What</th>
            <th scope="col">Run</th>
            <th scope="col">Between</th>
            <th scope="col">Claims</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.run} ${row.position}`}>
              <th scope="row" className="!whitespace-normal">
                <Link
                  href={pathWith(`/runs/${row.run}/diff`, {
                    table: row.table,
                    key: row.key.join("\t") || undefined,
                  })}
                  prefetch={false}
                  data-step
                  className="link font-mono text-xs break-all"
                >
                  {row.key.join(", ") || "row without a key"}
                </Link>
              </th>
              <td className="font-mono text-xs">{row.table}</td>
              <td>
                {row.kind}
                {row.kind === "changed" && (
                  <span className="block text-xs text-faint">{row.columns.join(", ")}</span>
                )}
                {row.explained && <span className="block text-xs text-faint">live birth, explained</span>}
                {row.stagingKey !== null && (
                  <span className="block text-xs font-semibold text-fail">staging key {row.stagingKey}</span>
                )}
              </td>
              <td className="font-mono text-xs">
                <RunLink slug={row.run} text={row.run} />
              </td>
              <td className="text-xs">
                {row.from === null ? "–" : <When at={row.from} />}
                <br />
                {row.until === null ? "–" : <When at={row.until} />}
              </td>
              <td className="text-xs">{row.claims.join(" ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

export function FoundEvidence({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <Scroller label="Evidence found" className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">Evidence</th>
            <th scope="col">Run</th>
            <th scope="col">Digest</th>
            <th scope="col">Captured</th>
            <th scope="col">Recorded by</th>
            <th scope="col">Database</th>
            <th scope="col" className="num !text-right">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          {evidence.map((e) => (
            <tr key={e.digest + e.run}>
              <th scope="row">{e.phase}</th>
              <td className="font-mono text-xs">
                <RunLink slug={e.run} text={e.run} />
              </td>
              <td>
                <Digest digest={e.digest} label="evidence digest" />
              </td>
              <td>
                <When at={e.startedAt} />
              </td>
              <td>{e.recordedBy}</td>
              <td className="break-all">{e.database}</td>
              <td className="num">{grouped(e.rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
