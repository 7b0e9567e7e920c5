import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { database } from "@/app/_server/database";
import { FullDigest } from "@/app/_ui/digest";
import { countOf } from "@/app/_ui/figures";
import { PageHeading, Part } from "@/app/_ui/frame";
import { Refresher } from "@/app/_ui/refresher";
import { RunSkeleton } from "@/app/_ui/skeleton";
import { When } from "@/app/_ui/when";
import { diffSlice } from "@/db/diffs";
import { listEntries } from "@/db/ledger";
import { getRun } from "@/db/runs";
import type { DiffSlice, RunDetail } from "@/db/views";
import { ROLES, type Role } from "@/lib/authority/roles";
import type { ClaimId } from "@/lib/claims/catalog";
import { signedIn } from "../../signed-in";
import { AuthorityBanner } from "./authority-banner";
import { EngineeringBanner } from "./engineering-banner";
import { judgedRun } from "./judged-run";
import { MatrixTable } from "./matrix-table";
import { MissingEvidence } from "./missing-evidence";
import { BracketConditions, Caveats, Decisions, Declarations, Entries } from "./records";
import { Timeline } from "./timeline";

type Props = { params: Promise<{ run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).run };
}

/** Rows of the diff that stand on the page itself; the row diff has all of them. */
const ROWS_SHOWN = 20;

/** Who asks and whether there is such a run comes first, so that the answer's status tells; then the page streams. */
export default async function RunPage({ params }: Props) {
  const { run: slug } = await params;
  const person = await signedIn(`/runs/${slug}`);
  const found = await getRun(await database(), slug);
  if (found === null) notFound();
  return (
    <Suspense fallback={<RunSkeleton />}>
      <RunArticle found={found} role={person.role} />
    </Suspense>
  );
}

async function RunArticle({ found, role }: { found: RunDetail; role: Role }) {
  const db = await database();
  const run = await judgedRun(db, found);
  const evaluating = run.matrix === null;
  const { changes, slices } = await rowsOf(db, run);
  const { entries, total } = await listEntries(db, { run: run.slug, limit: 50 });
  const { contributes, decides } = ROLES[role];
  return (
    <article>
      {evaluating && <Refresher seconds={2} />}
      <PageHeading
        title={run.name}
        lead={
          <>
            <code>{run.slug}</code> · profile {run.profile.name} {run.profile.version} · created by{" "}
            {run.createdBy} <When at={run.createdAt} />
            {run.matrix !== null && (
              <span className="mt-1 block text-sm">
                <span className="text-faint">Matrix</span>{" "}
                <FullDigest digest={run.matrix.matrixDigest} label="matrix digest" />
              </span>
            )}
          </>
        }
      >
        {contributes && (
          <Link href={`/runs/${run.slug}/upload`} prefetch={false} className="button">
            Upload evidence
          </Link>
        )}
        {run.matrix !== null && (
          <Link href={`/runs/${run.slug}/diff`} prefetch={false} className="button">
            Row diff
          </Link>
        )}
      </PageHeading>

      <EngineeringBanner run={run} changes={changes} />
      <AuthorityBanner authority={run.authority} slug={run.slug} decides={decides} />

      <Part id="bracket" title="The bracket" aside="All times by the database server's clock">
        <Timeline run={run} />
        <MissingEvidence run={run} contributes={contributes} />
        {run.matrix !== null && <BracketConditions conditions={run.matrix.bracket} />}
      </Part>

      <Part
        id="matrix"
        title="The eight claims"
        aside={<span className="no-print">Keys: 1 first FAIL, 2 first NO EVIDENCE</span>}
      >
        {run.matrix !== null ? (
          <MatrixTable run={run} slices={slices} compared={changes !== null && changes.compared !== null} />
        ) : (
          <p className="text-soft">The evidence is being judged. This page refreshes itself.</p>
        )}
      </Part>

      {run.matrix !== null && run.matrix.caveats.length > 0 && (
        <Part
          id="caveats"
          title="Caveats"
          aside="True things that fail no claim. An Owner acknowledges each by name."
        >
          <Caveats caveats={run.matrix.caveats} />
        </Part>
      )}
      {run.declarations.length > 0 && (
        <Part
          id="declared"
          title="Declared results"
          aside="NT-8 holds the newest against the computed verdict."
        >
          <Declarations run={run} />
        </Part>
      )}
      {run.decisions.length > 0 && (
        <Part id="decisions" title="Decisions" aside="Newest first. None is ever changed or removed.">
          <Decisions decisions={run.decisions} />
        </Part>
      )}
      <Part
        id="entries"
        title="Ledger entries of this run"
        aside={
          total > entries.length ? (
            <Link href={`/ledger?run=${run.slug}`} prefetch={false} className="link">
              All {countOf(total, "entry", "entries")}
            </Link>
          ) : (
            countOf(total, "entry", "entries")
          )
        }
      >
        <Entries entries={entries} />
      </Part>
    </article>
  );
}

/** Figures of the whole diff, and the first rows of every claim that looks at any. */
async function rowsOf(
  db: Awaited<ReturnType<typeof database>>,
  run: RunDetail,
): Promise<{ changes: DiffSlice | null; slices: ReadonlyMap<ClaimId, DiffSlice> }> {
  const slices = new Map<ClaimId, DiffSlice>();
  if (run.matrix === null) return { changes: null, slices };
  const changes = await diffSlice(db, run.slug, { limit: 1 });
  for (const { claim } of changes?.facets.claims ?? []) {
    const slice = await diffSlice(db, run.slug, { claim, limit: ROWS_SHOWN });
    if (slice !== null) slices.set(claim, slice);
  }
  return { changes, slices };
}
