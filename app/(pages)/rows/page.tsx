import type { Metadata } from "next";
import Link from "next/link";
import { database } from "@/app/_server/database";
import { countOf, grouped } from "@/app/_ui/figures";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { one, type Query } from "@/app/_ui/query";
import { type KeyedTable, keyedTables } from "@/db/keyed-tables";
import { type RowHistory, rowHistory } from "@/db/row-history";
import { signedIn } from "../signed-in";
import { RowSearch } from "./row-search";
import { Touch } from "./touch";

type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "History of a row" };

/** In which runs was this production row ever touched? What was not compared is named, and never counted as untouched. */
export default async function RowPage({ searchParams }: Props) {
  await signedIn("/rows");
  const db = await database();
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
      <PageHeading
        title="History of a row"
        lead="In which runs did this production row differ between the captures before and after?"
      />
      <RowSearch tables={tables} table={known} named={table} values={key} />
      {history !== null && <Answer history={history} known={known} />}
    </>
  );
}

function Answer({ history, known }: { history: RowHistory; known: KeyedTable | undefined }) {
  const { touches, touched, compared, silent, unchangedIn, silentIn, table } = history;
  return (
    <Part id="answer" title={sentence(history)}>
      <div className="space-y-4">
        <p className="max-w-[70ch] text-soft">
          {known === undefined && `No recorded evidence holds a table ${table}. `}A change that was undone
          before the later capture shows in no row, only in the write counters that NT-7 judges.
        </p>
        {touches.length < touched && (
          <p className="text-sm text-soft">The newest {grouped(touches.length)} of them are shown.</p>
        )}
        <ol className="space-y-4">
          {touches.map((touch) => (
            <li key={touch.run.slug}>
              <Touch touch={touch} />
            </li>
          ))}
        </ol>
        {compared > touched && (
          <Note title={`Not different in ${countOf(compared - touched, "run")} that compared its table.`}>
            <Runs slugs={unchangedIn} all={compared - touched} />
          </Note>
        )}
        {silent > 0 && (
          <Note title={`Nothing is known from ${countOf(silent, "run")} that did not compare its table.`}>
            <Runs slugs={silentIn} all={silent} />
          </Note>
        )}
      </div>
    </Part>
  );
}

function sentence({ touched, compared }: RowHistory): string {
  if (compared === 0) return "No run has compared this table.";
  return `It differed in ${touched === 0 ? "none" : grouped(touched)} of ${countOf(compared, "run")} that compared its table.`;
}

function Runs({ slugs, all }: { slugs: readonly string[]; all: number }) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {slugs.map((slug) => (
        <li key={slug}>
          <Link href={`/runs/${slug}`} prefetch={false} className="link">
            {slug}
          </Link>
        </li>
      ))}
      {all > slugs.length && <li>and {grouped(all - slugs.length)} more</li>}
    </ul>
  );
}
