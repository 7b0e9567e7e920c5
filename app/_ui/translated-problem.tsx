"use client";

import type { Problem } from "./problem";
import { ProblemText } from "./problem-text";
import { translatedProblem } from "./words/problem-translation";

export function TranslatedProblem({ problem }: { problem: Problem }) {
  return <ProblemText problem={problem} said={translatedProblem(problem)} />;
}
