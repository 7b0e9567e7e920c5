"use client";

import { Icon, type Sign } from "@/app/_ui/icon";
import type { ProofWords } from "./ledger-words";
import { type ProofState, useProof } from "./proof-marks";

const SHOWN: Readonly<Record<ProofState, { sign: Sign; colour: string }>> = {
  waiting: { sign: "missing", colour: "text-faint" },
  holds: { sign: "check", colour: "text-pass" },
  broken: { sign: "cross", colour: "text-fail font-bold" },
  unknown: { sign: "question", colour: "text-none" },
};

/** Whether this browser found the entry's text in the tree of the signed checkpoint. */
export function ProofMark({ index, words }: { index: number; words: ProofWords }) {
  const state = useProof(index);
  const { sign, colour } = SHOWN[state];
  return (
    <span className={`inline-flex items-center gap-1 text-xs whitespace-nowrap ${colour}`}>
      <Icon sign={sign} size={13} weight={2.4} />
      {words[state]}
    </span>
  );
}
