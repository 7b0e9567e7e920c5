"use client";

import { useActionState } from "react";
import { changePassword } from "./actions";
import { OutcomeNote } from "./outcome-note";
import type { SettingsWords } from "./settings-words";

export function OwnPasswordForm({ words }: { words: SettingsWords["password"] }) {
  const [outcome, act, busy] = useActionState(changePassword, null);
  return (
    <form
      action={act}
      className="card grid grid-cols-1 gap-4 px-4 py-4 sm:grid-cols-[1fr_1fr_auto] sm:items-end"
    >
      <label className="text-sm">
        <span className="mb-1 block font-semibold">{words.present}</span>
        <input name="current" type="password" required autoComplete="current-password" className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">{words.next}</span>
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
        {words.change}
      </button>
      <div className="empty:hidden sm:col-span-3">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}
