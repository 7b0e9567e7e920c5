"use client";

import { useRouter } from "next/navigation";
import { type ComponentType, useCallback, useEffect, useRef, useState } from "react";
import { reach, step } from "./focus-step";
import type { PaletteProps } from "./palette";
import type { SharedWords } from "./words/shared-words";

const OFF = "notouch.shortcuts";

/** What each key does. A key works where the page holds an element that answers to it, and nowhere else. */
const KEYS = [
  ["?", "shown"],
  ["⌘K", "palette"],
  ["/", "search"],
  ["j  k", "step"],
  ["n  N", "change"],
  ["Enter", "open"],
  ["1", "fail"],
  ["2", "none"],
  ["y", "permalink"],
  ["x", "pick"],
  ["c", "compare"],
  ["g r", "runs"],
  ["g b", "register"],
  ["g l", "ledger"],
  ["g h", "help"],
  ["g s", "settings"],
] as const satisfies readonly (readonly [string, keyof SharedWords["keys"]])[];

const PLACES: Readonly<Record<string, string>> = {
  r: "/",
  b: "/register",
  l: "/ledger",
  h: "/help",
  s: "/settings",
};

/** Keys that press the element which carries them in `data-key`; the others move the focus there. */
const PRESSING = ["c", "v"];
const REACHING = ["/", "1", "2", "[", "]"];

interface Props {
  readonly words: SharedWords["keys"];
  readonly places: SharedWords["places"];
}

/**
 * Single-key shortcuts. They never act inside a field, never with a modifier, and never decide anything: they move
 * the focus. They can be switched off, for people whose voice or switch input types letters (WCAG 2.1.4). The
 * palette answers to ⌘K or Ctrl+K and is fetched when it is first asked for.
 */
export function Shortcuts({ words, places }: Props) {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [on, setOn] = useState(true);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [asked, ask] = useState(0);
  useEffect(() => setOn(localStorage.getItem(OFF) !== "off"), []);
  const show = useCallback(() => dialog.current?.showModal(), []);

  useEffect(() => {
    let pending = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented) return;
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        ask((n) => n + 1);
        void import("./palette").then((module) => setPalette(() => module.Palette));
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || !on || typing(event.target)) return;
      const handled = event.timeStamp - pending < 900 ? go(event.key) : act(event.key);
      pending = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
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
      else if (key === "x") return pressNear("[data-pick]");
      else if (key === "y") return pressNear("[data-link]");
      else if (PRESSING.includes(key)) return press1(document.querySelector(`[data-key="${key}"]`));
      else if (REACHING.includes(key)) return reach(`[data-key="${key}"]`);
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
        aria-label={words.button}
        title={words.button}
      >
        ?
      </button>
      {Palette && <Palette asked={asked} title={words.palette} places={places} />}
      <dialog ref={dialog} aria-labelledby="keys-title" className="w-[min(32rem,calc(100vw-2rem))] p-6">
        <h2 id="keys-title" className="text-lg">
          {words.title}
        </h2>
        <dl className="mt-3 grid grid-cols-[5rem_1fr] gap-y-1.5 text-sm">
          {KEYS.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="tag">{key}</kbd>
              </dt>
              <dd>{words[does]}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-soft">{words.never}</p>
        <label className="mt-4 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => {
              setOn(event.target.checked);
              localStorage.setItem(OFF, event.target.checked ? "on" : "off");
            }}
          />
          {words.on}
        </label>
        <form method="dialog" className="mt-4 text-right">
          <button type="submit" className="button">
            {words.close}
          </button>
        </form>
      </dialog>
    </>
  );
}

/** Whether keys are text here. A checkbox and a button take no letters. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      "input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, dialog, [contenteditable]",
    ) !== null
  );
}

/** Presses the element of a kind that belongs to where the focus is: in the same row, claim or change. */
function pressNear(selector: string): boolean {
  const place = document.activeElement?.closest("tr, tbody, li, [data-change]");
  return press1(
    place?.querySelector(selector) ?? place?.closest("tbody, li")?.querySelector(selector) ?? null,
  );
}

function press1(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.click();
  return true;
}
