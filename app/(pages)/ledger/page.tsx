import Link from "next/link";
import { entryFilter } from "@/app/_server/api/api-schemas";
import { entryQueryOf } from "@/app/_server/api/entry-filter";
import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Note, PageHeading } from "@/app/_ui/frame";
import { one, pathWith, type Query, wholeNumber } from "@/app/_ui/query";
import { listEntries } from "@/db/ledger/ledger";
import { signedIn } from "../signed-in";
import { EntryFields } from "./entry-fields";
import { EntryTable } from "./entry-table";
import { LedgerCheck } from "./ledger-check";
import { LEDGER } from "./ledger-words";

export async function generateMetadata() {
  return { title: (await wordsOf(LEDGER)).title };
}

const FIELDS = ["q", "kind", "run", "actor", "digest", "since", "until"] as const;

export default async function LedgerPage({ searchParams }: { searchParams: Promise<Query> }) {
  await signedIn("/ledger");
  const words = await wordsOf(LEDGER);
  const query = await searchParams;
  const typed = Object.fromEntries(
    FIELDS.flatMap((name) => {
      const value = one(query[name])?.trim();
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = entryFilter.safeParse(typed);
  const cursor = wholeNumber(query.cursor);
  // A filter that cannot be read shows nothing: everything instead would look like an answer to it.
  const { entries, total, next } = parsed.success
    ? await listEntries(await database(), { ...entryQueryOf(parsed.data), cursor, limit: 50 })
    : { entries: [], total: 0, next: null };
  const wrong = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join(".")}: ${i.message}`);
  return (
    <>
      <PageHeading title={words.title} lead={words.lead}>
        <Link href="/integrity" prefetch={false} className="button">
          {words.everything}
        </Link>
      </PageHeading>
      <LedgerCheck entries={entries.map(({ index, text }) => ({ index, text }))} words={words.check} />
      <EntryFields typed={typed} />
      {entries.length === 0 ? (
        <Note title={wrong.length > 0 ? words.filter.wrong : words.filter.none}>
          {wrong.map((line) => (
            <p key={line} lang="en">
              {line}
            </p>
          ))}
          <p>
            <Link href="/ledger" prefetch={false} className="link">
              {words.filter.whole}
            </Link>
          </p>
        </Note>
      ) : (
        <EntryTable entries={entries} />
      )}
      <nav aria-label={words.pages} className="mt-3 flex flex-wrap items-center gap-2 text-sm text-faint">
        <span className="mr-auto">{words.count(total)}</span>
        {parsed.success && total > 0 && (
          <>
            <a
              href={pathWith("/api/v1/ledger/export", { ...typed, format: "csv" })}
              className="button"
              download
            >
              {words.csv(total)}
            </a>
            <a
              href={pathWith("/api/v1/ledger/export", { ...typed, format: "json" })}
              className="button"
              download
            >
              {words.json}
            </a>
          </>
        )}
        {cursor !== undefined && (
          <Link href={pathWith("/ledger", typed)} prefetch={false} className="button">
            {words.newest}
          </Link>
        )}
        {next !== null && (
          <Link
            href={pathWith("/ledger", { ...typed, cursor: String(next) })}
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
