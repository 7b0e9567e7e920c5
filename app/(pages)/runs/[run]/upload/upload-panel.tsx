"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { Digest } from "@/app/_ui/digest";
import { Icon } from "@/app/_ui/icon";
import { useReady } from "@/app/_ui/use-ready";
import type { Phase } from "@/lib/evidence/manifest";
import { SendingLine } from "./sending-line";
import { type Sending, useUploads } from "./use-uploads";

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

/**
 * Four slots and what is on its way into them. A file is read and hashed here, the server is asked what it lacks, that
 * is sent, and the server re-reads and counts everything before it records. `titles` names problems by their type.
 */
export function UploadPanel(props: {
  run: string;
  recorded: readonly Recorded[];
  titles: Readonly<Record<string, string>>;
}) {
  const { run, recorded, titles } = props;
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const ready = useReady();
  const [over, setOver] = useState(false);
  const { sendings, unfinished, add, forget } = useUploads(run, recorded, () => router.refresh());
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add([...event.dataTransfer.files]);
  };
  const stopped = unfinished.filter(
    (u) => !sendings.some((s) => s.facts?.digest === u.digest && s.now.step !== "ended"),
  );

  return (
    <div className="mt-4 space-y-5">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {SLOTS.map(({ phase, says }) => (
          <Slot
            key={phase}
            phase={phase}
            says={says}
            there={recorded.find((r) => r.phase === phase)}
            sending={sendings.findLast((s) => s.facts?.phase === phase)}
          />
        ))}
      </ul>

      {stopped.map((u) => (
        <div key={u.digest} className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-3">
          <p className="font-semibold">
            The upload of <code className="break-all">{u.name}</code> stopped at {u.percent} %.
          </p>
          <p className="mt-1 text-soft">
            Choose the same file again and it goes on: what has arrived is not sent a second time.{" "}
            <button type="button" className="link" onClick={() => forget(u.digest)}>
              Forget it
            </button>
          </p>
        </div>
      ))}

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
          <SendingLine key={sending.id} sending={sending} titles={titles} />
        ))}
      </ol>
      {sendings.some((s) => s.now.step === "ended" && s.now.outcome.ok) && (
        <Link href={`/runs/${run}`} prefetch={false} className="button button-ink">
          See the run
        </Link>
      )}
    </div>
  );
}

function Slot(props: {
  phase: Phase;
  says: string;
  there: Recorded | undefined;
  sending: Sending | undefined;
}) {
  const { phase, says, there, sending } = props;
  const under = sending !== undefined && sending.now.step !== "ended";
  const refused = sending?.now.step === "ended" && !sending.now.outcome.ok && !there;
  return (
    <li
      className={`rounded-lg border px-3.5 py-3 text-sm ${there ? "border-line bg-surface" : "border-dashed border-edge bg-none-wash"}`}
    >
      <p className="flex items-center gap-2 font-semibold">
        <Icon sign={there ? "check" : refused ? "refused" : "missing"} size={16} />
        <code>{phase}</code>
        <span className="ml-auto font-normal text-faint">
          {there ? "recorded" : under ? "on its way" : refused ? "refused, still open" : "open"}
        </span>
      </p>
      <p className="mt-1 text-soft">{says}</p>
      {there && (
        <p className="mt-1 text-faint">
          <Digest digest={there.digest} label={`${phase} evidence digest`} /> by {there.recordedBy} · entry{" "}
          {there.ledgerIndex}
        </p>
      )}
    </li>
  );
}
