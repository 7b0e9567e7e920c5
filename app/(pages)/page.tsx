import Link from "next/link";
import { Suspense } from "react";
import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/frame";
import { one, type Query, wholeNumber } from "@/app/_ui/query";
import { Skeleton } from "@/app/_ui/skeleton";
import { SHARED } from "@/app/_ui/words/shared-words";
import { listProfiles, listRuns } from "@/db/runs/runs";
import { ROLES } from "@/lib/authority/roles";
import { ComparePicker } from "./compare-picker";
import { FilterLinks } from "./filter-links";
import { NeedsYou } from "./needs-you";
import { NewRun } from "./new-run";
import { RunSearch } from "./run-search";
import { RunsTable } from "./runs-table";
import { RUNS } from "./runs-words";
import { signedIn } from "./signed-in";
import { TREND_SKELETON, Trend } from "./trend";

export async function generateMetadata() {
  return { title: (await wordsOf(RUNS)).title };
}

export default async function RunsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const person = await signedIn("/");
  const db = await database();
  const words = await wordsOf(RUNS);
  const query = await searchParams;
  const now = new Date();
  const q = one(query.q) ?? "";
  const cursor = wholeNumber(query.cursor);
  const page = await listRuns(db, { q, cursor }, now);
  const contributes = ROLES[person.role].contributes;
  const profiles = contributes ? [...new Set((await listProfiles(db)).map((p) => p.name))] : [];
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-4 lg:grid-cols-[repeat(auto-fit,minmax(24rem,1fr))]">
        <NeedsYou db={db} person={person} now={now} />
        {cursor === undefined && page.runs.length > 0 && (
          <Suspense fallback={<Skeleton sizes={[TREND_SKELETON]} />}>
            <Trend db={db} q={q} now={now} />
          </Suspense>
        )}
      </div>
      {contributes && <NewRun profiles={profiles} open={page.total === 0 && q === ""} words={words.create} />}
      <FilterLinks q={q} username={person.username} />
      <RunSearch q={q} />
      {page.runs.length > 0 ? (
        <>
          <RunsTable runs={page.runs} now={now} />
          <nav aria-label={words.pages} className="mt-3 flex items-center justify-between text-sm text-faint">
            <span>{words.found(page.total, q !== "")}</span>
            {page.next !== null && (
              <Link
                href={`/?${new URLSearchParams({ q, cursor: String(page.next) })}`}
                prefetch={false}
                className="button"
              >
                {words.older}
              </Link>
            )}
          </nav>
          <ComparePicker words={words.pick} />
        </>
      ) : q !== "" ? (
        <EmptyState title={words.none.title} sign="search">
          <p>
            {words.none.says}{" "}
            <Link href="/" prefetch={false} className="link">
              {words.none.back}
            </Link>
          </p>
        </EmptyState>
      ) : (
        <NoRuns />
      )}
    </>
  );
}

async function NoRuns() {
  const { empty } = await wordsOf(RUNS);
  const { copy } = await wordsOf(SHARED);
  return (
    <EmptyState
      title={empty.title}
      command={{
        text: [
          "npx notouch run create my-pilot --profile birth-registry",
          "npx notouch capture before --profile birth-registry --run my-pilot --out before.notouch",
          "npx notouch upload before.notouch --run my-pilot",
        ].join("\n"),
        label: empty.command,
        copy,
      }}
    >
      <p>{empty.says}</p>
    </EmptyState>
  );
}
