"use client";

import { Command } from "@/app/_ui/command";
import type { FactorWords } from "./factor-words";

/** Codes as they are shown once. */
export function RecoveryCodeList({
  codes,
  words,
}: {
  codes: readonly string[];
  words: FactorWords["recovery"];
}) {
  return (
    <div role="status" className="mb-3 rounded-lg border-2 border-ink px-4 py-3">
      <p className="mb-2">
        <strong>{words.title}</strong> {words.keep}
      </p>
      <Command text={codes.join("\n")} label={words.label} copy={words.copy} />
    </div>
  );
}
