"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import { setUp } from "./actions";

export function SetupForm({ token }: { token: string }) {
  const [problem, act, busy] = useActionState(setUp, null);
  return (
    <form action={act} className="space-y-5">
      <input type="hidden" name="token" value={token} />
      <div className="grid gap-5 sm:grid-cols-2">
        <FirstAccount who="owner" title="First Owner" />
        <FirstAccount who="administrator" title="First Administrator" />
      </div>
      <p className="text-sm text-faint">
        A password has at least 15 characters. A sentence of your own is good.
      </p>
      {problem && <ProblemNote problem={problem} />}
      <button type="submit" disabled={busy} className="button button-ink">
        Make both accounts
      </button>
    </form>
  );
}

function FirstAccount({ who, title }: { who: string; title: string }) {
  return (
    <fieldset className="card px-4 pt-1 pb-4">
      <legend className="px-1 font-semibold">{title}</legend>
      <label className="block text-sm">
        <span className="mb-1 block">Username</span>
        <input
          name={`${who}.username`}
          required
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="field"
        />
      </label>
      <label className="mt-3 block text-sm">
        <span className="mb-1 block">Password</span>
        <input
          name={`${who}.password`}
          type="password"
          required
          minLength={15}
          autoComplete="new-password"
          className="field"
        />
      </label>
    </fieldset>
  );
}
