import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { type DiffPlace, RowChanges } from "@/app/_ui/row-changes";
import type { Db } from "@/db/store/client";
import { diffRowsAt } from "@/db/verdicts/diffs";
import type { DiffRow, DiffSlice } from "@/db/verdicts/views";
import { DiffKeys } from "./diff-keys";
import { DIFF } from "./diff-words";
import { diffPath, type Filter } from "./filter";

/** One page of the diff: how many rows match, the rows, and the ways to the rows around them. */
export async function DiffRows(props: {
  db: Db;
  slug: string;
  filter: Filter;
  slice: DiffSlice;
  /** The rows of the slice that are shown, from its end if one came backwards. */
  rows: readonly DiffRow[];
  back: boolean;
  linked: DiffPlace["linked"];
}) {
  const { db, slug, filter, slice, rows, back, linked } = props;
  const words = await wordsOf(DIFF);
  const [first, last] = [rows[0], rows.at(-1)];
  const cutOff = rows.length < slice.rows.length;
  const next = (back ? slice.next !== null : slice.next !== null || cutOff)
    ? diffPath(slug, filter, { cursor: String(last?.position ?? 0) })
    : null;
  const previous =
    slice.earlier || (back && cutOff)
      ? diffPath(slug, filter, { until: String(first?.position ?? 0) })
      : null;
  const pairs = rows.flatMap((row) => (row.pair === null ? [] : [row.pair]));
  const twins = new Map((await diffRowsAt(db, slug, pairs)).map((row) => [row.position, row]));
  const all = slice.facets.kinds.changed + slice.facets.kinds.inserted + slice.facets.kinds.deleted;
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <p className="text-sm text-soft" role="status">
        {filtered ? words.match(slice.total, all) : words.differing(slice.total)}
        {!filtered && first && last && slice.total > rows.length
          ? words.shown(first.position, last.position)
          : previous !== null && words.continued}
        <span className="no-print text-faint"> · {words.keys}</span>
      </p>
      <RowChanges
        rows={rows}
        label={words.rows}
        language={await pageLanguage()}
        place={{ slug, matrixDigest: slice.matrixDigest, linked, twins }}
      />
      <nav aria-label={words.pages} className="no-print flex flex-wrap gap-2">
        {previous !== null && (
          <>
            <Link href={diffPath(slug, filter)} prefetch={false} className="button">
              {words.first}
            </Link>
            <Link href={previous} prefetch={false} className="button">
              {words.previous}
            </Link>
          </>
        )}
        {next !== null && (
          <Link href={next} prefetch={false} className="button">
            {words.next}
          </Link>
        )}
      </nav>
      <DiffKeys next={next} previous={previous} {...tablesAround(slug, filter, slice, first)} />
    </>
  );
}

/** The tables before and behind the one that is filtered by, or that the page starts in; in their order in the diff. */
function tablesAround(
  slug: string,
  filter: Filter,
  slice: DiffSlice,
  first: DiffRow | undefined,
): { previousTable: string | null; nextTable: string | null } {
  const names = slice.under.tables
    .filter((t) => t.count > 0)
    .map((t) => t.table)
    .sort();
  const now = names.indexOf(filter.table ?? (slice.earlier ? (first?.table ?? "") : ""));
  const to = (name: string | undefined) =>
    name === undefined ? null : diffPath(slug, { ...filter, table: name });
  return { previousTable: now > 0 ? to(names[now - 1]) : null, nextTable: to(names[now + 1]) };
}
