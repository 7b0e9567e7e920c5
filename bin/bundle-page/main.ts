// The program of a bundle's page: it reads the bundle out of the page, verifies it and shows what came out. It asks
// for nothing from anywhere; the page's own policy forbids it to.

import { parseBase64 } from "@/lib/base/base64";
import { type BundleSource, sourceOf } from "@/lib/bundle/container";
import type { Inflate } from "@/lib/bundle/content";
import type { StepResult } from "@/lib/bundle/protocol";
import { type BundleReport, verifyBundle } from "@/lib/bundle/verify";
import { parseVerifierKey } from "@/lib/ledger/note";
import type { RowChange } from "@/lib/verdict/change";
import { byId, el } from "./element";
import { frontPage, outcomeBanner, stepRow } from "./report";
import { EN, LANGUAGES, type Language, languageOf, type PageWords } from "./words";
import { VI } from "./words-vi";

const WORDS: Readonly<Record<Language, PageWords>> = { en: EN, vi: VI };

const LISTED_ROWS = 200;

const inflate: Inflate = async (stored, limit) => {
  const reader = new Blob([new Uint8Array(stored)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) throw new Error("larger than allowed");
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** What came out so far. The language only changes how it reads. */
type Came =
  | { readonly kind: "working" }
  /** Whatever stopped it, nothing was established. */
  | { readonly kind: "stopped"; readonly says: string }
  | {
      readonly kind: "report";
      readonly report: BundleReport;
      readonly rows: readonly RowChange[];
      readonly more: number;
      readonly at: Date;
    };

let language: Language = languageOf(navigator.languages);
let came: Came = { kind: "working" };
let steps: StepResult[] = [];

function bundleHere(): BundleSource {
  const bytes = parseBase64(byId("bundle").textContent ?? "");
  if (!bytes) throw new Error(WORDS[language].broken);
  return sourceOf(bytes);
}

async function verify(): Promise<void> {
  came = { kind: "working" };
  steps = [];
  show();
  const rows: RowChange[] = [];
  let more = 0;
  const at = new Date();
  try {
    const kept = field("earlier");
    const key = field("key");
    const report = await verifyBundle(bundleHere(), {
      inflate,
      now: at,
      ...(kept !== "" && { earlier: `${kept}\n` }),
      ...(key !== "" && { pinned: parseVerifierKey(key) }),
      onChange: (change) => {
        if (rows.length < LISTED_ROWS) rows.push(change);
        else more++;
      },
      onStep: (step: StepResult) => {
        steps.push(step);
        byId("steps").append(stepRow(step, WORDS[language]));
      },
    });
    steps = [...report.steps];
    came = { kind: "report", report, rows, more, at };
  } catch (error) {
    came = { kind: "stopped", says: error instanceof Error ? error.message : String(error) };
  }
  show();
}

/** Writes the whole page anew in its language: nothing of what was established depends on it. */
function show(): void {
  const words = WORDS[language];
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll<HTMLElement>("[data-word]"))
    element.textContent = textOf(words, element.dataset.word);
  byId("language").setAttribute("aria-label", words.language);
  byId("language").replaceChildren(...languageButtons());
  byId("steps").replaceChildren(...steps.map((step) => stepRow(step, words)));
  byId("report").replaceChildren(...reportOf(words));
  document.title = titleOf(words);
  document.body.dataset.outcome =
    came.kind === "report" ? came.report.outcome : came.kind === "stopped" ? "nothing" : "";
}

function reportOf(words: PageWords): HTMLElement[] {
  switch (came.kind) {
    case "working":
      return [el("p", { class: "big", role: "status" }, words.working)];
    case "stopped":
      return [
        outcomeBanner({ outcome: "nothing", steps: [], said: null }, words),
        el("p", { lang: "en" }, came.says),
      ];
    case "report": {
      const { report, rows, more, at } = came;
      // What an altered bundle says is not shown as if it were a finding.
      const trusted = report.outcome === "verified" || report.outcome === "violated";
      return [
        outcomeBanner(report, words),
        ...(trusted && report.said ? frontPage(report.said, rows, more, at, words) : []),
      ];
    }
  }
}

function titleOf(words: PageWords): string {
  if (came.kind !== "report") return `notouch: ${words.title}`;
  const { outcome, said } = came.report;
  return `${said?.history.name ?? words.title}: ${words.outcomes[outcome].word}`;
}

/** A text of the shell by its name; a name that is no text is a fault of the shell. */
function textOf(words: PageWords, name: string | undefined): string {
  const text: unknown = Object.entries(words).find(([key]) => key === name)?.[1];
  if (typeof text !== "string") throw new Error(`the page has no words for ${name}`);
  return text;
}

function languageButtons(): HTMLElement[] {
  return (Object.keys(LANGUAGES) as Language[]).map((name) => {
    const pressed = String(name === language);
    const button = el("button", { type: "button", lang: name, "aria-pressed": pressed }, LANGUAGES[name]);
    button.addEventListener("click", () => {
      language = name;
      show();
      byId("language").querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    });
    return button;
  });
}

function field(id: string): string {
  const input = byId(id);
  return input instanceof HTMLTextAreaElement || input instanceof HTMLInputElement ? input.value.trim() : "";
}

byId("again").addEventListener("submit", (event) => {
  event.preventDefault();
  void verify();
});
byId("print").addEventListener("click", () => window.print());
void verify();
