"use client";

import { useEffect, useState } from "react";
import { Icon } from "@/app/_ui/icon";
import { filled } from "@/app/_ui/words/catalogue";
import type { LedgerCheckWords } from "./ledger-words";
import { markProof } from "./proof-marks";
import { type Remembered, recall, remember } from "./remembered";
import type { Head, VerifiedHead } from "./verify-ledger";

type Shown = readonly { readonly index: number; readonly text: string }[];

type State =
  | { readonly kind: "working" }
  | {
      readonly kind: "verified";
      readonly head: VerifiedHead;
      readonly note: string;
      readonly holding: number;
    }
  | {
      readonly kind: "mismatch";
      readonly problem: string;
      /** What was found, in the verifier's own words; empty where `problem` says it all. */
      readonly found: string;
      readonly kept: Remembered | null;
      readonly head: Head;
    }
  | { readonly kind: "unknown"; readonly problem: string };

/** Entries asked for at once: a page of them is proven in a moment, and nobody else waits for it. */
const AT_ONCE = 6;

/**
 * Verifies, in this browser, the ledger's signature, that it continues what this browser saw last, and that every
 * entry shown stands in its tree. A mismatch keeps the old checkpoint, so that it is there again at the next visit:
 * nothing but going on with another browser makes it go away.
 */
export function LedgerCheck({ entries, words }: { entries: Shown; words: LedgerCheckWords }) {
  const [state, setState] = useState<State>({ kind: "working" });
  useEffect(() => {
    let current = true;
    const show = (next: State) => current && setState(next);
    verify(entries, words, show).catch((error: unknown) => {
      for (const { index } of entries) markProof(index, "unknown");
      show({ kind: "unknown", problem: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      current = false;
    };
  }, [entries, words]);
  if (state.kind === "mismatch") return <MismatchNote state={state} words={words} />;
  if (state.kind === "unknown")
    return (
      <div role="alert" className="card mb-5 border-dashed px-4 py-3 text-sm">
        <p className="flex items-center gap-2 font-bold">
          <Icon sign="question" size={18} className="text-none" /> {words.unknown}
        </p>
        <p className="mt-1 text-soft">
          {words.unverified} <span lang="en">{state.problem}</span>
        </p>
      </div>
    );
  return <Verified state={state} total={entries.length} words={words} />;
}

async function verify(
  entries: Shown,
  { reasons }: LedgerCheckWords,
  show: (state: State) => void,
): Promise<void> {
  const code = await import("./verify-ledger");
  const head = await code.fetchHead();
  const kept = recall();
  let verified: VerifiedHead;
  try {
    verified = await code.verifyHead(head, kept);
  } catch (error) {
    if (!(error instanceof code.Mismatch)) throw error;
    for (const { index } of entries) markProof(index, "unknown");
    const problem = filled(reasons[error.reason], error.figures);
    return show({ kind: "mismatch", problem, found: error.message, kept, head });
  }
  let holding = 0;
  let broken = 0;
  const waiting = [...entries];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      // What was appended since the checkpoint was signed is in the next one.
      const known = next.index < verified.checkpoint.size;
      const holds = known && (await code.verifyEntry(next.index, next.text, verified.checkpoint));
      markProof(next.index, holds ? "holds" : known ? "broken" : "unknown");
      if (holds) holding++;
      else if (known) broken++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (broken > 0)
    return show({
      kind: "mismatch",
      problem: filled(reasons.outside, { count: broken }),
      found: "",
      kept,
      head,
    });
  remember({ note: head.note, key: verified.key, at: new Date().toISOString() });
  show({ kind: "verified", head: verified, note: head.note, holding });
}

function Verified({
  state,
  total,
  words,
}: {
  state: Extract<State, { kind: "working" | "verified" }>;
  total: number;
  words: LedgerCheckWords;
}) {
  const head = state.kind === "verified" ? state.head : null;
  const holding = state.kind === "verified" ? state.holding : 0;
  const lines = head && [
    filled(words.signed, {
      key: head.key.split("+").slice(0, 2).join("+"),
      size: head.checkpoint.size,
    }),
    head.before === null
      ? words.first
      : filled(words.since, {
          at: head.before.at.slice(0, 16).replace("T", " "),
          size: head.before.size,
        }),
    filled(words.holding, { holding, total }),
  ];
  return (
    <div role="status" aria-label={words.verified} className="card mb-5 min-h-30 px-4 py-3 text-sm">
      <p className="font-bold">{head ? words.verified : words.working}</p>
      <ul className="mt-1 space-y-0.5">
        {lines?.map((line, i) => {
          const done = i < 2 || holding === total;
          return (
            <li key={line} className="flex items-start gap-2">
              <Icon
                sign={done ? "check" : "missing"}
                size={15}
                weight={2.4}
                className={`mt-0.5 shrink-0 ${done ? "text-pass" : "text-faint"}`}
              />
              <span className="min-w-0 break-words">{line}</span>
            </li>
          );
        })}
      </ul>
      {state.kind === "verified" && (
        <p className="mt-2">
          <button type="button" className="button" onClick={() => save("notouch-checkpoint.txt", state.note)}>
            {words.save}
          </button>{" "}
          <span className="text-faint">{words.why}</span>
        </p>
      )}
    </div>
  );
}

/** There is no way to close this: what this browser kept, and what the server says now, do not fit together. */
function MismatchNote({
  state: { problem, found, kept, head },
  words,
}: {
  state: Extract<State, { kind: "mismatch" }>;
  words: LedgerCheckWords;
}) {
  return (
    <div role="alert" className="mb-5 rounded-lg border-2 border-fail bg-fail-wash px-4 py-3">
      <p className="flex items-center gap-2 text-lg font-bold text-fail">
        <Icon sign="refused" size={20} className="shrink-0" /> {words.mismatch}
      </p>
      <p className="mt-1 break-words">
        {problem} <span lang="en">{found}</span>
      </p>
      <p className="mt-1 text-soft">{words.rely}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        {kept && (
          <button
            type="button"
            className="button"
            onClick={() => save("notouch-checkpoint-kept.txt", kept.note)}
          >
            {words.saveKept}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => save("notouch-checkpoint-now.txt", head.note)}
        >
          {words.saveNow}
        </button>
      </p>
    </div>
  );
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
