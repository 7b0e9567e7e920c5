"use client";

import { lazy, Suspense } from "react";
import type { Problem } from "./problem";
import { ProblemText } from "./problem-text";
import { usePageLanguage } from "./words/page-language";

/** Fetched with the first refusal on a page of another language; where it cannot be, the English stands there. */
const Translated = lazy(() =>
  import("./translated-problem").then(
    (module) => ({ default: module.TranslatedProblem }),
    () => ({ default: AsAnswered }),
  ),
);

/** A refusal: its title, what was wrong and where, and the cure. */
export function ProblemNote({ problem }: { problem: Problem }) {
  if (usePageLanguage() === "en") return <AsAnswered problem={problem} />;
  return (
    <Suspense fallback={<div aria-busy="true" className="h-24" />}>
      <Translated problem={problem} />
    </Suspense>
  );
}

/** The words that came with it. */
function AsAnswered({ problem }: { problem: Problem }) {
  return (
    <ProblemText
      problem={problem}
      said={{
        title: problem.title,
        says: null,
        detail: { text: problem.detail },
        faults: problem.errors.map(({ at, problem: text }) => ({ at, text })),
        unrecorded: "nothing of it was recorded",
      }}
    />
  );
}
