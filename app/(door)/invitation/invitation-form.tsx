"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { DoorWords } from "../door-words";
import { accept } from "./actions";

export function InvitationForm({
  token,
  username,
  words,
}: {
  token: string;
  username: string;
  words: Pick<DoorWords, "password" | "sentence" | "invitation">;
}) {
  const [problem, act, busy] = useActionState(accept, null);
  return (
    <form action={act} className="card space-y-4 px-5 py-5">
      <input type="hidden" name="token" value={token} />
      {/* For password managers, which file a password under the name beside it. */}
      <input type="text" value={username} readOnly hidden autoComplete="username" />
      {(
        [
          ["password", words.password],
          ["again", words.invitation.again],
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
      <p className="text-sm text-faint">{words.sentence}</p>
      {problem && <ProblemNote problem={problem} />}
      <button type="submit" disabled={busy} className="button button-ink w-full">
        {words.invitation.go}
      </button>
    </form>
  );
}
