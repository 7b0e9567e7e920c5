import type { Problem } from "./problem";

/** A refusal: its title, what was wrong and where, and the cure. Announced as soon as it appears. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div role="alert" className="rounded-lg border border-fail bg-fail-wash px-4 py-3">
      <p className="flex items-center gap-2 font-semibold text-fail">
        <svg
          aria-hidden
          viewBox="0 0 24 24"
          width="17"
          height="17"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          className="shrink-0"
        >
          <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v4.5M12 16v.1" />
        </svg>
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
