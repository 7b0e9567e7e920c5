import { Command } from "@/app/_ui/command";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { Outcome } from "./outcome";

/** What an action answered; a secret stands here once and is never shown again. */
export function OutcomeNote({ outcome }: { outcome: Outcome }) {
  if (outcome === null || outcome.kind === "done") return null;
  if (outcome.kind === "refused") return <ProblemNote problem={outcome.problem} />;
  return (
    <div role="status" className="rounded-lg border-2 border-ink px-4 py-3">
      <p className="mb-2">
        <strong>{outcome.of}</strong>
        {outcome.says}
      </p>
      <Command text={outcome.secret} label={outcome.label} copy={outcome.copy} />
    </div>
  );
}
