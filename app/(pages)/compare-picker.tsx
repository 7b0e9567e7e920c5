"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { RunsWords } from "./runs-words";

/**
 * Watches the boxes of the table, which are plain HTML. The two that were picked last stay picked, the earlier one in
 * time on the left of the comparison. Nothing is compared here: the page that opens asks the server.
 */
export function ComparePicker({ words }: { words: RunsWords["pick"] }) {
  const router = useRouter();
  const [picked, setPicked] = useState<readonly string[]>([]);

  useEffect(() => {
    const change = (event: Event) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || !box.matches("[data-pick]")) return;
      setPicked((before) => {
        const others = before.filter((slug) => slug !== box.value);
        return box.checked ? [...others, box.value].slice(-2) : others;
      });
    };
    document.addEventListener("change", change);
    return () => document.removeEventListener("change", change);
  }, []);

  useEffect(() => {
    for (const box of boxes()) box.checked = picked.includes(box.value);
  }, [picked]);

  const compare = () => {
    // The list is newest first, so that the later box is the earlier run.
    const [newer, older] = boxes().flatMap((box) => (picked.includes(box.value) ? [box.value] : []));
    if (newer !== undefined && older !== undefined)
      router.push(`/compare?${new URLSearchParams({ a: older, b: newer })}`);
  };
  if (picked.length === 0) return null;
  return (
    <div
      role="status"
      className="no-print fixed inset-x-0 bottom-0 z-30 border-t-2 border-ink bg-surface shadow-[0_-4px_16px_rgb(0_0_0/0.12)]"
    >
      <div className="page flex flex-wrap items-center gap-3 py-3">
        <span className="font-semibold">{filled(words.state, { n: picked.length })}</span>
        <span className="min-w-0 truncate font-mono text-sm text-soft">{picked.join(" · ")}</span>
        <span className="ml-auto flex gap-2">
          <button type="button" className="button" onClick={() => setPicked([])}>
            {words.drop}
          </button>
          <button
            type="button"
            data-key="c"
            disabled={picked.length < 2}
            className="button button-ink"
            onClick={compare}
          >
            {words.go} <span aria-hidden>→</span>
          </button>
        </span>
      </div>
    </div>
  );
}

function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>("input[data-pick]")];
}
