"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import { filled } from "@/app/_ui/words/catalogue";
import { setRegisterState } from "./actions";
import type { RegisterWords } from "./register-words";

/** A gate is given and taken back, a blocker is closed and reopened; both are recorded as CLOSED and OPEN. */
export function ChangeState(props: {
  code: string;
  kind: "gate" | "blocker";
  owner: string | null;
  to: "OPEN" | "CLOSED";
  /** What `to` means for a thing of this kind. */
  means: string;
  words: RegisterWords["form"];
}) {
  const { code, kind, owner, to, means, words } = props;
  const [problem, act, busy] = useActionState(setRegisterState, null);
  return (
    <details className="no-print mt-1">
      <summary className="w-fit text-sm font-semibold">{words.verbs[kind][to]}</summary>
      <form action={act} className="mt-2 grid max-w-xl gap-x-4 gap-y-2 sm:grid-cols-2">
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="state" value={to} />
        <label className="block text-xs sm:col-span-2">
          <span className="mb-1 block font-semibold">{filled(words.why, { code, state: to, means })}</span>
          <textarea name="reason" required rows={2} maxLength={2000} className="field text-sm" />
        </label>
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">{words.evidence}</span>
          <input
            name="evidence"
            maxLength={500}
            placeholder="https://"
            autoComplete="off"
            className="field text-sm"
          />
        </label>
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">{words.owner}</span>
          <input
            name="owner"
            maxLength={100}
            defaultValue={owner ?? ""}
            autoComplete="off"
            className="field text-sm"
          />
        </label>
        <button type="submit" disabled={busy} className="button w-fit">
          {filled(words.record, { state: to })}
        </button>
        <div className="empty:hidden sm:col-span-2">{problem && <ProblemNote problem={problem} />}</div>
      </form>
    </details>
  );
}
