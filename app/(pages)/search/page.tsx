import Link from "next/link";
import { database } from "@/app/_server/database";
import { countOf } from "@/app/_ui/figures";
import { Note, PageHeading } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { one, oneOf, pathWith, type Query } from "@/app/_ui/query";
import { SEARCH_PLACES, type SearchPlace, type SearchResult, search } from "@/db/search";
import { EntryTable } from "../ledger/entry-table";
import { signedIn } from "../signed-in";
import { FoundEvidence, FoundRows, FoundRuns } from "./found";

export const metadata = { title: "Search" };

const PLACE_NAMES: Readonly<Record<SearchPlace, string>> = {
  runs: "Runs",
  rows: "Touched rows",
  evidence: "Evidence",
  entries: "Ledger entries",
};

export default async function SearchPage({ searchParams }: { searchParams: Promise<Query> }) {
  await signedIn("/search");
  const query = await searchParams;
  const q = one(query.q) ?? "";
  const cursor = one(query.cursor);
  const asked = oneOf(query.in, SEARCH_PLACES);
  const first = await search(await database(), { q, place: asked ?? "runs", cursor });
  // Where nobody chose a place, the first one with something in it is shown.
  const place = asked ?? SEARCH_PLACES.find((p) => first.totals[p] > 0) ?? "runs";
  const found = place === (asked ?? "runs") ? first : await search(await database(), { q, place, cursor });
  return (
    <>
      <PageHeading
        title="Search"
        lead="Every run, every production row that differed, every evidence and the whole ledger."
      />
      {/* biome-ignore lint/a11y/useSemanticElements: the element `search` has no role in older browsers */}
      <form role="search" action="/search" className="mb-5">
        <div className="flex gap-2">
          <label htmlFor="q" className="sr-only">
            Search everything
          </label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={q}
            data-key="/"
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="q-tokens"
            className="field min-w-0 flex-1 font-mono text-sm"
          />
          <button type="submit" className="button">
            <Icon sign="search" size={15} /> Search
          </button>
        </div>
        <p id="q-tokens" className="mt-1.5 text-xs text-faint">
          A key, a name, a digest, a date (2026-06-19), F-OPEN-8; or key: table: run: by: digest: fopen: on:
          since: until:. Everything narrows. A word finds row keys that begin with it.
        </p>
      </form>
      {q === "" ? (
        <Note title="Ask for anything.">
          <p>
            <code>key:BR-0001</code> answers in which runs the production row BR-0001 was ever touched.
          </p>
        </Note>
      ) : (
        <Results q={q} place={place} found={found} later={cursor !== undefined} />
      )}
    </>
  );
}

function Results(props: { q: string; place: SearchPlace; found: SearchResult; later: boolean }) {
  const { q, place, found, later } = props;
  return (
    <>
      <nav aria-label="Found in" className="mb-4 flex flex-wrap gap-2 text-sm">
        {SEARCH_PLACES.map((p) => (
          <Link
            key={p}
            href={pathWith("/search", { q, in: p })}
            prefetch={false}
            aria-current={p === place ? "page" : undefined}
            className="button aria-[current=page]:border-ink aria-[current=page]:font-bold"
          >
            {PLACE_NAMES[p]} <span className="text-faint">{found.totals[p]}</span>
          </Link>
        ))}
      </nav>
      {found.totals[place] === 0 ? (
        <Note title={`Nothing in ${PLACE_NAMES[place].toLowerCase()} matches.`}>
          <p>This was looked for in all of them, not only in what was shown before.</p>
        </Note>
      ) : (
        <>
          {place === "runs" && <FoundRuns runs={found.runs} />}
          {place === "rows" && <FoundRows rows={found.rows} />}
          {place === "evidence" && <FoundEvidence evidence={found.evidence} />}
          {place === "entries" && <EntryTable entries={found.entries} />}
        </>
      )}
      <nav aria-label="Pages" className="mt-3 flex items-center gap-2 text-sm text-faint">
        <span className="mr-auto">{countOf(found.totals[place], "match", "matches")}, newest first</span>
        {later && (
          <Link href={pathWith("/search", { q, in: place })} prefetch={false} className="button">
            Newest
          </Link>
        )}
        {found.next !== null && (
          <Link
            href={pathWith("/search", { q, in: place, cursor: found.next })}
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
