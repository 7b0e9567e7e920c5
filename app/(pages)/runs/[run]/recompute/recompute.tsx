"use client";

import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useReady } from "@/app/_ui/use-ready";
import { filled } from "@/app/_ui/words/catalogue";
import type { RecomputeWords } from "./recompute-words";
import type { Recomputed, RecomputeNews, RecomputeOrder } from "./recomputing";
import { sizeText } from "./size-text";

const RecomputeResult = lazy(async () => ({ default: (await import("./recompute-result")).RecomputeResult }));

/**
 * Judges one claim again in this browser, from the stored manifests, pages and chunks, and says whether the server's
 * verdict comes out. The evaluator is loaded by the press of the button; nothing of it is on the page before.
 */
export function Recompute(props: Omit<RecomputeOrder, "rows"> & { readonly words: RecomputeWords }) {
  const { run, claim, matrixDigest, words } = props;
  const worker = useRef<Worker | null>(null);
  const ready = useReady();
  const [busy, setBusy] = useState<{ pieces: number; bytes: number } | null>(null);
  const [result, setResult] = useState<Recomputed | null>(null);
  useEffect(() => () => worker.current?.terminate(), []);

  const begin = (rows: boolean) => {
    worker.current?.terminate();
    const at = new Worker(new URL("./recompute-worker.ts", import.meta.url), { type: "module" });
    worker.current = at;
    setResult(null);
    setBusy({ pieces: 0, bytes: 0 });
    const end = (ended: Recomputed) => {
      at.terminate();
      setBusy(null);
      setResult(ended);
    };
    at.onerror = (event) => end({ outcome: "impossible", why: event.message || words.unloaded });
    at.onmessage = ({ data }: MessageEvent<RecomputeNews>) => {
      if (data.kind === "done") end(data.result);
      else setBusy({ pieces: data.pieces, bytes: data.bytes });
    };
    at.postMessage({ run, claim, matrixDigest, rows } satisfies RecomputeOrder);
  };

  return (
    <section aria-label={filled(words.label, { claim })} className="no-print space-y-2 px-3 pb-4 sm:px-6">
      <p className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="button"
          disabled={!ready || busy !== null}
          onClick={() => begin(false)}
        >
          {words.here}
        </button>
        <button
          type="button"
          className="button"
          disabled={!ready || busy !== null}
          onClick={() => begin(true)}
        >
          {words.rows}
        </button>
        <span className="text-sm text-faint" role="status">
          {busy === null
            ? words.idle
            : filled(words.busy, { pieces: busy.pieces, size: sizeText(busy.bytes) })}
        </span>
      </p>
      {result && (
        <Suspense>
          <RecomputeResult claim={claim} result={result} words={words} />
        </Suspense>
      )}
    </section>
  );
}
