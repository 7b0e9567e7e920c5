"use client";

import { Icon, type Sign } from "@/app/_ui/icon";
import { type ProofState, useProof } from "./proof-marks";

const SHOWN: Readonly<Record<ProofState, { sign: Sign; word: string; colour: string }>> = {
  waiting: { sign: "missing", word: "waiting", colour: "text-faint" },
  holds: { sign: "check", word: "in the tree", colour: "text-pass" },
  broken: { sign: "cross", word: "not in the tree", colour: "text-fail font-bold" },
  unknown: { sign: "question", word: "not checked", colour: "text-none" },
};

/** Whether this browser found the entry's text in the tree of the signed checkpoint. */
export function ProofMark({ index }: { index: number }) {
  const { sign, word, colour } = SHOWN[useProof(index)];
  return (
    <span className={`inline-flex items-center gap-1 text-xs whitespace-nowrap ${colour}`}>
      <Icon sign={sign} size={13} weight={2.4} />
      {word}
    </span>
  );
}
