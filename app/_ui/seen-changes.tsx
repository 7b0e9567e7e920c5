"use client";

import { useEffect, useState } from "react";
import { formatSeen, parseSeen } from "./seen";
import { filled } from "./words/catalogue";

interface Props {
  /** Of the matrix: another verdict is another diff, of which nothing was seen. */
  readonly digest: string;
  /** All changes of the diff, on this page or not. */
  readonly total: number;
  readonly words: {
    readonly of: string;
    readonly all: string;
    readonly forget: string;
    readonly key: string;
  };
}

/**
 * How many of a run's changes somebody in this browser has gone to, by `n` or by a click, on whatever page shows
 * them. It is a help to the reader and nothing else: no record and no rule knows it.
 */
export function SeenChanges({ digest, total, words }: Props) {
  const name = `notouch.seen.${digest}`;
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());

  useEffect(() => {
    setSeen(parseSeen(localStorage.getItem(name)));
    const look = (event: Event) => {
      if (!(event.target instanceof Element)) return;
      const position = event.target.closest("[data-change]")?.getAttribute("data-change") ?? "";
      if (!/^\d+$/.test(position)) return;
      setSeen((before) => {
        if (before.has(Number(position))) return before;
        const after = new Set(before).add(Number(position));
        localStorage.setItem(name, formatSeen(after));
        return after;
      });
    };
    document.addEventListener("focusin", look);
    document.addEventListener("click", look);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("click", look);
    };
  }, [name]);

  const forget = () => {
    localStorage.removeItem(name);
    setSeen(new Set());
  };
  const all = seen.size >= total;
  return (
    <p className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <span role="status">
        {all && <span aria-hidden>✓ </span>}
        {filled(all ? words.all : words.of, { seen: seen.size, all: total })}
      </span>
      <progress
        aria-hidden
        max={total}
        value={Math.min(seen.size, total)}
        className="h-1.5 w-28 accent-ink"
      />
      <span className="text-faint">{words.key}</span>
      {seen.size > 0 && (
        <button type="button" className="link text-xs" onClick={forget}>
          {words.forget}
        </button>
      )}
    </p>
  );
}
