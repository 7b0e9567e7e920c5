"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { useReady } from "@/app/_ui/use-ready";
import type { OwnerPassWords } from "./owner-pass-words";

/** Names the gate under which this run's captures were taken. Whether an Owner had given it, the register says. */
export function NameGate({
  run,
  gates,
  words,
}: {
  run: string;
  gates: readonly { code: string; title: string }[];
  words: OwnerPassWords["name"];
}) {
  const router = useRouter();
  const ready = useReady();
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const gate = String(new FormData(event.currentTarget).get("gate"));
    const answer = await send(`/api/v1/runs/${run}/gate`, { gate });
    setProblem(answer.ok ? null : answer.problem);
    if (answer.ok) router.refresh();
  };
  return (
    <details className="no-print mt-2">
      <summary className="link w-fit cursor-pointer">{words.open}</summary>
      <form onSubmit={name} className="mt-2 flex flex-wrap items-end gap-3">
        <label className="min-w-0 flex-1 basis-60">
          <span className="mb-1 block font-semibold">{words.under}</span>
          <select name="gate" className="field">
            {gates.map(({ code, title }) => (
              <option key={code} value={code}>
                {code}: {title}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={!ready} className="button">
          {words.record}
        </button>
      </form>
      {problem !== null && <ProblemNote problem={problem} />}
    </details>
  );
}
