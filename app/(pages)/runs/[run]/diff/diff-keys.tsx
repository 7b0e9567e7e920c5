"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const FIELDS = "input, textarea, select, dialog";

/** Where single-key shortcuts were switched off; see shortcuts.tsx. */
const OFF = "notouch.shortcuts";

/**
 * Keys of the row diff: `n` and `N` walk its rows and go on to the next page at its end, `[` and `]` walk its tables,
 * `y` copies the address of the cell under the focus or the pointer. Renders nothing; the page works without it.
 */
export function DiffKeys(props: {
  /** Address of each, where there is one. */
  next: string | null;
  previous: string | null;
  nextTable: string | null;
  previousTable: string | null;
}) {
  const { next, previous, nextTable, previousTable } = props;
  const router = useRouter();
  const arriving = useRef<"first" | "last" | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows changed when the addresses around them did
  useEffect(() => {
    const rows = changes();
    const row =
      arriving.current === "first" ? rows[0] : arriving.current === "last" ? rows.at(-1) : undefined;
    arriving.current = null;
    // Whoever went into a field while the rows were fetched stays there.
    if (!document.activeElement?.closest(FIELDS)) focusOn(row);
  }, [next, previous, nextTable, previousTable]);

  useEffect(() => {
    let pointed: Element | null = null;
    const over = (event: Event) => {
      pointed = event.target instanceof Element ? event.target.closest("tr") : null;
    };
    const go = (address: string | null, arrive: "first" | "last"): boolean => {
      if (address === null) return false;
      arriving.current = arrive;
      router.push(address);
      return true;
    };
    const act = (key: string): boolean => {
      switch (key) {
        case "n":
          return step(1) || go(next, "first");
        case "N":
          return step(-1) || go(previous, "last");
        case "]":
          return go(nextTable, "first");
        case "[":
          return go(previousTable, "first");
        case "y":
          return copyCell(pointed);
        default:
          return false;
      }
    };
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || event.defaultPrevented)
        return;
      if (event.target instanceof Element && event.target.closest(FIELDS)) return;
      if (localStorage.getItem(OFF) === "off") return;
      if (act(event.key)) event.preventDefault();
    };
    const click = (event: MouseEvent) => {
      const part = event.target instanceof Element ? event.target.closest("[data-part]") : null;
      const slider = part?.closest("form")?.querySelector<HTMLInputElement>('input[type="range"]');
      if (!part || !slider) return;
      slider.value = part.getAttribute("data-part") ?? "";
      slider.form?.requestSubmit();
    };
    // Before the keys of every page hear of it: here `n` does more.
    document.addEventListener("keydown", press, true);
    document.addEventListener("mouseover", over);
    document.addEventListener("click", click);
    return () => {
      document.removeEventListener("keydown", press, true);
      document.removeEventListener("mouseover", over);
      document.removeEventListener("click", click);
    };
  }, [router, next, previous, nextTable, previousTable]);
  return null;
}

function changes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-change]")];
}

/** Moves to the next or previous row of this page; false at its end. */
function step(by: 1 | -1): boolean {
  const rows = changes();
  const active = document.activeElement;
  const now = rows.findIndex((row) => row.closest("tbody")?.contains(active));
  const row = now < 0 ? rows[by > 0 ? 0 : -1] : rows[now + by];
  if (row === undefined && now < 0 && by < 0) return focusOn(rows.at(-1));
  return focusOn(row);
}

function focusOn(row: HTMLElement | undefined): boolean {
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return row !== undefined;
}

/** The link of the cell in the focused line, else of the line under the pointer, else of the focused row's first cell. */
function copyCell(pointed: Element | null): boolean {
  const active = document.activeElement;
  const line = active?.closest("[data-cell]") ? active.closest("tr") : null;
  const link =
    line?.querySelector<HTMLAnchorElement>("[data-cell]") ??
    (active?.closest("tbody") ? active.closest("tbody") : pointed)?.querySelector<HTMLAnchorElement>(
      "[data-cell]",
    );
  if (!link) return false;
  history.replaceState(history.state, "", link.href);
  // The page's own copier answers to this, and says what came of it.
  const copier = document.createElement("button");
  copier.dataset.copy = link.href;
  copier.hidden = true;
  document.body.append(copier);
  copier.click();
  copier.remove();
  return true;
}
