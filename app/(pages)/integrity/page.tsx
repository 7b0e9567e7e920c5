import { type IntegrityCheck, lastCheck } from "@/app/_server/integrity";
import { countOf } from "@/app/_ui/figures";
import { Note, PageHeading, Part, Scroller } from "@/app/_ui/frame";
import { Icon, type Sign } from "@/app/_ui/icon";
import { Refresher } from "@/app/_ui/refresher";
import { When } from "@/app/_ui/when";
import { type Finding, FSCK_STAGE_NAMES, FSCK_STAGES, type FsckOutcome } from "@/db/fsck-report";
import { signedIn } from "../signed-in";
import { checkEverything } from "./actions";

export const metadata = { title: "Integrity" };

const OUTCOMES: Readonly<Record<FsckOutcome, { word: string; sign: Sign; frame: string; says: string }>> = {
  sound: {
    word: "SOUND",
    sign: "check",
    frame: "border-pass bg-pass-wash text-pass",
    says: "Everything was checked and agrees.",
  },
  incomplete: {
    word: "INCOMPLETE",
    sign: "question",
    frame: "border-dashed border-edge bg-none-wash text-none",
    says: "Nothing disagrees, and not everything could be checked.",
  },
  broken: {
    word: "BROKEN",
    sign: "cross",
    frame: "border-fail bg-fail-wash text-fail",
    says: "What is stored was altered or damaged. Keep a copy of everything before you change anything.",
  },
};

export default async function IntegrityPage() {
  await signedIn("/integrity");
  const check = lastCheck();
  const running = check !== null && check.endedAt === null;
  return (
    <>
      <PageHeading
        title="Integrity"
        lead="Re-hashes and recomputes everything that is stored, and holds it against the signed ledger."
      >
        <form action={checkEverything}>
          <button type="submit" className="button" disabled={running}>
            {running ? "Checking" : "Check everything"}
          </button>
        </form>
      </PageHeading>
      {check === null ? (
        <Note title="Nothing was checked since this server started.">
          <p>
            On the machine itself <code className="font-mono text-xs">npm run fsck</code> does the same, and
            takes checkpoints that you kept:{" "}
            <code className="font-mono text-xs">npm run fsck -- --checkpoint FILE</code>.
          </p>
        </Note>
      ) : (
        <Checked check={check} />
      )}
      {running && <Refresher seconds={2} />}
    </>
  );
}

function Checked({ check }: { check: IntegrityCheck }) {
  const { report, endedAt, failure } = check;
  return (
    <>
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {endedAt === null ? (
          <strong>Checking …</strong>
        ) : failure === null ? (
          <Outcome outcome={report.outcome} />
        ) : (
          <strong>The check did not come to an end: {failure}</strong>
        )}
        <span className="text-sm text-faint">
          asked for by {check.by} <When at={check.startedAt.toISOString()} seconds />
          {endedAt && ` · ended after ${Math.max(1, Math.round((+endedAt - +check.startedAt) / 1000))} s`}
        </span>
      </p>
      <Scroller label="What was checked" className="card mt-4">
        <table className="grid-table middle min-w-[22rem]">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col" className="num !text-right">
                Checked
              </th>
            </tr>
          </thead>
          <tbody>
            {FSCK_STAGE_NAMES.map((stage) => (
              <tr key={stage}>
                <td>
                  {FSCK_STAGES[stage]}
                  {endedAt === null && report.stage === stage && <span className="text-faint"> · now</span>}
                </td>
                <td className="num">{report.checked[stage].toLocaleString("en-US")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      <Findings
        id="wrong"
        title="Wrong"
        findings={report.broken}
        count={report.brokenCount}
        none={endedAt === null ? "Nothing so far." : "Nothing."}
      />
      <Findings
        id="unchecked"
        title="Could not be checked"
        findings={report.unchecked}
        count={report.uncheckedCount}
        none={endedAt === null ? "Nothing so far." : "Nothing: all of it was."}
      />
    </>
  );
}

function Outcome({ outcome }: { outcome: FsckOutcome }) {
  const { word, sign, frame, says } = OUTCOMES[outcome];
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

function Findings(props: {
  id: string;
  title: string;
  findings: readonly Finding[];
  count: number;
  none: string;
}) {
  const { id, title, findings, count, none } = props;
  return (
    <Part id={id} title={title} aside={countOf(count, "finding", "findings")}>
      {findings.length === 0 ? (
        <p className="text-soft">{none}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {findings.map((finding, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: findings are only ever appended
            <li key={i} className="px-4 py-2.5 break-words">
              <span className="font-semibold">{finding.at}</span>
              <span className="text-soft">: {finding.problem}</span>
            </li>
          ))}
          {count > findings.length && (
            <li className="px-4 py-2.5 text-faint">and {countOf(count - findings.length, "more", "more")}</li>
          )}
        </ul>
      )}
    </Part>
  );
}
