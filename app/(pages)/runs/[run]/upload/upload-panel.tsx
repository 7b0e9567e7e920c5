"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { Digest } from "@/app/_ui/digest";
import { Icon } from "@/app/_ui/icon";
import { useReady } from "@/app/_ui/use-ready";
import { filled } from "@/app/_ui/words/catalogue";
import type { Phase } from "@/lib/evidence/manifest";
import { SendingLine } from "./sending-line";
import type { PanelWords } from "./upload-words";
import { type Sending, useUploads } from "./use-uploads";

interface Recorded {
  readonly phase: Phase;
  readonly digest: string;
  readonly recordedBy: string;
  readonly ledgerIndex: number;
}

const SLOTS: readonly Phase[] = ["before", "staging", "after-run", "after"];

/**
 * Four slots and what is on its way into them. A file is read and hashed here, the server is asked what it lacks, that
 * is sent, and the server re-reads and counts everything before it records. `titles` names problems by their type.
 */
export function UploadPanel(props: {
  run: string;
  recorded: readonly Recorded[];
  titles: Readonly<Record<string, string>>;
  words: PanelWords;
}) {
  const { run, recorded, titles, words } = props;
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
        {SLOTS.map((phase) => (
          <Slot
            key={phase}
            phase={phase}
            words={words}
            there={recorded.find((r) => r.phase === phase)}
            sending={sendings.findLast((s) => s.facts?.phase === phase)}
          />
        ))}
      </ul>

      {stopped.map((u) => (
        <div key={u.digest} className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-3">
          <p className="font-semibold break-words">
            {filled(words.stopped, { name: u.name, percent: u.percent })}
          </p>
          <p className="mt-1 text-soft">
            {words.resume}{" "}
            <button type="button" className="link" onClick={() => forget(u.digest)}>
              {words.forget}
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
        <p>{words.drop}</p>
        <button
          type="button"
          className="button button-ink"
          disabled={!ready}
          onClick={() => input.current?.click()}
        >
          {words.choose}
        </button>
        <input
          ref={input}
          type="file"
          disabled={!ready}
          multiple
          accept=".notouch"
          aria-label={words.files}
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
          <SendingLine key={sending.id} sending={sending} titles={titles} words={words} />
        ))}
      </ol>
      {sendings.some((s) => s.now.step === "ended" && s.now.outcome.ok) && (
        <Link href={`/runs/${run}`} prefetch={false} className="button button-ink">
          {words.see}
        </Link>
      )}
    </div>
  );
}

function Slot(props: {
  phase: Phase;
  words: PanelWords;
  there: Recorded | undefined;
  sending: Sending | undefined;
}) {
  const { phase, words, there, sending } = props;
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
          {words.slot[there ? "recorded" : under ? "under" : refused ? "refused" : "open"]}
        </span>
      </p>
      <p className="mt-1 text-soft">{words.says[phase]}</p>
      {there && (
        <p className="mt-1 text-faint">
          <Digest digest={there.digest} label={`${words.evidenceDigest} ${phase}`} copy={words.copy} />{" "}
          {filled(words.by, { who: there.recordedBy, entry: there.ledgerIndex })}
        </p>
      )}
    </li>
  );
}
