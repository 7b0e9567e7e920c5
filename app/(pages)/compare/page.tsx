import type { Metadata } from "next";
import Link from "next/link";
import { database } from "@/app/_server/database";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { one, type Query } from "@/app/_ui/query";
import { compareTwo, lastAuthorized } from "@/db/run-comparison";
import { getRun, listRuns } from "@/db/runs";
import { openRun } from "@/db/verdicts";
import type { RunDetail } from "@/db/views";
import { signedIn } from "../signed-in";
import { ClaimPairs } from "./claim-pairs";
import { Drift } from "./drift";
import { MovedFacts } from "./moved-facts";
import { RunPicker } from "./run-picker";
import { TwoRuns } from "./two-runs";

type Props = { searchParams: Promise<Query> };

export const metadata: Metadata = { title: "Compare two runs" };

/** `a` is the earlier run, `b` the later; without `a` it is the last one before `b` that was authorized. */
export default async function ComparePage({ searchParams }: Props) {
  await signedIn("/compare");
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
        title="Compare two runs"
        lead={
          authorized !== null && later
            ? `What changed since ${authorized}, the last authorized run before ${later.slug}`
            : "Claim by claim: what the later run says other than the earlier one"
        }
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
          <Note title="No earlier run of this profile was ever authorized.">
            <p>There is nothing that {later.slug} could be compared with by itself. Name a run above.</p>
          </Note>
        )}
        {earlier && later && comparison && (
          <>
            {comparison.reasons.length > 0 && (
              <Note title="These runs are not comparable.">
                <ul className="list-disc pl-5">
                  {comparison.reasons.map(({ code, detail }) => (
                    <li key={`${code} ${detail}`}>{detail}</li>
                  ))}
                </ul>
                <p>They stand side by side below, and nothing is said about what changed between them.</p>
              </Note>
            )}
            {earlier.createdAt > later.createdAt && (
              <Note title={`${earlier.slug} was created after ${later.slug}.`}>
                <p>
                  <Link href={`/compare?a=${later.slug}&b=${earlier.slug}`} prefetch={false} className="link">
                    Read it the other way round
                  </Link>
                </p>
              </Note>
            )}
            <TwoRuns earlier={earlier} later={later} />
            <Part id="claims" title="The eight claims">
              <ClaimPairs
                pairs={comparison.claims}
                earlier={earlier.slug}
                later={later.slug}
                comparable={comparison.reasons.length === 0}
              />
            </Part>
            {comparison.reasons.length === 0 && <MovedFacts comparison={comparison} />}
            <Part
              id="drift"
              title="Production between the two runs"
              aside={`after of ${earlier.slug}, before of ${later.slug}`}
            >
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

function Unknown({ slug, found }: { slug: string | undefined; found: RunDetail | null }) {
  if (slug === undefined || found !== null) return null;
  return (
    <Note title={`There is no run ${slug}.`}>
      <p>
        <Link href="/" prefetch={false} className="link">
          All runs
        </Link>
      </p>
    </Note>
  );
}
