"use client";

import { type FormEvent, useState } from "react";
import { type Problem, send } from "@/app/_ui/problem";
import { useReady } from "@/app/_ui/use-ready";

/** The target was checked on the server to be a path of this site. */
export function SignInForm({ target }: { target: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = useReady();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await send("/api/auth/sign-in/username", {
      username: String(form.get("username")).trim().toLowerCase(),
      password: String(form.get("password")),
    });
    // A full load: nothing that was made for nobody is shown to somebody.
    if (answer.ok) return window.location.assign(target);
    setBusy(false);
    setProblem(answer.problem);
  };
  return (
    <form onSubmit={submit} method="post" className="card space-y-4 px-5 py-5">
      <label className="block text-sm">
        <span className="mb-1 block font-semibold">Username</span>
        <input
          name="username"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          className="field"
        />
      </label>
      <label className="block text-sm">
        <span className="mb-1 block font-semibold">Password</span>
        <input name="password" type="password" required autoComplete="current-password" className="field" />
      </label>
      {problem && (
        <p role="alert" className="rounded-md border border-fail bg-fail-wash px-3 py-2 text-sm">
          {wordsOf(problem)}
        </p>
      )}
      <button type="submit" disabled={busy || !ready} className="button button-ink w-full">
        {busy ? "Signing in" : "Sign in"}
      </button>
    </form>
  );
}

function wordsOf({ status, title, detail }: Problem): string {
  if (status === 401) return "Username and password do not belong together.";
  if (status === 429) return "Too many attempts. Wait a little, then try again.";
  return `${title}. ${detail}`;
}
