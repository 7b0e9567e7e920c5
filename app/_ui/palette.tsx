"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { SharedWords } from "./words/shared-words";

export interface PaletteProps {
  /** Counts how often it was asked for: each time it opens. */
  readonly asked: number;
  readonly title: string;
  readonly places: SharedWords["places"];
}

interface Goal {
  readonly href: string;
  readonly name: string;
  readonly hint: string;
}

const PATHS: Readonly<Record<keyof SharedWords["places"], string>> = {
  runs: "/",
  register: "/register",
  ledger: "/ledger",
  search: "/search",
  help: "/help",
  settings: "/settings",
};
const PATIENCE_MS = 150;

/** Goes anywhere by name: the places, what this page links to, and every run that the server finds. It only goes. */
export function Palette({ asked, title, places }: PaletteProps) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useId();
  const [text, setText] = useState("");
  const [near, setNear] = useState<readonly Goal[]>([]);
  const [runs, setRuns] = useState<readonly Goal[]>([]);
  const [at, setAt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens again each time it is asked for
  useEffect(() => {
    setText("");
    setAt(0);
    setNear(linksOfPage());
    if (!dialog.current?.open) dialog.current?.showModal();
  }, [asked]);

  useEffect(() => {
    const left = new AbortController();
    const timer = setTimeout(() => {
      findRuns(text, left.signal).then(setRuns, () => setRuns([]));
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      left.abort();
    };
  }, [text]);

  const here = Object.entries(places).map(([place, name]) => ({
    href: PATHS[place as keyof SharedWords["places"]],
    name,
    hint: "",
  }));
  const fits = (goal: Goal) => goal.name.toLowerCase().includes(text.trim().toLowerCase());
  const goals = [...here.filter(fits), ...near.filter(fits), ...runs];
  const chosen = goals[Math.min(at, goals.length - 1)];

  const go = (goal: Goal | undefined) => {
    if (!goal) return;
    dialog.current?.close();
    router.push(goal.href);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, goals.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter") go(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <dialog ref={dialog} aria-label={title} className="mt-[12vh] w-[min(36rem,calc(100vw-2rem))] p-0">
      <input
        // The dialog was opened by a key: what is typed next belongs here.
        autoFocus
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${goals.indexOf(chosen)}`}
        aria-label={title}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
        className="w-full border-b border-line bg-surface px-4 py-3 text-ink outline-offset-[-2px]"
      />
      <div id={list} role="listbox" aria-label={title} className="max-h-[50vh] overflow-y-auto py-1">
        {goals.map((goal, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys go to the field above, as in every combobox
          <div
            key={`${goal.href} ${goal.name}`}
            id={`${list}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={goal === chosen}
            onClick={() => go(goal)}
            className="flex cursor-pointer items-baseline justify-between gap-4 px-4 py-2 text-sm hover:bg-sunken aria-selected:bg-sunken aria-selected:font-semibold"
          >
            <span className="min-w-0 truncate">{goal.name}</span>
            <span className="font-mono text-xs text-faint">{goal.hint}</span>
          </div>
        ))}
      </div>
    </dialog>
  );
}

/** What the page itself offers as a way on: its buttons that are links. */
function linksOfPage(): Goal[] {
  const links = document.querySelectorAll<HTMLAnchorElement>("main a.button[href], main a[data-go][href]");
  return [...links].map((a) => ({
    href: a.pathname + a.search + a.hash,
    name: a.innerText.trim(),
    hint: a.pathname,
  }));
}

async function findRuns(text: string, signal: AbortSignal): Promise<Goal[]> {
  const answer = await fetch(`/api/v1/runs?${new URLSearchParams({ q: text, limit: "8" })}`, { signal });
  if (!answer.ok) return [];
  const page: { runs?: readonly { slug: string; name: string }[] } = await answer.json();
  return (page.runs ?? []).map(({ slug, name }) => ({ href: `/runs/${slug}`, name, hint: slug }));
}
