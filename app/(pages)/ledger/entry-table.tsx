import Link from "next/link";
import { Digest } from "@/app/_ui/digest";
import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { LedgerEntry } from "@/db/ledger";
import { ENTRY_KIND_NAMES, ENTRY_KINDS } from "@/lib/ledger/entry";
import { ProofMark } from "./proof-mark";

export function EntryTable({ entries }: { entries: readonly LedgerEntry[] }) {
  return (
    <Scroller label="Ledger entries" className="card">
      <table className="grid-table middle min-w-[54rem]">
        <thead>
          <tr>
            <th scope="col" className="num !text-right">
              Entry
            </th>
            <th scope="col">Time</th>
            <th scope="col">What</th>
            <th scope="col">By</th>
            <th scope="col">Run</th>
            <th scope="col">Proof</th>
            <th scope="col">Hash</th>
            <th scope="col">Previous</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.index} id={`entry-${entry.index}`}>
              <td className="num">{entry.index}</td>
              <td>
                <When at={entry.at} seconds />
              </td>
              <td>
                <details>
                  <summary data-step className="font-semibold">
                    {kindWords(entry.kind)}
                  </summary>
                  <pre className="mt-1 max-w-[34rem] text-xs break-all whitespace-pre-wrap">{entry.text}</pre>
                </details>
              </td>
              <td className="break-all">{entry.actor}</td>
              <td>
                {entry.run !== null && (
                  <Link href={`/runs/${entry.run}`} prefetch={false} className="link font-mono text-xs">
                    {entry.run}
                  </Link>
                )}
              </td>
              <td>
                <ProofMark index={entry.index} />
              </td>
              <td>
                <Digest digest={entry.hash} label="entry hash" />
              </td>
              <td>
                <Digest digest={entry.previous} label="previous hash" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function kindWords(kind: string): string {
  const known = ENTRY_KIND_NAMES.find((name) => name === kind);
  return known === undefined ? kind : ENTRY_KINDS[known];
}
