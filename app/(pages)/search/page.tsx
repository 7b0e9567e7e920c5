import Link from "next/link";
import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { grouped } from "@/app/_ui/figures";
import { Note, PageHeading } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { one, oneOf, pathWith, type Query } from "@/app/_ui/query";
import { ROWS } from "@/app/_ui/words/row-words";
import { SEARCH_PLACES, type SearchPlace, type SearchResult, search } from "@/db/search/search";
import { EntryTable } from "../ledger/entry-table";
import { signedIn } from "../signed-in";
import { FoundEvidence, FoundRows, FoundRuns } from "./found";
import { SEARCH } from "./search-words";

export async function generateMetadata() {
  return { title: (await wordsOf(SEARCH)).title };
}

export default async function SearchPage({ searchParams }: { searchParams: Promise<Query> }) {
  await signedIn("/search");
  const words = await wordsOf(SEARCH);
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
      <PageHeading title={words.title} lead={words.lead} />
      {/* biome-ignore lint/a11y/useSemanticElements: the element `search` has no role in older browsers */}
      <form role="search" action="/search" className="mb-5">
        <div className="flex gap-2">
          <label htmlFor="q" className="sr-only">
            {words.label}
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
            <Icon sign="search" size={15} /> {words.go}
          </button>
        </div>
        <p id="q-tokens" className="mt-1.5 text-xs text-faint">
          {words.tokens}
        </p>
      </form>
      {q === "" ? (
        <Note title={words.ask}>
          <p>
            <code>key:BR-0001</code> {words.example}
          </p>
        </Note>
      ) : (
        <Results q={q} place={place} found={found} later={cursor !== undefined} />
      )}
    </>
  );
}

async function Results(props: { q: string; place: SearchPlace; found: SearchResult; later: boolean }) {
  const { q, place, found, later } = props;
  const words = await wordsOf(SEARCH);
  const language = await pageLanguage();
  return (
    <>
      <nav aria-label={words.foundIn} className="mb-4 flex flex-wrap gap-2 text-sm">
        {SEARCH_PLACES.map((p) => (
          <Link
            key={p}
            href={pathWith("/search", { q, in: p })}
            prefetch={false}
            aria-current={p === place ? "page" : undefined}
            className="button aria-[current=page]:border-ink aria-[current=page]:font-bold"
          >
            {words.places[p]} <span className="text-faint">{grouped(found.totals[p], language)}</span>
          </Link>
        ))}
      </nav>
      {found.totals[place] === 0 ? (
        <Note title={words.none(words.places[place])}>
          <p>{words.noneSays}</p>
        </Note>
      ) : (
        <>
          {place === "runs" && <FoundRuns runs={found.runs} words={words} />}
          {place === "rows" && <FoundRows rows={found.rows} words={words} kinds={ROWS[language].kinds} />}
          {place === "evidence" && (
            <FoundEvidence evidence={found.evidence} words={words} language={language} />
          )}
          {place === "entries" && <EntryTable entries={found.entries} />}
        </>
      )}
      <nav aria-label={words.pages} className="mt-3 flex items-center gap-2 text-sm text-faint">
        <span className="mr-auto">{words.count(found.totals[place])}</span>
        {later && (
          <Link href={pathWith("/search", { q, in: place })} prefetch={false} className="button">
            {words.newest}
          </Link>
        )}
        {found.next !== null && (
          <Link
            href={pathWith("/search", { q, in: place, cursor: found.next })}
            prefetch={false}
            className="button"
          >
            {words.older}
          </Link>
        )}
      </nav>
    </>
  );
}
