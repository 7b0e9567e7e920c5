import type { Problem } from "./problem";

/** What a refusal says, in one language; what is still English on a page of another is marked so. */
export interface ProblemSaid {
  readonly title: string;
  /** What the type of the problem means; null where `detail` says enough. */
  readonly says: string | null;
  readonly detail: { readonly text: string; readonly lang?: "en" };
  readonly faults: readonly { readonly at: string; readonly text: string; readonly lang?: "en" }[];
  readonly unrecorded: string;
}

/** The box of a refusal. Announced as soon as it appears. */
export function ProblemText({
  problem: { slug, status, trace },
  said: { title, says, detail, faults, unrecorded },
}: {
  problem: Pick<Problem, "slug" | "status" | "trace">;
  said: ProblemSaid;
}) {
  return (
    <div role="alert" className="rounded-lg border border-fail bg-fail-wash px-4 py-3 break-words">
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
        {title}
      </p>
      {says !== null && <p className="mt-1">{says}</p>}
      {detail.text && (
        <p lang={detail.lang} className={says === null ? "mt-1" : "mt-1 text-sm text-soft"}>
          {detail.text}
        </p>
      )}
      {faults.length > 0 && (
        <ul className="mt-2 space-y-1 text-sm">
          {faults.map(({ at, text, lang }) => (
            <li key={`${at} ${text}`}>
              {at && <code className="font-semibold">{at}</code>} <span lang={lang}>{text}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-xs text-soft">
        {slug} · {status}
        {trace && ` · ${trace}`}
        {status >= 400 && status < 500 && ` · ${unrecorded}`}
      </p>
    </div>
  );
}
