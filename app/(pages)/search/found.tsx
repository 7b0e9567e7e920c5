import Link from "next/link";
import { Digest } from "@/app/_ui/digest";
import { grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { pathWith } from "@/app/_ui/query";
import { When } from "@/app/_ui/when";
import type { Language } from "@/app/_ui/words/language";
import type { FoundEvidence as Evidence, FoundRow, FoundRun } from "@/db/search/search";
import type { ChangeKind } from "@/lib/verdict/change";
import type { SearchWords } from "./search-words";

export function FoundRuns({ runs, words }: { runs: readonly FoundRun[]; words: SearchWords }) {
  return (
    <div className="card">
      <table className="grid-table restack middle">
        <caption className="sr-only">{words.runsFound}</caption>
        <thead>
          <tr>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.profile}</th>
            <th scope="col">{words.created}</th>
            <th scope="col">{words.by}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.slug}>
              <th scope="row" className="!whitespace-normal">
                <RunLink slug={run.slug} text={run.name} />
                <div className="font-mono text-xs font-normal break-all text-faint">{run.slug}</div>
              </th>
              <td data-label={words.profile}>{run.profile}</td>
              <td data-label={words.created}>
                <When at={run.createdAt} />
              </td>
              <td data-label={words.by}>{run.createdBy}</td>
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
export function FoundRows({
  rows,
  words,
  kinds,
}: {
  rows: readonly FoundRow[];
  words: SearchWords;
  kinds: Readonly<Record<ChangeKind, string>>;
}) {
  return (
    <Scroller label={words.places.rows} className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">{words.row}</th>
            <th scope="col">{words.table}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.between}</th>
            <th scope="col">{words.claims}</th>
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
                  {row.key.join(", ") || words.keyless}
                </Link>
              </th>
              <td className="font-mono text-xs">{row.table}</td>
              <td>
                {kinds[row.kind]}
                {row.kind === "changed" && (
                  <span className="block text-xs text-faint">{row.columns.join(", ")}</span>
                )}
                {row.explained && <span className="block text-xs text-faint">{words.born}</span>}
                {row.stagingKey !== null && (
                  <span className="block text-xs font-semibold text-fail">
                    {words.stagingKey} {row.stagingKey}
                  </span>
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

export function FoundEvidence({
  evidence,
  words,
  language,
}: {
  evidence: readonly Evidence[];
  words: SearchWords;
  language: Language;
}) {
  return (
    <Scroller label={words.evidenceFound} className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">{words.evidence}</th>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.digest}</th>
            <th scope="col">{words.captured}</th>
            <th scope="col">{words.recordedBy}</th>
            <th scope="col">{words.database}</th>
            <th scope="col" className="num !text-right">
              {words.rows}
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
                <Digest digest={e.digest} label={words.evidenceDigest} />
              </td>
              <td>
                <When at={e.startedAt} />
              </td>
              <td>{e.recordedBy}</td>
              <td className="break-all">{e.database}</td>
              <td className="num">{grouped(e.rows, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
