"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import { setRegisterState } from "./actions";

export function ChangeState({ code, to }: { code: string; to: "OPEN" | "CLOSED" }) {
  const [problem, act, busy] = useActionState(setRegisterState, null);
  return (
    <details>
      <summary className="text-sm font-semibold">{to === "CLOSED" ? "Close" : "Reopen"}</summary>
      <form action={act} className="mt-2 w-56 space-y-2">
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="state" value={to} />
        <label className="block text-xs">
          <span className="mb-1 block font-semibold">
            Why {code} is {to}
          </span>
          <textarea name="reason" required rows={3} maxLength={2000} className="field text-sm" />
        </label>
        <button type="submit" disabled={busy} className="button">
          Record {to}
        </button>
        {problem && <ProblemNote problem={problem} />}
      </form>
    </details>
  );
}
