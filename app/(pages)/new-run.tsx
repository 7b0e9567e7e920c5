"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { useReady } from "@/app/_ui/use-ready";
import type { RunsWords } from "./runs-words";

export function NewRun({
  profiles,
  open,
  words,
}: {
  profiles: readonly string[];
  open: boolean;
  words: RunsWords["create"];
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = useReady();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const slug = String(form.get("slug"));
    setBusy(true);
    const answer = await send("/api/v1/runs", {
      slug,
      name: String(form.get("name")) || slug,
      profile: String(form.get("profile")),
    });
    if (answer.ok) return router.push(`/runs/${slug}`);
    setBusy(false);
    setProblem(answer.problem);
  };
  return (
    <details open={open} className="card mb-page">
      <summary className="px-4 py-3 font-semibold sm:px-5">{words.title}</summary>
      <form
        onSubmit={submit}
        className="grid gap-4 border-t border-line px-4 py-4 sm:grid-cols-[1fr_1fr_1fr_auto] sm:items-end sm:px-5"
      >
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.slug}</span>
          <input
            name="slug"
            required
            pattern="[a-z][a-z0-9_\-]{0,39}"
            title={words.pattern}
            autoComplete="off"
            spellCheck={false}
            className="field font-mono"
          />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.name}</span>
          <input name="name" maxLength={200} autoComplete="off" className="field" />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.profile}</span>
          <select name="profile" className="field">
            {profiles.map((profile) => (
              <option key={profile}>{profile}</option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={busy || !ready} className="button button-ink">
          {words.create}
        </button>
        <p className="text-xs text-faint sm:col-span-4">{words.hint}</p>
        {problem && (
          <div className="sm:col-span-4">
            <ProblemNote problem={problem} />
          </div>
        )}
      </form>
    </details>
  );
}
