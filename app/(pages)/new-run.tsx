"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { useReady } from "@/app/_ui/use-ready";

export function NewRun({ profiles, open }: { profiles: readonly string[]; open: boolean }) {
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
    <details open={open} className="card mb-6">
      <summary className="px-4 py-3 font-semibold sm:px-5">New run</summary>
      <form
        onSubmit={submit}
        className="grid gap-4 border-t border-line px-4 py-4 sm:grid-cols-[1fr_1fr_1fr_auto] sm:items-end sm:px-5"
      >
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Short name</span>
          <input
            name="slug"
            required
            pattern="[a-z][a-z0-9_\-]{0,39}"
            title="1 to 40 of a-z, 0-9, _ and -, starting with a letter"
            autoComplete="off"
            spellCheck={false}
            className="field font-mono"
          />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Title</span>
          <input name="name" maxLength={200} autoComplete="off" className="field" />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Profile</span>
          <select name="profile" className="field">
            {profiles.map((profile) => (
              <option key={profile}>{profile}</option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={busy || !ready} className="button button-ink">
          Create
        </button>
        <p className="text-xs text-faint sm:col-span-4">
          The short name becomes part of the names on the staging surface: a-z, 0-9, _ and -, at most 40.
        </p>
        {problem && (
          <div className="sm:col-span-4">
            <ProblemNote problem={problem} />
          </div>
        )}
      </form>
    </details>
  );
}
