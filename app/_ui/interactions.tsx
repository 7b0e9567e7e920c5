"use client";

import { useEffect, useState } from "react";
import { catalogue } from "./words/catalogue";

const COPIED = catalogue({
  en: { done: "Copied.", failed: "Could not copy: select the text instead." },
  vi: { done: "Đã sao chép.", failed: "Không sao chép được: hãy bôi đen văn bản." },
});

/**
 * One listener for all digests, copy buttons and times of a page, so that these stay plain server-rendered HTML:
 * `data-copy` copies its text, `data-copy-link` the address that it leads to, `data-digest` marks its twins, `time[data-local]` tells the local time.
 */
export function Interactions() {
  const [said, say] = useState("");
  useEffect(() => {
    let twins: Element[] = [];
    const unmark = () => {
      for (const twin of twins) twin.classList.remove("digest-twin");
      twins = [];
    };
    const over = (event: Event) => {
      if (!(event.target instanceof Element)) return;
      const time = event.target.closest("time[data-local]");
      const at = time?.getAttribute("datetime");
      if (time && at) time.setAttribute("title", localText(at));
      const digest = event.target.closest("[data-digest]")?.getAttribute("data-digest");
      unmark();
      if (!digest) return;
      const same = [...document.querySelectorAll(`[data-digest="${CSS.escape(digest)}"]`)];
      if (same.length > 1) twins = same;
      for (const twin of twins) twin.classList.add("digest-twin");
    };
    const click = (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const link = event.target.closest("a[data-copy-link]");
      const text =
        link instanceof HTMLAnchorElement
          ? link.href
          : event.target.closest("[data-copy]")?.getAttribute("data-copy");
      if (text === null || text === undefined) return;
      const { done, failed } = COPIED[document.documentElement.lang === "vi" ? "vi" : "en"];
      void copy(text).then((copied) => say(copied ? done : failed));
    };
    document.addEventListener("mouseover", over);
    document.addEventListener("focusin", over);
    document.addEventListener("click", click);
    return () => {
      document.removeEventListener("mouseover", over);
      document.removeEventListener("focusin", over);
      document.removeEventListener("click", click);
    };
  }, []);
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => say(""), 1800);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div
      role="status"
      className="no-print pointer-events-none fixed inset-x-0 bottom-5 z-40 flex justify-center px-4 text-sm font-semibold"
    >
      {said && <span className="rounded-md bg-ink px-4 py-2 text-surface">{said}</span>}
    </div>
  );
}

function localText(at: string): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${new Date(at).toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" })} (${zone})`;
}

/** The clipboard needs a secure context; over plain HTTP a selected text field does the same. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr-only";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
