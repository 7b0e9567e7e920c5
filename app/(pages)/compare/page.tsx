import Link from "next/link";
import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { one, type Query } from "@/app/_ui/query";
import { getRun, listRuns } from "@/db/runs/runs";
import type { RunDetail } from "@/db/runs/views";
import { compareTwo, lastAuthorized } from "@/db/verdicts/run-comparison";
import { openRun } from "@/db/verdicts/verdicts";
import { signedIn } from "../signed-in";
import { ClaimPairs } from "./claim-pairs";
import { COMPARE } from "./compare-words";
import { Drift } from "./drift";
import { MovedFacts } from "./moved-facts";
import { RunPicker } from "./run-picker";
import { TwoRuns } from "./two-runs";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata() {
  return { title: (await wordsOf(COMPARE)).title };
}

/** `a` is the earlier run, `b` the later; without `a` it is the last one before `b` that was authorized. */
export default async function ComparePage({ searchParams }: Props) {
  await signedIn("/compare");
  const words = await wordsOf(COMPARE);
  const db = await database();
  const query = await searchParams;
  const later = await named(one(query.b));
  const wanted = one(query.a);
  const authorized = later && wanted === undefined ? await lastAuthorized(db, later.slug) : null;
  const earlier = await named(wanted ?? authorized ?? undefined);
  const comparison = earlier && later ? await compareTwo(db, earlier, later) : null;
  const { runs } = await listRuns(db, { limit: 100 });
  return (
    <>
      <PageHeading
        title={words.title}
        lead={authorized !== null && later ? words.since(authorized, later.slug) : words.lead}
      />
      <RunPicker
        runs={runs.map((r) => r.slug)}
        earlier={earlier?.slug ?? wanted}
        later={later?.slug ?? one(query.b)}
      />
      <div className="mt-5 space-y-5">
        <Unknown slug={wanted} found={earlier} />
        <Unknown slug={one(query.b)} found={later} />
        {later && earlier === null && wanted === undefined && (
          <Note title={words.none.title}>
            <p>{words.none.says(later.slug)}</p>
          </Note>
        )}
        {earlier && later && comparison && (
          <>
            {comparison.reasons.length > 0 && (
              <Note title={words.not.title}>
                <ul className="list-disc pl-5">
                  {comparison.reasons.map(({ code, of: [a = "", b = ""] }) => (
                    <li key={`${code} ${a} ${b}`}>{words.not.reasons[code](a, b)}</li>
                  ))}
                </ul>
                <p>{words.not.says}</p>
              </Note>
            )}
            {earlier.createdAt > later.createdAt && (
              <Note title={words.reversed(earlier.slug, later.slug)}>
                <p>
                  <Link href={`/compare?a=${later.slug}&b=${earlier.slug}`} prefetch={false} className="link">
                    {words.reverse}
                  </Link>
                </p>
              </Note>
            )}
            <TwoRuns earlier={earlier} later={later} />
            <Part id="claims" title={words.claims.title}>
              <ClaimPairs
                pairs={comparison.claims}
                earlier={earlier.slug}
                later={later.slug}
                comparable={comparison.reasons.length === 0}
              />
            </Part>
            {comparison.reasons.length === 0 && <MovedFacts comparison={comparison} />}
            <Part id="drift" title={words.drift.title} aside={words.drift.aside(earlier.slug, later.slug)}>
              <Drift drift={comparison.drift} catalogEqual={comparison.catalogEqual} />
            </Part>
          </>
        )}
      </div>
    </>
  );

  async function named(slug: string | undefined): Promise<RunDetail | null> {
    if (slug === undefined || (await getRun(db, slug)) === null) return null;
    return openRun(db, slug);
  }
}

async function Unknown({ slug, found }: { slug: string | undefined; found: RunDetail | null }) {
  if (slug === undefined || found !== null) return null;
  const { unknown, runs } = await wordsOf(COMPARE);
  return (
    <Note title={unknown(slug)}>
      <p>
        <Link href="/" prefetch={false} className="link">
          {runs}
        </Link>
      </p>
    </Note>
  );
}
