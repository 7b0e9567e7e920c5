import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Digest } from "@/app/_ui/digest";
import { Icon } from "@/app/_ui/icon";
import { When } from "@/app/_ui/when";
import { bornRows } from "@/app/_ui/words/engineering-sentence";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { EvidenceView, RunDetail } from "@/db/runs/views";
import type { Phase } from "@/lib/evidence/manifest";
import type { RowChange } from "@/lib/verdict/change";
import { birthTimes } from "./birth-times";
import { BirthsStrip } from "./births-strip";
import { BracketNode, type NodeShape } from "./bracket-node";
import { durationText } from "./duration";
import { RUN } from "./run-words";

/** How one capture follows another. `open`: one of the two is missing. */
type Link = { readonly state: "follows"; readonly ms: number } | { readonly state: "open" | "wrong" };

/** How many of the live births are read for their time. */
export const BIRTHS_READ = 200;

/**
 * The bracket as a drawn line: before, the pilot, (after-run), disposal, after, with the live births between. What is
 * missing is dashed, what is out of order says so and is drawn in red; neither can look like a whole bracket.
 */
export async function Timeline({ run, born }: { run: RunDetail; born: readonly RowChange[] }) {
  const of = (phase: Phase) => run.evidence.find((e) => e.phase === phase);
  const [before, staging, afterRun, after] = [of("before"), of("staging"), of("after-run"), of("after")];
  const last = afterRun ?? staging;
  const births = run.matrix === null ? 0 : bornRows(run.matrix);
  return (
    <figure className="bracket-figure">
      <ol className="bracket">
        <Slot phase="before" shape="opens" evidence={before} to={linkOf(before, staging)} />
        <Slot
          phase="staging"
          shape="run"
          evidence={staging}
          wrong={linkOf(before, staging).state === "wrong"}
          to={afterRun ? linkOf(staging, afterRun) : linkOf(staging, after)}
        />
        {afterRun && (
          <Slot
            phase="after-run"
            shape="point"
            evidence={afterRun}
            wrong={linkOf(staging, afterRun).state === "wrong"}
            to={linkOf(afterRun, after)}
          />
        )}
        <Disposal from={last} to={after} run={run} />
        <Slot
          phase="after"
          shape="closes"
          evidence={after}
          wrong={linkOf(last ?? before, after).state === "wrong"}
          to={null}
        />
      </ol>
      {births > 0 && before && after && (
        <BirthsStrip
          count={births}
          shown={born.length}
          times={birthTimes(born, before.startedAt, after.endedAt)}
          from={before.startedAt}
          to={after.endedAt}
        />
      )}
    </figure>
  );
}

function linkOf(earlier: EvidenceView | undefined, later: EvidenceView | undefined): Link {
  if (earlier === undefined || later === undefined) return { state: "open" };
  const ms = Date.parse(later.startedAt) - Date.parse(earlier.endedAt);
  // Captures may not touch either: the bracket asks for a clear before and after.
  return ms > 0 ? { state: "follows", ms } : { state: "wrong" };
}

async function Slot(props: {
  phase: Phase;
  shape: NodeShape;
  evidence: EvidenceView | undefined;
  wrong?: boolean;
  to: Link | null;
}) {
  const { phase, shape, evidence, wrong = false, to } = props;
  const words = await wordsOf(RUN);
  const { bracket } = words;
  const { copy } = await wordsOf(SHARED);
  const state = evidence === undefined ? "missing" : wrong ? "wrong" : "there";
  return (
    <li data-state={state}>
      <BracketNode shape={shape} state={state} />
      {to && <LinkLine link={to} />}
      <div className="bracket-card">
        <p className="flex flex-wrap items-baseline gap-x-2 font-semibold">
          {bracket[phase]}
          <span className="ml-auto font-mono text-xs font-normal text-faint">{phase}</span>
        </p>
        {evidence === undefined ? (
          <p className="mt-2 flex items-center gap-1.5 font-semibold text-none">
            <Icon sign="missing" size={14} /> {bracket.missing}
          </p>
        ) : (
          <div className="mt-2 space-y-0.5 text-soft">
            <p>
              <When at={evidence.startedAt} seconds />
            </p>
            <p>{bracket.rows(evidence.rows, evidence.tables)}</p>
            <p className="break-words">
              {evidence.database}, PostgreSQL {evidence.serverVersion}
            </p>
            <p className="text-faint">{bracket.by(evidence.recordedBy, evidence.ledgerIndex)}</p>
            <p>
              <Digest digest={evidence.digest} label={words.evidenceDigest(phase)} copy={copy} />
            </p>
          </div>
        )}
        {wrong && (
          <p className="mt-2 flex gap-1.5 font-semibold text-fail">
            <Icon sign="warning" size={15} className="mt-0.5 shrink-0" /> {bracket.wrong}
          </p>
        )}
      </div>
    </li>
  );
}

async function LinkLine({ link }: { link: Link }) {
  const { bracket } = await wordsOf(RUN);
  const language = await pageLanguage();
  return (
    <span className="bracket-link" data-state={link.state}>
      {link.state === "follows" && <span>{bracket.apart(durationText(link.ms, language))}</span>}
      {link.state === "wrong" && <span className="font-semibold text-fail">{bracket.lapped}</span>}
    </span>
  );
}

/** Disposal leaves no evidence of its own: it lies between two captures, and NT-7 says whether anything is left. */
async function Disposal(props: {
  from: EvidenceView | undefined;
  to: EvidenceView | undefined;
  run: RunDetail;
}) {
  const { from, to, run } = props;
  const { bracket } = await wordsOf(RUN);
  const contained = run.matrix?.claims.find((c) => c.id === "NT-7")?.verdict;
  const known = from !== undefined && to !== undefined;
  return (
    <li data-state={known ? "between" : "missing"}>
      <BracketNode shape="disposal" state={known ? "there" : "missing"} />
      <span className="bracket-link" data-state={known ? linkOf(from, to).state : "open"} />
      <div className="bracket-card">
        <p className="font-semibold">{bracket.disposal}</p>
        <div className="mt-2 space-y-0.5 text-soft">
          {known ? (
            <p>
              {bracket.between} <When at={from.endedAt} seconds /> {bracket.and}{" "}
              <When at={to.startedAt} seconds />
            </p>
          ) : (
            <p>{bracket.unknown}</p>
          )}
          {contained === "PASS" && <p>{bracket.contained}</p>}
          {contained === "FAIL" && <p className="font-semibold text-fail">{bracket.residue}</p>}
        </div>
      </div>
    </li>
  );
}
