import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Digest } from "@/app/_ui/digest";
import { grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { When } from "@/app/_ui/when";
import { isCaveatCode } from "@/app/_ui/words/bracket-words";
import { PRESENCE_WORDS } from "@/app/_ui/words/domain-words";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { EntryView } from "@/db/ledger/views";
import type { RunDetail } from "@/db/runs/views";
import type { ReportView } from "@/db/verdicts/declarations";
import type { Decision } from "@/lib/authority/authority";
import type { Caveat } from "@/lib/claims/check";
import type { BracketCondition } from "@/lib/verdict/matrix";
import { RUN } from "./run-words";

/** Conditions of the bracket: those that do not hold in the open, the others folded. */
export async function BracketConditions({
  conditions,
  whole,
  open = false,
}: {
  conditions: readonly BracketCondition[];
  /** Every capture is here: else the bracket is not closed, whatever holds of the others. */
  whole: boolean;
  open?: boolean;
}) {
  const { bracket } = await wordsOf(RUN);
  const broken = conditions.filter((c) => !c.holds);
  const held = conditions.filter((c) => c.holds);
  if (conditions.length === 0) return null;
  return (
    <div className="mt-4 space-y-2 text-sm">
      {broken.map((c) => (
        <p
          key={c.id}
          className="flex gap-2 rounded-lg border border-dashed border-edge bg-none-wash px-4 py-2.5"
        >
          <Icon sign="question" size={17} className="mt-0.5 shrink-0 text-none" />
          <span>
            <strong>{bracket.broken(c.id)}</strong> <span lang="en">{c.detail}</span>
          </span>
        </p>
      ))}
      {held.length > 0 && (
        <details open={open}>
          <summary className="text-faint hover:text-ink">
            {(whole ? bracket.held : bracket.partly)(held.length, conditions.length)}
          </summary>
          <ul className="mt-2 space-y-1">
            {held.map((c) => (
              <li key={c.id} className="flex gap-2">
                <Icon sign="check" size={15} className="mt-0.5 shrink-0 text-pass" />
                <span>
                  <a href={`/help#bracket-${c.id}`} className="font-bold text-ink">
                    {c.id}
                  </a>{" "}
                  <span className="text-soft" lang="en">
                    {c.detail}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export async function Caveats({ caveats }: { caveats: readonly Caveat[] }) {
  const language = await pageLanguage();
  return (
    <ul className="card divide-y divide-line">
      {caveats.map((c) => (
        <li key={`${c.code} ${c.table}`} className="px-4 py-2.5">
          <a
            href={isCaveatCode(c.code) ? `/help#caveat-${c.code}` : `/help#${c.code}`}
            className="font-bold text-ink"
          >
            {c.code}
          </a>
          {c.table !== null && <code className="ml-2 text-soft">{c.table}</code>}
          <span className="ml-2 text-faint">× {grouped(c.count, language)}</span>
          <p className="text-soft" lang="en">
            {c.detail}
          </p>
        </li>
      ))}
    </ul>
  );
}

export async function Declarations(props: {
  run: Pick<RunDetail, "declarations">;
  reports: ReadonlyMap<number, ReportView>;
}) {
  const { run, reports } = props;
  const { declared } = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  const rest = (report: ReportView | undefined) =>
    report === undefined ? (
      declared.alone
    ) : (
      <>
        {declared.rests(report.result, report.claims.length)}{" "}
        <Digest digest={report.digest} label={declared.report} copy={copy} />
      </>
    );
  return (
    <ul className="card divide-y divide-line">
      {run.declarations.map((d) => (
        <li key={d.ledgerIndex} className="px-4 py-2.5">
          {declared.by(d.declaredBy)} <strong>{d.result}</strong> <When at={d.declaredAt} />{" "}
          <span className="text-faint">· {declared.entry(d.ledgerIndex)}</span>
          <p className="text-sm text-soft">{rest(reports.get(d.ledgerIndex))}</p>
        </li>
      ))}
    </ul>
  );
}

export async function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const words = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  const presences = PRESENCE_WORDS[await pageLanguage()];
  const newest = [...decisions].sort((a, b) => b.ledgerIndex - a.ledgerIndex);
  return (
    <ol className="card divide-y divide-line">
      {newest.map((d) => (
        <li key={d.id} className="px-4 py-3">
          <p>
            <strong>{d.kind}</strong> {words.decisions.by(d.decidedBy)} <When at={d.decidedAt} />{" "}
            <span className="text-faint">
              · {words.declared.entry(d.ledgerIndex)} · {presences[d.presence]}
            </span>
          </p>
          <p className="mt-0.5 break-words">{d.reason}</p>
          <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
            {d.scope !== null && (
              <span>
                {words.decisions.scope} {d.scope}
              </span>
            )}
            {d.expiresAt !== null && (
              <span>
                {words.decisions.until} <When at={d.expiresAt} />
              </span>
            )}
            {d.revisitAt !== null && (
              <span>
                {words.decisions.revisit} <When at={d.revisitAt} />
              </span>
            )}
            <span>
              {words.matrix} <Digest digest={d.matrixDigest} label={words.matrixDigest} copy={copy} />
            </span>
          </p>
          {d.acknowledgedCaveats.length + d.acknowledgedBlockers.length > 0 && (
            <p className="mt-1 text-sm text-faint">
              {words.decisions.acknowledged}{" "}
              {[...d.acknowledgedCaveats, ...d.acknowledgedBlockers].join(", ")}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

export async function Entries({ entries }: { entries: readonly EntryView[] }) {
  const { entries: words } = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  return (
    <Scroller label={words.label} className="card">
      <table className="grid-table min-w-[38rem]">
        <thead>
          <tr>
            <th scope="col" className="num !text-right">
              {words.entry}
            </th>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.by}</th>
            <th scope="col">{words.hash}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((e) => (
            <tr key={e.index}>
              <td className="num">{e.index}</td>
              <td>
                <When at={e.at} seconds />
              </td>
              <td>{e.kind}</td>
              <td>{e.actor}</td>
              <td>
                <Digest digest={e.hash} label={words.hashOf} copy={copy} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
