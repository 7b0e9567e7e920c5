import type { ReactNode } from "react";

export interface Definition {
  /** Where the explanations elsewhere lead to. */
  readonly id?: string;
  readonly term: ReactNode;
  readonly says: ReactNode;
}

/** Terms beside what they mean; one below the other on a narrow window. */
export function Definitions({ of, wide = false }: { of: readonly Definition[]; wide?: boolean }) {
  return (
    <dl className="card divide-y divide-line">
      {of.map(({ id, term, says }, i) => (
        <div
          key={id ?? i}
          id={id}
          className={`grid scroll-mt-4 items-baseline gap-x-4 gap-y-1 px-4 py-2.5 target:bg-mark/30 ${wide ? "sm:grid-cols-[17rem_1fr]" : "sm:grid-cols-[12rem_1fr]"}`}
        >
          <dt>{term}</dt>
          <dd className="max-w-[80ch]">{says}</dd>
        </div>
      ))}
    </dl>
  );
}
