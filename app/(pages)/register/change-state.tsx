"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import { setRegisterState } from "./actions";

/** A gate is given and taken back, a blocker is closed and reopened; both are recorded as CLOSED and OPEN. */
const VERBS = {
  gate: { CLOSED: "Give", OPEN: "Take back" },
  blocker: { CLOSED: "Close", OPEN: "Reopen" },
} as const;

export function ChangeState(props: {
  code: string;
  kind: "gate" | "blocker";
  owner: string | null;
  to: "OPEN" | "CLOSED";
}) {
  const { code, kind, owner, to } = props;
  const [problem, act, busy] = useActionState(setRegisterState, null);
  return (
    <details>
      <summary className="text-sm font-semibold">{VERBS[kind][to]}</summary>
      <form action={act} className="mt-2 w-56 space-y-2">
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="state" value={to} />
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">
            Why {code} is {to}
          </span>
          <textarea name="reason" required rows={3} maxLength={2000} className="field text-sm" />
        </label>
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">Evidence: an address (optional)</span>
          <input
            name="evidence"
            maxLength={500}
            placeholder="https://"
            autoComplete="off"
            className="field text-sm"
          />
        </label>
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">Owner</span>
          <input
            name="owner"
            maxLength={100}
            defaultValue={owner ?? ""}
            autoComplete="off"
            className="field text-sm"
          />
        </label>
        <button type="submit" disabled={busy} className="button">
          Record {to}
        </button>
        {problem && <ProblemNote problem={problem} />}
      </form>
    </details>
  );
}
