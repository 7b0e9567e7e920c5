"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { FileFacts, UploadNews, UploadOrder, UploadStep } from "./sending";
import { keepUnfinished, type Unfinished, unfinishedOf } from "./unfinished";

export interface Sending {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly now: UploadStep;
  readonly facts: FileFacts | null;
}

/** The uploads of this page, done by a worker that is loaded with the first file. */
export function useUploads(
  run: string,
  recorded: UploadOrder["recorded"],
  onRecorded: () => void,
): {
  readonly sendings: readonly Sending[];
  readonly unfinished: readonly Unfinished[];
  add(files: readonly File[]): void;
  forget(digest: string): void;
} {
  const worker = useRef<Worker | null>(null);
  const count = useRef(0);
  const files = useRef(new Map<number, { readonly name: string; facts: FileFacts | null }>());
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const [unfinished, setUnfinished] = useState<readonly Unfinished[]>([]);
  const told = useRef(onRecorded);
  told.current = onRecorded;

  useEffect(() => setUnfinished(unfinishedOf(run)), [run]);
  useEffect(() => () => worker.current?.terminate(), []);

  const busy = sendings.some((s) => s.now.step !== "ended");
  useEffect(() => {
    if (!busy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [busy]);

  const heard = useCallback(
    ({ id, now, facts }: UploadNews) => {
      setSendings((all) => all.map((s) => (s.id === id ? { ...s, now, facts: facts ?? s.facts } : s)));
      const file = files.current.get(id);
      if (file) {
        file.facts = facts ?? file.facts;
        if (file.facts) note(run, file.name, file.facts, now);
      }
      if (now.step !== "ended") return;
      setUnfinished(unfinishedOf(run));
      if (now.outcome.ok) told.current();
    },
    [run],
  );

  const add = (chosen: readonly File[]) => {
    const at =
      worker.current ?? new Worker(new URL("./upload-worker.ts", import.meta.url), { type: "module" });
    if (worker.current === null) {
      at.onmessage = ({ data }: MessageEvent<UploadNews>) => heard(data);
      worker.current = at;
    }
    for (const file of chosen) {
      const id = count.current++;
      files.current.set(id, { name: file.name, facts: null });
      setSendings((all) => [
        ...all,
        { id, name: file.name, size: file.size, now: { step: "waiting" }, facts: null },
      ]);
      at.postMessage({ id, run, file, recorded } satisfies UploadOrder);
    }
  };
  const forget = (digest: string) => {
    keepUnfinished(
      run,
      unfinishedOf(run).filter((u) => u.digest !== digest),
    );
    setUnfinished(unfinishedOf(run));
  };
  return { sendings, unfinished, add, forget };
}

/** Keeps where an upload stands, and forgets it once it is recorded or refused. */
function note(run: string, name: string, { digest, phase }: FileFacts, now: UploadStep): void {
  const others = unfinishedOf(run).filter((u) => u.digest !== digest);
  const percent = now.step === "sending" && now.total > 0 ? Math.floor((100 * now.done) / now.total) : null;
  if (now.step === "ended") {
    // An answer that never came leaves the upload as it was: it can go on.
    if (now.outcome.ok || now.outcome.problem.status >= 400) keepUnfinished(run, others);
  } else if (percent !== null) keepUnfinished(run, [...others, { name, digest, phase, percent }]);
}
