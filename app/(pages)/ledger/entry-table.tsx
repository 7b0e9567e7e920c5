import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { Digest } from "@/app/_ui/digest";
import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { LedgerEntry } from "@/db/ledger/ledger";
import { ENTRY_KIND_NAMES, type EntryKind } from "@/lib/ledger/entry";
import { LEDGER } from "./ledger-words";
import { ProofMark } from "./proof-mark";

export async function EntryTable({ entries }: { entries: readonly LedgerEntry[] }) {
  const { entries: words, kinds, proof } = await wordsOf(LEDGER);
  const { copy } = await wordsOf(SHARED);
  return (
    <Scroller label={words.label} className="card">
      <table className="grid-table restack middle min-[46rem]:min-w-[54rem]">
        <thead>
          <tr>
            <th scope="col" className="num !text-right">
              {words.entry}
            </th>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.by}</th>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.proof}</th>
            <th scope="col">{words.hash}</th>
            <th scope="col">{words.previous}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.index} id={`entry-${entry.index}`}>
              <td className="num" data-label={words.entry}>
                {entry.index}
              </td>
              <td>
                <When at={entry.at} seconds />
              </td>
              <td className="wide">
                <details>
                  <summary data-step className="font-semibold">
                    {kindWords(entry.kind, kinds)}
                  </summary>
                  <pre className="mt-1 max-w-[34rem] text-xs break-all whitespace-pre-wrap">{entry.text}</pre>
                </details>
              </td>
              <td className="break-all" data-label={words.by}>
                <Actor name={entry.actor} />
              </td>
              <td data-label={entry.run === null ? undefined : words.run}>
                {entry.run !== null && (
                  <Link href={`/runs/${entry.run}`} prefetch={false} className="link font-mono text-xs">
                    {entry.run}
                  </Link>
                )}
              </td>
              <td>
                <ProofMark index={entry.index} words={proof} />
              </td>
              <td data-label={words.hash}>
                <Digest digest={entry.hash} label={words.hashOf} copy={copy} />
              </td>
              <td data-label={words.previous}>
                <Digest digest={entry.previous} label={words.previousOf} copy={copy} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** A person, and where a key acted for them the beginning of its id: the whole of it stands in the entry. */
function Actor({ name }: { name: string }) {
  const [person, key] = name.split("#");
  return (
    <>
      {person}
      {key !== undefined && <span className="text-xs text-faint"> #{key.slice(0, 8)}…</span>}
    </>
  );
}

function kindWords(kind: string, kinds: Readonly<Record<EntryKind, string>>): string {
  const known = ENTRY_KIND_NAMES.find((name) => name === kind);
  return known === undefined ? kind : kinds[known];
}
