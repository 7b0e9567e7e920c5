"use client";

import { type FormEvent, useState } from "react";
import { Command } from "@/app/_ui/command";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { QrCode } from "@/app/_ui/qr-code";
import type { FactorWords } from "./factor-words";
import { type Enrolled, parseEnrolled } from "./recovery-codes";

export interface Prepared {
  readonly secret: string;
  readonly uri: string;
}

/** Shows a new secret, and asks for the first code that the app makes of it. */
export function ConfirmApp({
  prepared,
  words,
  added,
}: {
  prepared: Prepared;
  words: FactorWords["totp"];
  added: (enrolled: Enrolled) => void;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code"));
    const answer = await send("/api/v1/me/factors/totp/confirmation", { code });
    if (answer.ok) added(parseEnrolled(answer.json));
    else setProblem(answer.problem);
  };
  return (
    <div className="mt-3 flex flex-wrap gap-5">
      <QrCode text={prepared.uri} label={words.qr} />
      <form onSubmit={confirm} className="min-w-0 flex-1 basis-64 space-y-3">
        <p className="text-sm">{words.scan}</p>
        <Command text={prepared.secret} label={words.secret} copy={words.copy} />
        <label className="block text-sm">
          <span className="mb-1 block font-semibold">{words.code}</span>
          <input
            name="code"
            required
            inputMode="numeric"
            maxLength={7}
            autoComplete="one-time-code"
            className="field"
          />
        </label>
        <button type="submit" className="button button-ink">
          {words.confirm}
        </button>
        {problem !== null && <ProblemNote problem={problem} />}
      </form>
    </div>
  );
}
