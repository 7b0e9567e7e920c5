import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { pageLanguage, speak, wordsOf } from "@/app/_server/language";
import { currentCheckpoint } from "@/app/_server/log";
import { printingBrowser } from "@/app/_server/print/chromium";
import { markWhole, redeemTicket } from "@/app/_server/print/print-ticket";
import { Command } from "@/app/_ui/command";
import { grouped } from "@/app/_ui/figures";
import { one, type Query } from "@/app/_ui/query";
import { RowChanges } from "@/app/_ui/row-changes";
import { AuthoritySummary } from "@/app/(pages)/runs/[run]/authority-banner";
import { EngineeringBanner } from "@/app/(pages)/runs/[run]/engineering-banner";
import { isWhole } from "@/app/(pages)/runs/[run]/missing-evidence";
import { BracketConditions, Caveats, Decisions, Declarations } from "@/app/(pages)/runs/[run]/records";
import { BIRTHS_READ, Timeline } from "@/app/(pages)/runs/[run]/timeline";
import { signedIn } from "@/app/(pages)/signed-in";
import { listEntries } from "@/db/ledger/ledger";
import { reportsOf } from "@/db/verdicts/declarations";
import { diffSlice } from "@/db/verdicts/diffs";
import { openRun } from "@/db/verdicts/verdicts";
import { FrontPage } from "./front-page";
import { PacketMatrix } from "./packet-matrix";
import { PACKET } from "./packet-words";
import { PrintButton } from "./print-button";
import { Proof } from "./proof";

type Props = { params: Promise<{ run: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props) {
  return { title: `${(await params).run} packet` };
}

const ROWS_PRINTED = 200;
const ENTRIES_PRINTED = 200;

/**
 * A run as a packet of A4 pages: front page, matrix, rows, decision, proof. Everything is read before anything is
 * shown, so that a packet is whole or is not there at all.
 */
export default async function PacketPage({ params, searchParams }: Props) {
  const { run: slug } = await params;
  const ticket = one((await searchParams).ticket);
  const asked = redeemTicket(slug, ticket, Date.now());
  if (asked === null) await signedIn(`/runs/${slug}/packet`);
  else speak(asked);
  const db = await database();
  const run = await openRun(db, slug);
  if (run === null || run.matrix === null) notFound();
  const words = await wordsOf(PACKET);
  const language = await pageLanguage();
  const changes = await diffSlice(db, slug, { limit: ROWS_PRINTED });
  const born = await diffSlice(db, slug, { explained: true, limit: BIRTHS_READ });
  const reports = await reportsOf(db, slug, run.declarations);
  const checkpoint = await currentCheckpoint();
  const { entries } = await listEntries(db, { run: slug, limit: ENTRIES_PRINTED });
  if (asked !== null && ticket !== undefined) markWhole(ticket);
  return (
    <article className="packet" lang={language}>
      <div className="no-print page flex flex-wrap gap-2 py-4">
        <Link href={`/runs/${slug}`} prefetch={false} className="button">
          {words.back}
        </Link>
        <PrintButton word={words.print} />
        {printingBrowser() !== null && (
          <a href={`/runs/${slug}/packet.pdf`} className="button" download>
            {words.pdf}
          </a>
        )}
      </div>
      <FrontPage run={run} matrix={run.matrix} checkpoint={checkpoint}>
        <EngineeringBanner run={run} changes={changes} />
        <AuthoritySummary authority={run.authority} />
      </FrontPage>
      <section className="sheet" aria-labelledby="packet-bracket">
        <h2 id="packet-bracket">{words.bracket}</h2>
        <Timeline run={run} born={born.rows} />
        <BracketConditions conditions={run.matrix.bracket} whole={isWhole(run)} open />
      </section>
      <section className="sheet" aria-labelledby="packet-matrix">
        <h2 id="packet-matrix">{words.matrixTitle}</h2>
        <PacketMatrix matrix={run.matrix} />
      </section>
      <section className="sheet" aria-labelledby="packet-diffs">
        <h2 id="packet-diffs">{words.diffs}</h2>
        {changes.compared === null ? (
          <p>{words.uncompared}</p>
        ) : changes.total === 0 ? (
          <p>{words.noDiffs(grouped(changes.compared, language))}</p>
        ) : (
          <>
            {changes.total > changes.rows.length && (
              <p className="mb-2">{words.firstDiffs(changes.rows.length, changes.total)}</p>
            )}
            <RowChanges language={language} rows={changes.rows} label={words.diffs} />
          </>
        )}
      </section>
      <section className="sheet" aria-labelledby="packet-decision">
        <h2 id="packet-decision">{words.decision}</h2>
        <div className="space-y-4">
          {run.matrix.caveats.length > 0 ? <Caveats caveats={run.matrix.caveats} /> : <p>{words.hold}</p>}
          {run.declarations.length > 0 && <Declarations run={run} reports={reports} />}
          {run.decisions.length > 0 ? <Decisions decisions={run.decisions} /> : <p>{words.noDecision}</p>}
        </div>
      </section>
      <section className="sheet" aria-labelledby="packet-proof">
        <h2 id="packet-proof">{words.proof}</h2>
        <p className="mb-3">{words.verify}</p>
        <Command
          text={`npx notouch bundle ${slug} -o ${slug}.bundle\nnpx notouch verify ${slug}.bundle`}
          label="notouch verify"
        />
        <h3 className="mt-4 mb-1">{words.checkpoint}</h3>
        <pre className="text-xs break-all whitespace-pre-wrap">{checkpoint.note}</pre>
        <Proof entries={entries} />
      </section>
    </article>
  );
}
