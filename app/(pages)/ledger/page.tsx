import Link from "next/link";
import { database } from "@/app/_server/database";
import { Digest } from "@/app/_ui/digest";
import { countOf } from "@/app/_ui/figures";
import { Note, PageHeading, Scroller } from "@/app/_ui/frame";
import { one, oneOf, pathWith, type Query, wholeNumber } from "@/app/_ui/query";
import { When } from "@/app/_ui/when";
import { type LedgerEntry, listEntries } from "@/db/ledger";
import { ENTRY_KIND_NAMES, ENTRY_KINDS } from "@/lib/ledger/entry";
import { signedIn } from "../signed-in";

export const metadata = { title: "Ledger" };

export default async function LedgerPage({ searchParams }: { searchParams: Promise<Query> }) {
  await signedIn("/ledger");
  const query = await searchParams;
  const filter = { q: one(query.q), kind: oneOf(query.kind, ENTRY_KIND_NAMES), run: one(query.run) };
  const cursor = wholeNumber(query.cursor);
  const { entries, total, next } = await listEntries(await database(), { ...filter, cursor, limit: 50 });
  return (
    <>
      <PageHeading
        title="Ledger"
        lead="Everything that was recorded, in order. Each entry carries the hash of the one before."
      />
      <p className="mb-5 max-w-[75ch] text-sm text-soft">
        A changed or missing entry breaks the chain. The chain is not signed yet, and this page gives no
        inclusion or consistency proof: whoever controls the database could write all of it anew. Keep the
        newest hash somewhere else, and compare.
      </p>
      <form action="/ledger" className="mb-4 flex flex-wrap items-end gap-3 text-sm">
        <label className="min-w-48 flex-1">
          <span className="mb-1 block font-semibold">Search in everything</span>
          <input
            name="q"
            type="search"
            defaultValue={filter.q}
            data-key="/"
            autoComplete="off"
            spellCheck={false}
            className="field"
          />
        </label>
        <label>
          <span className="mb-1 block font-semibold">Kind</span>
          <select name="kind" defaultValue={filter.kind ?? ""} className="field">
            <option value="">all kinds</option>
            {ENTRY_KIND_NAMES.map((kind) => (
              <option key={kind} value={kind}>
                {ENTRY_KINDS[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="mb-1 block font-semibold">Run</span>
          <input
            name="run"
            defaultValue={filter.run}
            autoComplete="off"
            spellCheck={false}
            className="field font-mono"
          />
        </label>
        <button type="submit" className="button">
          Filter
        </button>
      </form>
      {entries.length === 0 ? (
        <Note title="No entry matches.">
          <p>
            <Link href="/ledger" prefetch={false} className="link">
              Show the whole ledger
            </Link>
          </p>
        </Note>
      ) : (
        <EntryTable entries={entries} />
      )}
      <nav aria-label="Pages" className="mt-3 flex items-center gap-2 text-sm text-faint">
        <span className="mr-auto">{countOf(total, "entry", "entries")}, newest first</span>
        {cursor !== undefined && (
          <Link href={pathWith("/ledger", filter)} prefetch={false} className="button">
            Newest
          </Link>
        )}
        {next !== null && (
          <Link
            href={pathWith("/ledger", { ...filter, cursor: String(next) })}
            prefetch={false}
            className="button"
          >
            Older
          </Link>
        )}
      </nav>
    </>
  );
}

function EntryTable({ entries }: { entries: readonly LedgerEntry[] }) {
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
