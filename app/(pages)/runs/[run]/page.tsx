import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FullDigest } from "@/app/_ui/digest";
import { PageHeading, Part } from "@/app/_ui/frame";
import { Icon } from "@/app/_ui/icon";
import { SeenChanges } from "@/app/_ui/seen-changes";
import { RunSkeleton } from "@/app/_ui/skeleton";
import { When } from "@/app/_ui/when";
import { registerTitle } from "@/app/_ui/words/register-item-words";
import { SHARED } from "@/app/_ui/words/shared-words";
import { ownerPassOf } from "@/db/authority/gates";
import { currentRegister } from "@/db/authority/register";
import { listEntries } from "@/db/ledger/ledger";
import { getRun } from "@/db/runs/runs";
import type { RunDetail } from "@/db/runs/views";
import type { Db } from "@/db/store/client";
import { reportsOf } from "@/db/verdicts/declarations";
import { diffSlice } from "@/db/verdicts/diffs";
import { runPulse } from "@/db/verdicts/pulse";
import type { DiffRow, DiffSlice } from "@/db/verdicts/views";
import { ROLES, type Role } from "@/lib/authority/roles";
import type { ClaimId } from "@/lib/claims/catalog";
import { signedIn } from "../../signed-in";
import { AuthorityBanner } from "./authority-banner";
import { BundlePart } from "./bundle-part";
import { EngineeringBanner } from "./engineering-banner";
import { IntegrityBanner } from "./integrity-banner";
import { integrityFault, judgedRun } from "./judged-run";
import { MatrixTable } from "./matrix-table";
import { isWhole, MissingEvidence } from "./missing-evidence";
import { NameGate } from "./name-gate";
import { OwnerPassNote } from "./owner-pass-note";
import { OWNER_PASS } from "./owner-pass-words";
import { BracketConditions, Caveats, Decisions, Declarations, Entries } from "./records";
import { RunWatch } from "./run-watch";
import { RUN } from "./run-words";
import { BIRTHS_READ, Timeline } from "./timeline";

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
  // Before the run is read: what moves in between makes the page ask once more, never once too seldom.
  const pulse = await runPulse(db, found.slug);
  let view: Awaited<ReturnType<typeof viewOf>>;
  try {
    view = await viewOf(db, found);
  } catch (failure) {
    const fault = integrityFault(failure);
    if (fault === null) throw failure;
    console.error(`run ${found.slug}:`, failure);
    return <BrokenRun run={found} fault={fault} />;
  }
  const { run, reports, changes, slices, born } = view;
  const words = await wordsOf(RUN);
  const { contributes, decides } = ROLES[role];
  const whole = isWhole(run);
  return (
    <article className="packet">
      <RunHeading run={run} contributes={contributes} />
      <div className="mb-3 empty:hidden">
        <RunWatch
          slug={run.slug}
          stamp={pulse?.stamp ?? ""}
          state={run.matrix === null ? "judging" : whole ? "whole" : "waiting"}
          words={words.watch}
        />
      </div>
      <EngineeringBanner run={run} changes={changes} />
      <AuthorityBanner authority={run.authority} slug={run.slug} decides={decides} />
      <OwnerPassNote pass={await ownerPassOf(db, run)}>
        {contributes && (
          <NameGate run={run.slug} gates={await gatesToName(db)} words={(await wordsOf(OWNER_PASS)).name} />
        )}
      </OwnerPassNote>

      <Part id="bracket" title={words.bracket.title} aside={words.bracket.clock}>
        <Timeline run={run} born={born} />
        <MissingEvidence run={run} contributes={contributes} />
        {run.matrix !== null && <BracketConditions conditions={run.matrix.bracket} whole={whole} />}
      </Part>

      <Part
        id="matrix"
        title={words.claims.title}
        aside={<span className="no-print">{words.claims.keys}</span>}
      >
        {run.matrix !== null ? (
          <>
            {changes !== null && changes.total > 0 && (
              <div className="mb-3">
                <SeenChanges digest={run.matrix.matrixDigest} total={changes.total} words={words.seen} />
              </div>
            )}
            <MatrixTable run={run} slices={slices} compared={changes !== null && changes.compared !== null} />
          </>
        ) : (
          <p className="text-soft">{words.claims.judging}</p>
        )}
      </Part>

      {run.matrix !== null && run.matrix.caveats.length > 0 && (
        <Part id="caveats" title={words.caveats.title} aside={words.caveats.says}>
          <Caveats caveats={run.matrix.caveats} />
        </Part>
      )}
      {run.declarations.length > 0 && (
        <Part id="declared" title={words.declared.title} aside={words.declared.says}>
          <Declarations run={run} reports={reports} />
        </Part>
      )}
      {run.decisions.length > 0 && (
        <Part id="decisions" title={words.decisions.title} aside={words.decisions.says}>
          <Decisions decisions={run.decisions} />
        </Part>
      )}
      {run.matrix !== null && <BundlePart slug={run.slug} />}
      <RunEntries slug={run.slug} />
    </article>
  );
}

/** The run and what of its diff stands on the page. Throws where a record is not what was recorded. */
async function viewOf(db: Db, found: RunDetail) {
  const run = await judgedRun(db, found);
  const reports = await reportsOf(db, run.slug, run.declarations);
  return { run, reports, ...(await rowsOf(db, run)) };
}

/** What can still be told: that evidence was recorded, and what the ledger says. No verdict, and no authority. */
async function BrokenRun({ run, fault }: { run: RunDetail; fault: string }) {
  return (
    <article>
      <RunHeading run={{ ...run, matrix: null }} contributes={false} />
      <IntegrityBanner fault={fault} />
      <RunEntries slug={run.slug} />
    </article>
  );
}

async function RunHeading({ run, contributes }: { run: RunDetail; contributes: boolean }) {
  const words = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  return (
    <PageHeading
      title={run.name}
      lead={
        <>
          <code>{run.slug}</code> · {words.profile(run.profile.name, run.profile.version)} ·{" "}
          {words.createdBy(run.createdBy)} <When at={run.createdAt} />
          {run.matrix !== null && (
            <span className="mt-1 block text-sm">
              <span className="text-faint">{words.matrix}</span>{" "}
              <FullDigest digest={run.matrix.matrixDigest} label={words.matrixDigest} copy={copy} />
            </span>
          )}
        </>
      }
    >
      {contributes && (
        <Link href={`/runs/${run.slug}/upload`} prefetch={false} className="button">
          {words.links.upload}
        </Link>
      )}
      {run.matrix !== null && (
        <>
          <Link href={`/runs/${run.slug}/diff`} prefetch={false} className="button">
            {words.links.diff}
          </Link>
          <Link href={`/runs/${run.slug}/packet`} prefetch={false} className="button">
            <Icon sign="print" size={15} /> {words.links.print}
          </Link>
          <a href={`/api/v1/runs/${run.slug}/attestation`} download className="button">
            {words.links.attestation}
          </a>
        </>
      )}
    </PageHeading>
  );
}

async function RunEntries({ slug }: { slug: string }) {
  const { entries: words } = await wordsOf(RUN);
  const { entries, total } = await listEntries(await database(), { run: slug, limit: 50 });
  return (
    <Part
      id="entries"
      title={words.title}
      aside={
        total > entries.length ? (
          <Link href={`/ledger?run=${slug}`} prefetch={false} className="link">
            {words.all(total)}
          </Link>
        ) : (
          words.count(total)
        )
      }
    >
      <Entries entries={entries} />
    </Part>
  );
}

async function gatesToName(db: Db): Promise<{ code: string; title: string }[]> {
  const gates = (await currentRegister(db)).filter((item) => item.kind === "gate");
  const language = await pageLanguage();
  return gates.map(({ code, title }) => ({ code, title: registerTitle(code, title, language) }));
}

/** Figures of the whole diff, and the first rows of every claim that looks at any. */
async function rowsOf(
  db: Db,
  run: RunDetail,
): Promise<{
  changes: DiffSlice | null;
  slices: ReadonlyMap<ClaimId, DiffSlice>;
  /** Live births, for the bracket. */
  born: readonly DiffRow[];
}> {
  const slices = new Map<ClaimId, DiffSlice>();
  if (run.matrix === null) return { changes: null, slices, born: [] };
  const changes = await diffSlice(db, run.slug, { limit: 1 });
  for (const { claim } of changes?.facets.claims ?? []) {
    const slice = await diffSlice(db, run.slug, { claim, limit: ROWS_SHOWN });
    if (slice !== null) slices.set(claim, slice);
  }
  const born = (await diffSlice(db, run.slug, { explained: true, limit: BIRTHS_READ }))?.rows ?? [];
  return { changes, slices, born };
}
