import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { countOf, grouped } from "@/app/_ui/figures";
import { Note, PageHeading } from "@/app/_ui/frame";
import { one, oneOf, pathWith, type Query, wholeNumber } from "@/app/_ui/query";
import { KINDS, RowChanges } from "@/app/_ui/row-changes";
import { diffSlice } from "@/db/diffs";
import { getRun } from "@/db/runs";
import type { DiffSlice } from "@/db/views";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import { signedIn } from "../../../signed-in";
import { Facets } from "./facets";

type Props = { params: Promise<{ run: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Row diff of ${(await params).run}` };
}

export default async function DiffPage({ params, searchParams }: Props) {
  await signedIn(`/runs/${(await params).run}/diff`);
  const db = await database();
  const run = await getRun(db, (await params).run);
  if (run === null) notFound();
  const query = await searchParams;
  const filter = {
    claim: oneOf(query.claim, CLAIM_IDS),
    table: one(query.table),
    kind: oneOf(query.kind, KINDS),
    column: one(query.column),
    key: one(query.key),
  };
  const cursor = wholeNumber(query.cursor);
  const slice = await diffSlice(db, run.slug, { ...filter, cursor, limit: 50 });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const path = `/runs/${run.slug}/diff`;
  return (
    <>
      <PageHeading
        title="Row diff"
        lead={
          <>
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link">
              {run.name}
            </Link>
            {slice !== null && <span className="mt-1 block text-lg text-ink">{summary(slice)}</span>}
          </>
        }
      />
      {slice === null || slice.compared === null ? (
        <Note title="Nothing was compared.">
          <p>
            Rows are compared once the captures before and after are both here and belong together. This says
            nothing about production.
          </p>
        </Note>
      ) : totalOf(slice) === 0 ? (
        <Note title={`0 differences of ${countOf(slice.compared, "row")} compared.`}>
          <p>Every production row that the profile names has the same bytes before and after.</p>
        </Note>
      ) : (
        <div className="gap-6 lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
          <Facets path={path} filter={filter} facets={slice.facets} />
          <div className="mt-5 min-w-0 lg:mt-0">
            {slice.rows.length > 0 ? (
              <>
                <p className="mb-2 text-sm text-soft" role="status">
                  {filtered
                    ? `${countOf(slice.total, "row")} of ${grouped(totalOf(slice))} match`
                    : countOf(slice.total, "differing row")}
                  {cursor !== undefined && ", continued"}
                </p>
                <RowChanges rows={slice.rows} label="Differing rows" anchors />
                <nav aria-label="Pages" className="mt-3 flex gap-2">
                  {cursor !== undefined && (
                    <Link href={pathWith(path, filter)} prefetch={false} className="button">
                      First rows
                    </Link>
                  )}
                  {slice.next !== null && (
                    <Link
                      href={pathWith(path, { ...filter, cursor: String(slice.next) })}
                      prefetch={false}
                      className="button"
                    >
                      Next rows
                    </Link>
                  )}
                </nav>
              </>
            ) : (
              <Note title="No row matches this filter.">
                <p>
                  {countOf(totalOf(slice), "row differs", "rows differ")} in all.{" "}
                  <Link href={path} prefetch={false} className="link">
                    Show all of them
                  </Link>
                </p>
              </Note>
            )}
          </div>
        </div>
      )}
    </>
  );
}

function totalOf({ facets }: DiffSlice): number {
  return facets.kinds.changed + facets.kinds.inserted + facets.kinds.deleted;
}

function summary(slice: DiffSlice): string {
  if (slice.compared === null) return "Nothing was compared";
  const { changed, inserted, deleted } = slice.facets.kinds;
  return `${grouped(changed)} changed, ${grouped(inserted)} inserted, ${grouped(deleted)} deleted; ${grouped(slice.compared)} compared`;
}
