"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import { accept } from "./actions";

export function InvitationForm({ token, username }: { token: string; username: string }) {
  const [problem, act, busy] = useActionState(accept, null);
  return (
    <form action={act} className="card space-y-4 px-5 py-5">
      <input type="hidden" name="token" value={token} />
      {/* For password managers, which file a password under the name beside it. */}
      <input type="text" value={username} readOnly hidden autoComplete="username" />
      {(
        [
          ["password", "Password, at least 15 characters"],
          ["again", "The same again"],
        ] as const
      ).map(([name, label]) => (
        <label key={name} className="block text-sm">
          <span className="mb-1 block font-semibold">{label}</span>
          <input
            name={name}
            type="password"
            required
            minLength={15}
            autoComplete="new-password"
            className="field"
          />
        </label>
      ))}
      <p className="text-sm text-faint">A sentence of your own is good.</p>
      {problem && <ProblemNote problem={problem} />}
      <button type="submit" disabled={busy} className="button button-ink w-full">
        Set password
      </button>
    </form>
  );
}
