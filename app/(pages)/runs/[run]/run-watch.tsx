"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { RunWords } from "./run-words";

interface Props {
  readonly slug: string;
  /** What the page was made of; the page is made anew once the server answers something else. */
  readonly stamp: string;
  readonly state: "judging" | "waiting" | "whole";
  readonly words: RunWords["watch"];
}

/** Seconds between two questions. */
const EVERY: Readonly<Record<Props["state"], number>> = { judging: 1, waiting: 4, whole: 15 };

/** What `/runs/{run}/pulse` answers. */
interface Pulse {
  readonly stamp: string;
  readonly judging: { readonly read: number; readonly changes: number; readonly seconds: number } | null;
}

type Heard =
  | { readonly kind: "nothing" }
  | { readonly kind: "pulse"; readonly pulse: Pulse; readonly at: string }
  | { readonly kind: "silence" | "ended"; readonly since: string };

/**
 * Asks the server whether the run moved: evidence that arrives, a verdict that is being made, a decision. All of it
 * is the server's state, so that a reloaded page goes on where the other one was. A server that no longer answers
 * makes the page say that it may be stale, for what nobody confirms is not to be relied on.
 */
export function RunWatch({ slug, stamp, state, words }: Props) {
  const router = useRouter();
  const [heard, setHeard] = useState<Heard>({ kind: "nothing" });
  const [moved, setMoved] = useState(false);

  useEffect(() => {
    let last = clock();
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      const answer = await fetch(`/runs/${slug}/pulse`, { cache: "no-store" }).catch(() => null);
      if (answer?.status === 401) return setHeard({ kind: "ended", since: last });
      if (!answer?.ok) return setHeard({ kind: "silence", since: last });
      const pulse: Pulse = await answer.json();
      last = clock();
      setHeard({ kind: "pulse", pulse, at: last });
      if (pulse.stamp !== stamp) setMoved(true);
      // A judgement that nobody makes any more has failed, or is another process's: the page finds out which.
      if (pulse.stamp !== stamp || (state === "judging" && pulse.judging === null)) router.refresh();
    };
    const timer = setInterval(() => void ask(), EVERY[state] * 1000);
    return () => clearInterval(timer);
  }, [router, slug, stamp, state]);

  return (
    <div role="status" className="no-print text-sm empty:hidden">
      {moved && <p className="sr-only">{words.moved}</p>}
      <Told heard={heard} state={state} words={words} slug={slug} />
    </div>
  );
}

function Told({
  heard,
  state,
  words,
  slug,
}: Pick<Props, "state" | "words" | "slug"> & { readonly heard: Heard }) {
  if (heard.kind === "silence" || heard.kind === "ended")
    return (
      <p className="rounded-lg border-2 border-dashed border-ink bg-surface px-4 py-2.5 font-semibold">
        {heard.kind === "ended" ? words.ended : filled(words.stale, { at: heard.since })}{" "}
        {heard.kind === "ended" && (
          <a href={`/sign-in?next=${encodeURIComponent(`/runs/${slug}`)}`} className="link">
            {words.signIn}
          </a>
        )}
      </p>
    );
  const judging = heard.kind === "pulse" ? heard.pulse.judging : null;
  if (state === "judging")
    return (
      <p className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-2.5">
        <progress aria-label={words.starts} className="mr-3 inline-block h-2 w-32 align-middle accent-ink" />
        {judging === null ? words.starts : filled(words.judging, { ...judging })}
      </p>
    );
  if (state === "waiting")
    return (
      <p className="text-faint">
        {words.watching} {heard.kind === "pulse" && filled(words.asked, { at: heard.at })}
      </p>
    );
  return null;
}

/** `22:14:03`, of now. */
function clock(): string {
  return new Date().toISOString().slice(11, 19);
}
