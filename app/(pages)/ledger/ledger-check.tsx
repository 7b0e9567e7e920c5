"use client";

import { useEffect, useState } from "react";
import { Icon } from "@/app/_ui/icon";
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
export function LedgerCheck({ entries }: { entries: Shown }) {
  const [state, setState] = useState<State>({ kind: "working" });
  useEffect(() => {
    let current = true;
    const show = (next: State) => current && setState(next);
    verify(entries, show).catch((error: unknown) => {
      for (const { index } of entries) markProof(index, "unknown");
      show({ kind: "unknown", problem: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      current = false;
    };
  }, [entries]);
  if (state.kind === "mismatch") return <MismatchNote {...state} />;
  if (state.kind === "unknown")
    return (
      <div role="alert" className="card mb-5 border-dashed px-4 py-3 text-sm">
        <p className="flex items-center gap-2 font-bold">
          <Icon sign="question" size={18} className="text-none" /> This browser could not check the ledger.
        </p>
        <p className="mt-1 text-soft">Nothing on this page is verified: {state.problem}.</p>
      </div>
    );
  return <Verified state={state} total={entries.length} />;
}

async function verify(entries: Shown, show: (state: State) => void): Promise<void> {
  const code = await import("./verify-ledger");
  const head = await code.fetchHead();
  const kept = recall();
  let verified: VerifiedHead;
  try {
    verified = await code.verifyHead(head, kept);
  } catch (error) {
    if (!(error instanceof code.Mismatch)) throw error;
    for (const { index } of entries) markProof(index, "unknown");
    return show({ kind: "mismatch", problem: error.message, kept, head });
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
      problem: `${broken} of the entries shown are not in the tree that the ledger signed`,
      kept,
      head,
    });
  remember({ note: head.note, key: verified.key, at: new Date().toISOString() });
  show({ kind: "verified", head: verified, note: head.note, holding });
}

function Verified({
  state,
  total,
}: {
  state: Extract<State, { kind: "working" | "verified" }>;
  total: number;
}) {
  const head = state.kind === "verified" ? state.head : null;
  const holding = state.kind === "verified" ? state.holding : 0;
  const lines = head && [
    `Signed by ${head.key.split("+").slice(0, 2).join("+")}: ${head.checkpoint.size} entries.`,
    head.before === null
      ? "This browser sees this ledger for the first time, and remembers it from now on."
      : `Nothing was rewritten since your last visit (${head.before.at.slice(0, 16).replace("T", " ")} UTC, ${head.before.size} entries).`,
    `${holding} of ${total} entries shown stand in its tree.`,
  ];
  return (
    <div role="status" aria-label="Verified in this browser" className="card mb-5 min-h-30 px-4 py-3 text-sm">
      <p className="font-bold">{head ? "Verified in this browser" : "Verifying in this browser …"}</p>
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
            Save this checkpoint
          </button>{" "}
          <span className="text-faint">Kept elsewhere, it tells whoever rewrites the ledger.</span>
        </p>
      )}
    </div>
  );
}

/** There is no way to close this: what this browser kept, and what the server says now, do not fit together. */
function MismatchNote({ problem, kept, head }: Extract<State, { kind: "mismatch" }>) {
  return (
    <div role="alert" className="mb-5 rounded-lg border-2 border-fail bg-fail-wash px-4 py-3">
      <p className="flex items-center gap-2 text-lg font-bold text-fail">
        <Icon sign="refused" size={20} /> This is not the ledger that this browser knew.
      </p>
      <p className="mt-1">{problem}.</p>
      <p className="mt-1 text-soft">
        History was rewritten, cut or forked, or the server is another one. Do not rely on anything that it
        shows. Save both checkpoints and take them to whoever runs this server: each is signed, so neither can
        be denied.
      </p>
      <p className="mt-3 flex flex-wrap gap-2">
        {kept && (
          <button
            type="button"
            className="button"
            onClick={() => save("notouch-checkpoint-kept.txt", kept.note)}
          >
            Save the checkpoint kept here
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => save("notouch-checkpoint-now.txt", head.note)}
        >
          Save the checkpoint of now
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
