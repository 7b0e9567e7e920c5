import { Icon } from "./icon";
import type { Problem } from "./problem";

/** A refusal: its title, what was wrong and where, and the cure. Announced as soon as it appears. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div role="alert" className="rounded-lg border border-fail bg-fail-wash px-4 py-3">
      <p className="flex items-center gap-2 font-semibold text-fail">
        <Icon sign="refused" size={17} className="shrink-0" />
        {problem.title}
      </p>
      {problem.detail && <p className="mt-1">{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul className="mt-2 space-y-1 text-sm">
          {problem.errors.map((fault) => (
            <li key={`${fault.at} ${fault.problem}`} className="break-words">
              {fault.at && <code className="font-semibold">{fault.at}</code>} {fault.problem}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-xs text-soft">
        {problem.slug} · {problem.status}
        {problem.trace && ` · ${problem.trace}`}
        {problem.status >= 400 && problem.status < 500 && " · nothing of it was recorded"}
      </p>
    </div>
  );
}
