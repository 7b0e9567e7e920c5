import { Digest } from "@/app/_ui/digest";
import { grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { When } from "@/app/_ui/when";
import type { EntryView, RunDetail } from "@/db/views";
import type { Decision } from "@/lib/authority/authority";
import type { Caveat } from "@/lib/claims/check";
import type { BracketCondition } from "@/lib/verdict/matrix";

/** Conditions of the bracket: those that do not hold in the open, the others folded. */
export function BracketConditions({ conditions }: { conditions: readonly BracketCondition[] }) {
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
            <strong>Bracket condition does not hold: {c.id}.</strong> {c.detail}
          </span>
        </p>
      ))}
      {held.length > 0 && (
        <details>
          <summary className="text-faint hover:text-ink">
            {held.length} of {conditions.length} bracket conditions hold
          </summary>
          <ul className="mt-2 space-y-1">
            {held.map((c) => (
              <li key={c.id} className="flex gap-2">
                <Icon sign="check" size={15} className="mt-0.5 shrink-0 text-pass" />
                <span>
                  <strong>{c.id}</strong> <span className="text-soft">{c.detail}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

export function Caveats({ caveats }: { caveats: readonly Caveat[] }) {
  return (
    <ul className="card divide-y divide-line">
      {caveats.map((c) => (
        <li key={`${c.code} ${c.table}`} className="px-4 py-2.5">
          <strong>{c.code}</strong>
          {c.table !== null && <code className="ml-2 text-soft">{c.table}</code>}
          <span className="ml-2 text-faint">× {grouped(c.count)}</span>
          <p className="text-soft">{c.detail}</p>
        </li>
      ))}
    </ul>
  );
}

export function Declarations({ run }: { run: Pick<RunDetail, "declarations"> }) {
  return (
    <ul className="card divide-y divide-line">
      {run.declarations.map((d) => (
        <li key={d.ledgerIndex} className="px-4 py-2.5">
          {d.declaredBy} declared <strong>{d.result}</strong> <When at={d.declaredAt} />{" "}
          <span className="text-faint">· entry {d.ledgerIndex}</span>
        </li>
      ))}
    </ul>
  );
}

export function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const newest = [...decisions].sort((a, b) => b.ledgerIndex - a.ledgerIndex);
  return (
    <ol className="card divide-y divide-line">
      {newest.map((d) => (
        <li key={d.id} className="px-4 py-3">
          <p>
            <strong>{d.kind}</strong> by {d.decidedBy} <When at={d.decidedAt} />{" "}
            <span className="text-faint">· entry {d.ledgerIndex}</span>
          </p>
          <p className="mt-0.5 break-words">{d.reason}</p>
          <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
            {d.scope !== null && <span>Scope: {d.scope}</span>}
            {d.expiresAt !== null && (
              <span>
                Until <When at={d.expiresAt} />
              </span>
            )}
            {d.revisitAt !== null && (
              <span>
                Look again <When at={d.revisitAt} />
              </span>
            )}
            <span>
              Matrix <Digest digest={d.matrixDigest} label="matrix digest" />
            </span>
          </p>
          {d.acknowledgedCaveats.length + d.acknowledgedBlockers.length > 0 && (
            <p className="mt-1 text-sm text-faint">
              Acknowledged: {[...d.acknowledgedCaveats, ...d.acknowledgedBlockers].join(", ")}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

export function Entries({ entries }: { entries: readonly EntryView[] }) {
  return (
    <Scroller label="Ledger entries" className="card">
      <table className="grid-table min-w-[38rem]">
        <thead>
          <tr>
            <th scope="col" className="num !text-right">
              Entry
            </th>
            <th scope="col">Time</th>
            <th scope="col">Kind</th>
            <th scope="col">By</th>
            <th scope="col">Hash</th>
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
                <Digest digest={e.hash} label="entry hash" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
