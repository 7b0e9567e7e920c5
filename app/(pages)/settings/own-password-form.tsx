"use client";

import { useActionState } from "react";
import { changePassword } from "./actions";
import { OutcomeNote } from "./outcome-note";

export function OwnPasswordForm() {
  const [outcome, act, busy] = useActionState(changePassword, null);
  return (
    <form action={act} className="card grid gap-4 px-4 py-4 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Present password</span>
        <input name="current" type="password" required autoComplete="current-password" className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">New password, at least 15 characters</span>
        <input
          name="next"
          type="password"
          required
          minLength={15}
          autoComplete="new-password"
          className="field"
        />
      </label>
      <button type="submit" disabled={busy} className="button">
        Change and sign out
      </button>
      <div className="empty:hidden sm:col-span-3">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}
