import type { Metadata } from "next";
import Link from "next/link";
import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { one, type Query } from "@/app/_ui/query";
import { type KeyedTable, keyedTables } from "@/db/evidence/keyed-tables";
import { type RowHistory, rowHistory } from "@/db/verdicts/row-history";
import { signedIn } from "../signed-in";
import { HISTORY, type HistoryWords } from "./history-words";
import { RowSearch } from "./row-search";
import { Touch } from "./touch";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await wordsOf(HISTORY)).title };
}

/** In which runs was this production row ever touched? What was not compared is named, and never counted as untouched. */
export default async function RowPage({ searchParams }: Props) {
  await signedIn("/rows");
  const db = await database();
  const words = await wordsOf(HISTORY);
  const query = await searchParams;
  const tables = await keyedTables(db);
  const table = one(query.table);
  const key = query.key === undefined ? [] : Array.isArray(query.key) ? query.key : [query.key];
  const known = tables.find((t) => t.name === table);
  const columns = known?.key ?? key.map((_, i) => `key ${i + 1}`);
  const whole = table !== undefined && key.length > 0 && key.length === columns.length;
  const history = whole ? await rowHistory(db, table, key) : null;
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      <RowSearch tables={tables} table={known} named={table} values={key} words={words} />
      {history !== null && <Answer history={history} known={known} words={words} />}
    </>
  );
}

function Answer(props: { history: RowHistory; known: KeyedTable | undefined; words: HistoryWords }) {
  const { history, known, words } = props;
  const { touches, touched, compared, silent, unchangedIn, silentIn, table } = history;
  return (
    <Part id="answer" title={sentence(history, words)}>
      <div className="space-y-4">
        <p className="max-w-[70ch] text-soft">
          {known === undefined && words.unknown(table)}
          {words.undone}
        </p>
        {touches.length < touched && <p className="text-sm text-soft">{words.newest(touches.length)}</p>}
        <ol className="space-y-4">
          {touches.map((touch) => (
            <li key={touch.run.slug}>
              <Touch touch={touch} words={words} />
            </li>
          ))}
        </ol>
        {compared > touched && (
          <Note title={words.equal(compared - touched)}>
            <Runs slugs={unchangedIn} all={compared - touched} words={words} />
          </Note>
        )}
        {silent > 0 && (
          <Note title={words.silent(silent)}>
            <Runs slugs={silentIn} all={silent} words={words} />
          </Note>
        )}
      </div>
    </Part>
  );
}

function sentence({ touched, compared }: RowHistory, words: HistoryWords): string {
  return compared === 0 ? words.never : words.differed(touched, compared);
}

function Runs(props: { slugs: readonly string[]; all: number; words: HistoryWords }) {
  const { slugs, all, words } = props;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {slugs.map((slug) => (
        <li key={slug}>
          <Link href={`/runs/${slug}`} prefetch={false} className="link">
            {slug}
          </Link>
        </li>
      ))}
      {all > slugs.length && <li>{words.more(all - slugs.length)}</li>}
    </ul>
  );
}
