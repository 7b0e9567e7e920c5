import { Digest } from "@/app/_ui/digest";
import { countOf } from "@/app/_ui/figures";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { UploadStep } from "./sending";
import type { Sending } from "./use-uploads";

/** One file on its way: what it says of itself, how far it is, and what came of it. */
export function SendingLine({
  sending,
  titles,
}: {
  sending: Sending;
  titles: Readonly<Record<string, string>>;
}) {
  const { name, size, now, facts } = sending;
  const part = partOf(now);
  return (
    <li className="card px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <code className="font-semibold break-all">{name}</code>
        <span className="text-sm text-faint">{sizeText(size)}</span>
        <span className="ml-auto text-sm font-semibold">{wordOf(now)}</span>
      </p>
      {facts && (
        <p className="mt-1 text-sm text-soft">
          For slot <code>{facts.phase}</code>: {countOf(facts.rows, "row")} of{" "}
          {countOf(facts.tables, "table")} in {countOf(facts.pieces, "piece")}, evidence{" "}
          <Digest digest={facts.digest} label="evidence digest" />
        </p>
      )}
      {now.step !== "ended" && (
        <progress
          className="mt-2 h-2 w-full"
          {...(part !== null && { value: part })}
          max={1}
          aria-label={`Progress of ${name}`}
        />
      )}
      {now.step === "ended" && now.outcome.ok && (
        <p className="mt-1 text-sm text-soft">
          Slot <code>{now.outcome.receipt.phase}</code>, evidence{" "}
          <Digest digest={now.outcome.receipt.digest} label="evidence digest" />
          {now.outcome.receipt.index !== null && <>, ledger entry {now.outcome.receipt.index}</>}.
        </p>
      )}
      {now.step === "ended" && !now.outcome.ok && (
        <div className="mt-2">
          <ProblemNote
            problem={{
              ...now.outcome.problem,
              title:
                now.outcome.problem.title || (titles[now.outcome.problem.slug] ?? now.outcome.problem.slug),
            }}
          />
          {now.outcome.problem.status === 0 && facts === null && (
            <p className="mt-1 text-sm text-soft">Nothing of it was sent, and nothing of it was recorded.</p>
          )}
        </div>
      )}
    </li>
  );
}

/** 0 … 1, or null where nobody can tell how long it takes. */
function partOf(now: UploadStep): number | null {
  if (now.step === "reading") return now.total === 0 ? 0 : (0.1 * now.done) / now.total;
  if (now.step === "sending") return now.total === 0 ? 1 : 0.1 + (0.9 * now.done) / now.total;
  return now.step === "waiting" ? 0 : null;
}

function wordOf(now: UploadStep): string {
  switch (now.step) {
    case "waiting":
      return "waiting";
    case "reading":
      return "reading and hashing";
    case "asking":
      return "asking what is missing";
    case "sending":
      if (now.total === 0) return "the server has every piece";
      return `sending what is missing, ${Math.floor((100 * now.done) / now.total)} % of ${sizeText(now.total)}`;
    case "checking":
      return "the server re-reads and counts every row";
    case "ended":
      if (!now.outcome.ok) return "refused";
      return now.outcome.receipt.again ? "was recorded before" : "recorded";
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
