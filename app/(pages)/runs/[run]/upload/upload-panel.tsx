"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { Digest } from "@/app/_ui/digest";
import { Icon } from "@/app/_ui/icon";
import { ProblemNote } from "@/app/_ui/problem-note";
import { useReady } from "@/app/_ui/use-ready";
import type { Phase } from "@/lib/evidence/manifest";
import { sendFile, type UploadOutcome } from "./send-file";

interface Recorded {
  readonly phase: Phase;
  readonly digest: string;
  readonly recordedBy: string;
  readonly ledgerIndex: number;
}

const SLOTS: readonly { phase: Phase; says: string }[] = [
  { phase: "before", says: "production before the pilot" },
  { phase: "staging", says: "the staging surface, while it exists" },
  { phase: "after-run", says: "production after the run (optional)" },
  { phase: "after", says: "production after the disposal" },
];

interface Sending {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly part: number;
  readonly outcome: UploadOutcome | null;
}

/** Sends one file after another: the server takes them in their order, and each stands or falls alone. */
export function UploadPanel({ run, recorded }: { run: string; recorded: readonly Recorded[] }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const count = useRef(0);
  const ready = useReady();
  const [over, setOver] = useState(false);
  const [sendings, setSendings] = useState<readonly Sending[]>([]);
  const change = (id: number, part: Partial<Sending>) =>
    setSendings((all) => all.map((s) => (s.id === id ? { ...s, ...part } : s)));

  const add = (files: readonly File[]) => {
    for (const file of files) {
      const id = count.current++;
      setSendings((all) => [...all, { id, name: file.name, size: file.size, part: 0, outcome: null }]);
      queue.current = queue.current.then(async () => {
        const outcome = await sendFile(run, file, (part) => change(id, { part }));
        change(id, { outcome });
        if (outcome.ok) router.refresh();
      });
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };

  return (
    <div className="mt-4 space-y-5">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {SLOTS.map(({ phase, says }) => {
          const there = recorded.find((r) => r.phase === phase);
          return (
            <li
              key={phase}
              className={`rounded-lg border px-3.5 py-3 text-sm ${there ? "border-line bg-surface" : "border-dashed border-edge bg-none-wash"}`}
            >
              <p className="flex items-center gap-2 font-semibold">
                {there ? <Icon sign="check" size={16} /> : <Icon sign="missing" size={16} />}
                <code>{phase}</code>
                <span className="ml-auto font-normal text-faint">{there ? "recorded" : "open"}</span>
              </p>
              <p className="mt-1 text-soft">{says}</p>
              {there && (
                <p className="mt-1 text-faint">
                  <Digest digest={there.digest} label={`${phase} evidence digest`} /> by {there.recordedBy} ·
                  entry {there.ledgerIndex}
                </p>
              )}
            </li>
          );
        })}
      </ul>

      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the button beside it does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`flex flex-col items-center gap-3 rounded-lg border-2 border-dashed px-4 py-10 text-center ${over ? "border-ink bg-sunken" : "border-edge bg-surface"}`}
      >
        <Icon sign="file" size={26} className="text-faint" />
        <p>
          Drop <code>.notouch</code> files here. Each file says itself which slot it fills.
        </p>
        <button
          type="button"
          className="button button-ink"
          disabled={!ready}
          onClick={() => input.current?.click()}
        >
          Choose files
        </button>
        <input
          ref={input}
          type="file"
          disabled={!ready}
          multiple
          accept=".notouch"
          aria-label="Evidence files"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>

      <ol className="space-y-3" aria-live="polite">
        {sendings.map((sending) => (
          <li key={sending.id} className="card px-4 py-3">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <code className="font-semibold break-all">{sending.name}</code>
              <span className="text-sm text-faint">{sizeText(sending.size)}</span>
              <span className="ml-auto text-sm font-semibold">{stepOf(sending)}</span>
            </p>
            {sending.outcome === null && (
              <progress
                className="mt-2 h-2 w-full"
                value={sending.part}
                max={1}
                aria-label={`Sent of ${sending.name}`}
              />
            )}
            {sending.outcome?.ok && (
              <p className="mt-1 text-sm text-soft">
                Slot <code>{sending.outcome.receipt.phase}</code>, evidence{" "}
                <Digest digest={sending.outcome.receipt.digest} label="evidence digest" />
                {sending.outcome.receipt.index !== null && (
                  <>, ledger entry {sending.outcome.receipt.index}</>
                )}
                .
              </p>
            )}
            {sending.outcome?.ok === false && (
              <div className="mt-2">
                <ProblemNote problem={sending.outcome.problem} />
              </div>
            )}
          </li>
        ))}
      </ol>
      {sendings.some((s) => s.outcome?.ok) && (
        <Link href={`/runs/${run}`} prefetch={false} className="button button-ink">
          See the run
        </Link>
      )}
    </div>
  );
}

function stepOf({ outcome, part }: Sending): string {
  if (outcome === null)
    return part === 0
      ? "waiting"
      : part < 1
        ? `sending, ${Math.floor(part * 100)} %`
        : "the server re-reads and counts every row";
  if (!outcome.ok) return "refused";
  return outcome.receipt.again ? "was recorded before" : "recorded";
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}
