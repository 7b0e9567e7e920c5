import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Note, PageHeading } from "@/app/_ui/frame";
import { one, type Query, wholeNumber } from "@/app/_ui/query";
import { fittingRows } from "@/app/_ui/row-changes";
import { SeenChanges } from "@/app/_ui/seen-changes";
import { getRun } from "@/db/runs/runs";
import { diffSlice } from "@/db/verdicts/diffs";
import type { DiffSlice } from "@/db/verdicts/views";
import { signedIn } from "../../../signed-in";
import { RUN } from "../run-words";
import { DiffRows } from "./diff-rows";
import { DIFF, type DiffWords } from "./diff-words";
import { Facets } from "./facets";
import { diffPath, readAddress } from "./filter";
import { cursorOfPart, HeatStrip } from "./heat-strip";
import { findLinked, LinkedNote } from "./linked-row";

type Props = { params: Promise<{ run: string }>; searchParams: Promise<Query> };

/** Lines of the table on one page, whatever the diff holds. */
const MOST_LINES = 56;
/** Tables whose key space is drawn. */
const MOST_STRIPS = 3;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await wordsOf(DIFF)).of((await params).run) };
}

export default async function DiffPage({ params, searchParams }: Props) {
  await signedIn(`/runs/${(await params).run}/diff`);
  const db = await database();
  const words = await wordsOf(DIFF);
  const { seen } = await wordsOf(RUN);
  const language = await pageLanguage();
  const run = await getRun(db, (await params).run);
  if (run === null) notFound();
  const parameters = await searchParams;
  const address = readAddress(parameters);
  const { filter } = address;
  let slice = await diffSlice(db, run.slug, { ...address.query, limit: MOST_LINES });
  const linked = address.linked && (await findLinked(db, run.slug, address.linked, slice.matrixDigest));
  const [part, inTable] = [wholeNumber(parameters.part), one(parameters.in)];
  const jump =
    linked?.state === "found"
      ? linked.row.position - 1
      : part === undefined
        ? undefined
        : cursorOfPart(
            slice.strips.find((s) => s.table === inTable),
            part,
          );
  if (jump !== undefined) slice = await diffSlice(db, run.slug, { cursor: jump, limit: MOST_LINES });
  const back = jump === undefined && address.query.until !== undefined;
  const rows = fittingRows(slice.rows, MOST_LINES, back ? "end" : "start");
  const filtered = Object.keys(filter).length > 0;
  const strips =
    filter.table === undefined ? slice.strips : slice.strips.filter((s) => s.table === filter.table);
  const broken = run.matrix?.bracket.filter((c) => !c.holds && c.id !== "tables-covered") ?? [];
  return (
    <>
      <PageHeading
        title={words.title}
        lead={
          <>
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link">
              {run.name}
            </Link>
            <span className="mt-1 block text-lg text-ink">{summary(slice, words)}</span>
          </>
        }
      >
        {slice.compared !== null && slice.total > 0 && (
          <>
            <ExportLink slug={run.slug} filter={filter} format="csv" words={words} />
            <ExportLink slug={run.slug} filter={filter} format="json" words={words} />
          </>
        )}
      </PageHeading>
      {linked && <LinkedNote linked={linked} slug={run.slug} />}
      {slice.compared !== null && broken.length > 0 && (
        <div className="mb-4">
          <Note title={words.broken.title}>
            <p>
              {words.broken.says} <span lang="en">{broken.map((c) => c.detail).join(" ")}</span>
            </p>
          </Note>
        </div>
      )}
      {slice.compared === null ? (
        <Note title={words.nothing.title}>
          <p>{words.nothing.says}</p>
        </Note>
      ) : totalOf(slice) === 0 ? (
        <Note title={words.equal.title(slice.compared)}>
          <p>{words.equal.says}</p>
        </Note>
      ) : (
        <div className="gap-6 lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
          <Facets slug={run.slug} filter={filter} slice={slice} />
          <div className="mt-5 min-w-0 space-y-3 lg:mt-0">
            <SeenChanges digest={slice.matrixDigest} total={totalOf(slice)} words={seen} />
            {strips.slice(0, MOST_STRIPS).map((strip) => (
              <HeatStrip
                key={strip.table}
                strip={strip}
                language={language}
                action={`/runs/${run.slug}/diff`}
                here={rows.find((r) => r.table === strip.table)?.position ?? null}
              />
            ))}
            {rows.length > 0 ? (
              <DiffRows
                db={db}
                slug={run.slug}
                filter={filter}
                slice={slice}
                rows={rows}
                back={back}
                linked={
                  linked?.state === "found"
                    ? { position: linked.row.position, column: address.linked?.column }
                    : undefined
                }
              />
            ) : (
              <Note title={filtered ? words.noMatch : words.noMore}>
                <p>
                  {words.inAll(totalOf(slice))}{" "}
                  <Link href={diffPath(run.slug, {})} prefetch={false} className="link">
                    {words.showAll}
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

function ExportLink(props: {
  slug: string;
  filter: Parameters<typeof diffPath>[1];
  format: "csv" | "json";
  words: DiffWords;
}) {
  const { slug, filter, format, words } = props;
  const query = new URLSearchParams({ ...filter, format });
  return (
    // A plain link: what it leads to is a file and no page.
    <a href={`/api/v1/runs/${slug}/diffs/export?${query}`} download className="button">
      {words.exportAs(format.toUpperCase())}
    </a>
  );
}

function totalOf({ facets }: DiffSlice): number {
  return facets.kinds.changed + facets.kinds.inserted + facets.kinds.deleted;
}

function summary(slice: DiffSlice, words: DiffWords): string {
  if (slice.compared === null) return words.uncompared;
  const { changed, inserted, deleted } = slice.facets.kinds;
  return words.summary(changed, inserted, deleted, slice.compared);
}
