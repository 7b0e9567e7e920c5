"use client";

import { useActionState } from "react";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { DoorWords } from "../door-words";
import { setUp } from "./actions";

type Texts = Pick<DoorWords, "sentence" | "setup">;

export function SetupForm({ token, words }: { token: string; words: Texts }) {
  const [problem, act, busy] = useActionState(setUp, null);
  return (
    <form action={act} className="space-y-5">
      <input type="hidden" name="token" value={token} />
      <div className="grid gap-5 sm:grid-cols-2">
        <FirstAccount who="owner" title={words.setup.owner} words={words} />
        <FirstAccount who="administrator" title={words.setup.administrator} words={words} />
      </div>
      <p className="text-sm text-faint">
        {words.setup.length} {words.sentence}
      </p>
      {problem && <ProblemNote problem={problem} />}
      <button type="submit" disabled={busy} className="button button-ink">
        {words.setup.go}
      </button>
    </form>
  );
}

function FirstAccount({ who, title, words }: { who: string; title: string; words: Texts }) {
  return (
    <fieldset className="card px-4 pt-1 pb-4">
      <legend className="px-1 font-semibold">{title}</legend>
      <label className="block text-sm">
        <span className="mb-1 block">{words.setup.username}</span>
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
        <span className="mb-1 block">{words.setup.password}</span>
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
