import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { PROBLEMS } from "@/app/_server/problem";
import { Command } from "@/app/_ui/command";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { getRun } from "@/db/runs";
import { ROLES } from "@/lib/authority/roles";
import { PHASES } from "@/lib/evidence/manifest";
import { REFUSAL_CODES } from "@/lib/ledger/refusal";
import { signedIn } from "../../../signed-in";
import { slotCommands } from "../missing-evidence";
import { UploadPanel } from "./upload-panel";

/** What the browser itself may refuse a file for, by the names that the server has for it. */
const TITLES = Object.fromEntries(REFUSAL_CODES.map((code) => [code, PROBLEMS[code].title]));

type Props = { params: Promise<{ run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Upload to ${(await params).run}` };
}

export default async function UploadPage({ params }: Props) {
  const person = await signedIn(`/runs/${(await params).run}/upload`);
  const run = await getRun(await database(), (await params).run);
  if (run === null) notFound();
  const { contributes, decides, title } = ROLES[person.role];
  const open = PHASES.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  return (
    <>
      <PageHeading
        title="Upload evidence"
        lead={
          <>
            to{" "}
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link">
              {run.name}
            </Link>
            . A recorded capture is never changed or replaced.
          </>
        }
      />
      {!contributes ? (
        <Note title="You cannot upload.">
          <p>
            {title === "Auditor"
              ? "An Auditor reads and writes nothing."
              : "An Administrator manages accounts and keys, and supplies no evidence."}{" "}
            Ask an Engineer.
          </p>
        </Note>
      ) : (
        <>
          {decides && (
            <Note title="You are an Owner.">
              <p>If you upload to this run, you can never authorize it. Another Owner would have to.</p>
            </Note>
          )}
          <UploadPanel
            run={run.slug}
            titles={TITLES}
            recorded={run.evidence.map(({ phase, digest, recordedBy, ledgerIndex }) => ({
              phase,
              digest,
              recordedBy,
              ledgerIndex,
            }))}
          />
        </>
      )}
      {open.length > 0 && (
        <Part
          id="terminal"
          title="The same from a terminal"
          aside="The upload sends only what this server lacks, and can be repeated."
        >
          <div className="space-y-3">
            {open.map((phase) => (
              <Command
                key={phase}
                text={slotCommands(run, phase)}
                label={`commands for the ${phase} capture`}
              />
            ))}
          </div>
        </Part>
      )}
    </>
  );
}
