"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";

const OFF = "notouch.shortcuts";

/** What each key does. A key works where the page holds an element that answers to it, and nowhere else. */
const KEYS = [
  ["?", "show these keys"],
  ["/", "go to the search field"],
  ["j  k", "next or previous run, claim or entry"],
  ["n  N", "next or previous changed row"],
  ["Enter", "open what is focused"],
  ["1", "first claim that fails (run page)"],
  ["2", "first claim without evidence (run page)"],
  ["g r", "all runs"],
  ["g b", "gates and blockers"],
  ["g l", "ledger"],
  ["g h", "help"],
] as const;

const PLACES: Readonly<Record<string, string>> = {
  r: "/",
  b: "/register",
  l: "/ledger",
  h: "/help",
  s: "/settings",
};

/**
 * Single-key shortcuts. They never act inside a field, never with a modifier, and never decide anything: they move
 * the focus. They can be switched off, for people whose voice or switch input types letters (WCAG 2.1.4).
 */
export function Shortcuts() {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(OFF) !== "off"), []);
  const show = useCallback(() => dialog.current?.showModal(), []);

  useEffect(() => {
    let pending = 0;
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented)
        return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, dialog, [contenteditable]")
      )
        return;
      if (!on) return;
      const handled = event.timeStamp - pending < 900 ? go(event.key) : act(event.key);
      pending = event.key === "g" ? event.timeStamp : 0;
      if (handled) event.preventDefault();
    };
    const go = (key: string): boolean => {
      const place = PLACES[key];
      if (place) router.push(place);
      return place !== undefined;
    };
    const act = (key: string): boolean => {
      if (key === "?") show();
      else if (key === "j") return step("[data-step]", 1);
      else if (key === "k") return step("[data-step]", -1);
      else if (key === "n") return step("[data-change]", 1);
      else if (key === "N") return step("[data-change]", -1);
      else if (key === "/" || key === "1" || key === "2") return reach(`[data-key="${key}"]`);
      else return false;
      return true;
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on, router, show]);

  return (
    <>
      <button
        type="button"
        className="no-print tag min-h-6 min-w-6 justify-center"
        onClick={show}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
      >
        ?
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title" className="w-[min(30rem,calc(100vw-2rem))] p-6">
        <h2 id="keys-title" className="text-lg">
          Keys
        </h2>
        <dl className="mt-3 grid grid-cols-[5rem_1fr] gap-y-1.5 text-sm">
          {KEYS.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="tag">{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-soft">No key ever records a decision.</p>
        <label className="mt-4 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              setOn(event.target.checked);
              localStorage.setItem(OFF, event.target.checked ? "on" : "off");
            }}
          />
          Single-key shortcuts are on
        </label>
        <form method="dialog" className="mt-4 text-right">
          <button type="submit" className="button">
            Close
          </button>
        </form>
      </dialog>
    </>
  );
}

function reach(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return element !== null;
}

/** Moves the focus to the next or previous element of a kind, from where the focus is now. */
function step(selector: string, by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  const now = all.findIndex((e) => e === document.activeElement || e.contains(document.activeElement));
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return all.length > 0;
}
