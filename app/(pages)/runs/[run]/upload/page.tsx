import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PROBLEMS } from "@/app/_server/api/problem";
import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Command } from "@/app/_ui/command";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { SHARED } from "@/app/_ui/words/shared-words";
import { getRun } from "@/db/runs/runs";
import { ROLES } from "@/lib/authority/roles";
import { REFUSAL_CODES } from "@/lib/base/refusal";
import { PHASES } from "@/lib/evidence/manifest";
import { signedIn } from "../../../signed-in";
import { slotCommands } from "../missing-evidence";
import { UploadPanel } from "./upload-panel";
import { UPLOAD } from "./upload-words";

/** What the browser itself may refuse a file for, by the names that the server has for it. */
const TITLES = Object.fromEntries(REFUSAL_CODES.map((code) => [code, PROBLEMS[code].title]));

type Props = { params: Promise<{ run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await wordsOf(UPLOAD)).metaTitle((await params).run) };
}

export default async function UploadPage({ params }: Props) {
  const person = await signedIn(`/runs/${(await params).run}/upload`);
  const run = await getRun(await database(), (await params).run);
  if (run === null) notFound();
  const words = await wordsOf(UPLOAD);
  const { copy } = await wordsOf(SHARED);
  const { contributes, decides } = ROLES[person.role];
  const open = PHASES.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  return (
    <>
      <PageHeading
        title={words.title}
        lead={
          <>
            {words.to}{" "}
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link">
              {run.name}
            </Link>
            . {words.lead}
          </>
        }
      />
      {!contributes ? (
        <Note title={words.cannot}>
          <p>{person.role === "auditor" ? words.auditor : words.administrator}</p>
        </Note>
      ) : (
        <>
          {decides && (
            <Note title={words.owner}>
              <p>{words.ownerSays}</p>
            </Note>
          )}
          <UploadPanel
            run={run.slug}
            titles={TITLES}
            words={words.panel}
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
        <Part id="terminal" title={words.terminal} aside={words.terminalSays}>
          <div className="space-y-3">
            {open.map((phase) => (
              <Command
                key={phase}
                text={slotCommands(run, phase)}
                label={words.commands(phase)}
                copy={copy}
              />
            ))}
          </div>
        </Part>
      )}
    </>
  );
}
