"use client";

import { useEffect, useState } from "react";
import { signWithPasskey } from "@/app/_ui/passkey";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { Asked } from "../asked";

/**
 * The fields with which somebody who hands out authority or a key shows that they are here. A passkey's signature is good once:
 * `again` is the form's last outcome, and with each the signature is asked for anew.
 */
export function Presence({ has, words, again }: Asked & { again: unknown }) {
  const [signed, setSigned] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new outcome is what ends the signature
  useEffect(() => setSigned(""), [again]);
  const sign = async () => {
    const options = await send("/api/v1/me/factors/challenge", {});
    const asked = options.ok ? await signWithPasskey(options.json) : options;
    setProblem(asked.ok ? null : asked.problem);
    if (asked.ok) setSigned(JSON.stringify(asked.json));
  };
  return (
    <div className="flex flex-wrap items-end gap-4">
      {has.password ? (
        <label className="w-full text-sm sm:max-w-xs">
          <span className="mb-1 block font-semibold">{words.password}</span>
          <input name="password" type="password" required autoComplete="current-password" className="field" />
        </label>
      ) : (
        <p className="w-full text-sm text-soft">{words.noPassword}</p>
      )}
      {has.bound && signed === "" && (
        <label className="w-full text-sm sm:max-w-xs">
          <span className="mb-1 block font-semibold">{words.code}</span>
          <input name="code" maxLength={40} autoComplete="one-time-code" className="field" />
        </label>
      )}
      {has.passkeys > 0 && (
        <button type="button" disabled={signed !== ""} onClick={sign} className="button">
          {signed === "" ? words.sign : words.signed}
        </button>
      )}
      <input type="hidden" name="passkey" value={signed} />
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
