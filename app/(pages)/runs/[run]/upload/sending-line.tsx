import { Digest } from "@/app/_ui/digest";
import { ProblemNote } from "@/app/_ui/problem-note";
import { filled } from "@/app/_ui/words/catalogue";
import { usePageLanguage } from "@/app/_ui/words/page-language";
import type { UploadStep } from "./sending";
import type { PanelWords } from "./upload-words";
import type { Sending } from "./use-uploads";

type Counted = PanelWords["line"]["rows"];

/** One file on its way: what it says of itself, how far it is, and what came of it. */
export function SendingLine({
  sending,
  titles,
  words,
}: {
  sending: Sending;
  titles: Readonly<Record<string, string>>;
  words: PanelWords;
}) {
  const { line, evidenceDigest, copy } = words;
  const language = usePageLanguage();
  const count = (n: number, { one, many }: Counted) =>
    filled(n === 1 ? one : many, { n: n.toLocaleString(language) });
  const { name, size, now, facts } = sending;
  const part = partOf(now);
  return (
    <li className="card px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <code className="font-semibold break-all">{name}</code>
        <span className="text-sm text-faint">{sizeText(size)}</span>
        <span className="ml-auto text-sm font-semibold">{wordOf(now, line)}</span>
      </p>
      {facts && (
        <p className="mt-1 text-sm text-soft">
          {filled(line.facts, {
            phase: facts.phase,
            rows: count(facts.rows, line.rows),
            tables: count(facts.tables, line.tables),
            pieces: count(facts.pieces, line.pieces),
          })}{" "}
          <Digest digest={facts.digest} label={evidenceDigest} copy={copy} />
        </p>
      )}
      {now.step !== "ended" && (
        <progress
          className="mt-2 h-2 w-full"
          {...(part !== null && { value: part })}
          max={1}
          aria-label={filled(line.progress, { name })}
        />
      )}
      {now.step === "ended" && now.outcome.ok && (
        <p className="mt-1 text-sm text-soft">
          {filled(line.done, { phase: now.outcome.receipt.phase })}{" "}
          <Digest digest={now.outcome.receipt.digest} label={evidenceDigest} copy={copy} />
          {now.outcome.receipt.index !== null &&
            `, ${filled(line.entry, { index: now.outcome.receipt.index })}`}
          .
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
            <p className="mt-1 text-sm text-soft">{line.unsent}</p>
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

function wordOf(now: UploadStep, line: PanelWords["line"]): string {
  switch (now.step) {
    case "waiting":
      return line.waiting;
    case "reading":
      return line.reading;
    case "asking":
      return line.asking;
    case "sending":
      if (now.total === 0) return line.whole;
      return filled(line.sending, {
        percent: Math.floor((100 * now.done) / now.total),
        size: sizeText(now.total),
      });
    case "checking":
      return line.checking;
    case "ended":
      if (!now.outcome.ok) return line.refused;
      return now.outcome.receipt.again ? line.again : line.recorded;
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
