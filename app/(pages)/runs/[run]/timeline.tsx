import type { ReactNode } from "react";
import { Digest } from "@/app/_ui/digest";
import { countOf } from "@/app/_ui/figures";
import { Icon } from "@/app/_ui/icon";
import { When } from "@/app/_ui/when";
import type { EvidenceView, RunDetail } from "@/db/views";
import type { Phase } from "@/lib/evidence/manifest";

/** The bracket: before, the pilot, (after-run), disposal, after. A missing slot is dashed; one out of order says so. */
export function Timeline({ run }: { run: RunDetail }) {
  const of = (phase: Phase) => run.evidence.find((e) => e.phase === phase);
  const [before, staging, afterRun, after] = [of("before"), of("staging"), of("after-run"), of("after")];
  const late = (earlier: EvidenceView | undefined, later: EvidenceView | undefined) =>
    earlier !== undefined && later !== undefined && Date.parse(later.startedAt) < Date.parse(earlier.endedAt);
  return (
    <ol className="grid gap-3 sm:grid-cols-2 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
      <Slot
        name="before"
        title="Production before"
        icon={<Icon sign="database" size={16} />}
        evidence={before}
        wrong={null}
      />
      <Slot
        name="staging"
        title="Pilot on staging"
        icon={<Icon sign="flask" size={16} />}
        evidence={staging}
        wrong={late(before, staging) ? "It was taken before the capture that it must follow." : null}
      />
      {afterRun && (
        <Slot
          name="after-run"
          title="Production after the run"
          icon={<Icon sign="database" size={16} />}
          evidence={afterRun}
          wrong={late(staging, afterRun) ? "It was taken before the capture that it must follow." : null}
        />
      )}
      <Disposal from={(afterRun ?? staging)?.endedAt ?? null} to={after?.startedAt ?? null} run={run} />
      <Slot
        name="after"
        title="Production after"
        icon={<Icon sign="database" size={16} />}
        evidence={after}
        wrong={late(staging ?? before, after) ? "It was taken before the capture that it must follow." : null}
      />
    </ol>
  );
}

function Slot(props: {
  name: Phase;
  title: string;
  icon: ReactNode;
  evidence: EvidenceView | undefined;
  wrong: string | null;
}) {
  const { name, title, icon, evidence, wrong } = props;
  const frame =
    evidence === undefined
      ? "border-dashed border-edge bg-none-wash"
      : wrong
        ? "border-fail bg-surface"
        : "border-line bg-surface";
  return (
    <li className={`rounded-lg border px-3.5 py-3 text-sm ${frame}`}>
      <p className="flex items-center gap-2 font-semibold">
        {icon} {title}
        <span className="ml-auto font-mono text-xs font-normal text-faint">{name}</span>
      </p>
      {evidence === undefined ? (
        <p className="mt-2 flex items-center gap-1.5 font-semibold text-none">
          <Icon sign="missing" size={14} /> Missing
        </p>
      ) : (
        <div className="mt-2 space-y-0.5 text-soft">
          <p>
            <When at={evidence.startedAt} seconds />
          </p>
          <p>
            {countOf(evidence.rows, "row")} in {countOf(evidence.tables, "table")}
          </p>
          <p className="break-words">
            {evidence.database}, PostgreSQL {evidence.serverVersion}
          </p>
          <p className="text-faint">
            by {evidence.recordedBy} · entry {evidence.ledgerIndex}
          </p>
          <p>
            <Digest digest={evidence.digest} label={`${name} evidence digest`} />
          </p>
        </div>
      )}
      {wrong !== null && (
        <p className="mt-2 flex gap-1.5 font-semibold text-fail">
          <Icon sign="warning" size={15} className="mt-0.5 shrink-0" /> Out of order. {wrong}
        </p>
      )}
    </li>
  );
}

/** Disposal leaves no evidence of its own: it lies between two captures, and NT-7 says whether anything is left. */
function Disposal({ from, to, run }: { from: string | null; to: string | null; run: RunDetail }) {
  const contained = run.matrix?.claims.find((c) => c.id === "NT-7")?.verdict;
  const known = from !== null && to !== null;
  return (
    <li
      className={`rounded-lg border px-3.5 py-3 text-sm ${known ? "border-line" : "border-dashed border-edge bg-none-wash"}`}
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon sign="bin" size={16} /> Disposal
      </p>
      <div className="mt-2 space-y-0.5 text-soft">
        {known ? (
          <p>
            Between <When at={from} seconds /> and <When at={to} seconds />
          </p>
        ) : (
          <p>Known once the captures on both sides of it are here.</p>
        )}
        {contained === "PASS" && <p>Nothing of the surface is left (NT-7).</p>}
        {contained === "FAIL" && <p className="font-semibold text-fail">NT-7 fails: see the matrix.</p>}
      </div>
    </li>
  );
}
