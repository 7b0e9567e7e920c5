import { pageLanguage, wordsOf } from "@/app/_server/language";
import { type IntegrityCheck, lastCheck } from "@/app/_server/ledger/integrity";
import { Command } from "@/app/_ui/command";
import { grouped } from "@/app/_ui/figures";
import { Note, PageHeading, Part, Scroller } from "@/app/_ui/frame";
import { Icon, type Sign } from "@/app/_ui/icon";
import { Refresher } from "@/app/_ui/refresher";
import { When } from "@/app/_ui/when";
import { SHARED } from "@/app/_ui/words/shared-words";
import { type Finding, FSCK_STAGE_NAMES, type FsckOutcome } from "@/db/fsck/report";
import { signedIn } from "../signed-in";
import { checkEverything } from "./actions";
import { INTEGRITY } from "./integrity-words";

export async function generateMetadata() {
  return { title: (await wordsOf(INTEGRITY)).title };
}

const LOOK: Readonly<Record<FsckOutcome, { sign: Sign; frame: string }>> = {
  sound: { sign: "check", frame: "border-pass bg-pass-wash text-pass" },
  incomplete: { sign: "question", frame: "border-dashed border-edge bg-none-wash text-none" },
  broken: { sign: "cross", frame: "border-fail bg-fail-wash text-fail" },
};

/** The same from a terminal on the machine itself, where checkpoints that were kept can be given. */
const COMMANDS = "npm run fsck\nnpm run fsck -- --checkpoint FILE";

export default async function IntegrityPage() {
  await signedIn("/integrity");
  const words = await wordsOf(INTEGRITY);
  const check = lastCheck();
  const running = check !== null && check.endedAt === null;
  return (
    <>
      <PageHeading title={words.title} lead={words.lead}>
        <form action={checkEverything}>
          <button type="submit" className="button" disabled={running}>
            {running ? words.busy : words.start}
          </button>
        </form>
      </PageHeading>
      {check === null ? (
        <Note title={words.nothing}>
          <p>{words.machine}</p>
          <Command text={COMMANDS} label={words.commands} copy={(await wordsOf(SHARED)).copy} />
        </Note>
      ) : (
        <Checked check={check} />
      )}
      {running && <Refresher seconds={2} />}
    </>
  );
}

async function Checked({ check }: { check: IntegrityCheck }) {
  const words = await wordsOf(INTEGRITY);
  const language = await pageLanguage();
  const { report, endedAt, failure } = check;
  return (
    <>
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {endedAt === null ? (
          <strong>{words.checking}</strong>
        ) : failure === null ? (
          <Outcome outcome={report.outcome} />
        ) : (
          <strong>{words.failed(failure)}</strong>
        )}
        <span className="text-sm text-faint">
          {words.asked(check.by)} <When at={check.startedAt.toISOString()} seconds />
          {endedAt && ` · ${words.ended(Math.max(1, Math.round((+endedAt - +check.startedAt) / 1000)))}`}
        </span>
      </p>
      <Scroller label={words.what} className="card mt-4">
        <table className="grid-table middle min-w-[22rem]">
          <thead>
            <tr>
              <th scope="col">{words.stage}</th>
              <th scope="col" className="num !text-right">
                {words.checked}
              </th>
            </tr>
          </thead>
          <tbody>
            {FSCK_STAGE_NAMES.map((stage) => (
              <tr key={stage}>
                <td>
                  {words.stages[stage]}
                  {endedAt === null && report.stage === stage && (
                    <span className="text-faint"> · {words.now}</span>
                  )}
                </td>
                <td className="num">{grouped(report.checked[stage], language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <Findings
        id="wrong"
        title={words.wrong.title}
        findings={report.broken}
        count={report.brokenCount}
        none={endedAt === null ? words.wrong.soFar : words.wrong.none}
      />
      <Findings
        id="unchecked"
        title={words.unchecked.title}
        findings={report.unchecked}
        count={report.uncheckedCount}
        none={endedAt === null ? words.unchecked.soFar : words.unchecked.none}
      />
    </>
  );
}

async function Outcome({ outcome }: { outcome: FsckOutcome }) {
  const { word, says } = (await wordsOf(INTEGRITY)).outcomes[outcome];
  const { sign, frame } = LOOK[outcome];
  return (
    <>
      <span
        className={`inline-flex items-center gap-1.5 rounded border px-2 py-0.5 font-bold tracking-wide ${frame}`}
      >
        <Icon sign={sign} size={16} weight={2.6} />
        {word}
      </span>
      <span>{says}</span>
    </>
  );
}

async function Findings(props: {
  id: string;
  title: string;
  findings: readonly Finding[];
  count: number;
  none: string;
}) {
  const { id, title, findings, count, none } = props;
  const words = await wordsOf(INTEGRITY);
  return (
    <Part id={id} title={title} aside={words.findings(count)}>
      {findings.length === 0 ? (
        <p className="text-soft">{none}</p>
      ) : (
        <>
          {words.verbatim !== "" && <p className="mb-2 text-sm text-faint">{words.verbatim}</p>}
          <ul className="card divide-y divide-line">
            {findings.map((finding, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: findings are only ever appended
              <li key={i} className="px-4 py-2.5 break-words">
                <span lang="en">
                  <span className="font-semibold">{finding.at}</span>
                  <span className="text-soft">: {finding.problem}</span>
                </span>
              </li>
            ))}
            {count > findings.length && (
              <li className="px-4 py-2.5 text-faint">{words.more(count - findings.length)}</li>
            )}
          </ul>
        </>
      )}
    </Part>
  );
}
