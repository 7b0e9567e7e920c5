import { PROBLEMS, problemOf } from "@/app/_server/api/problem";
import type { Problem } from "./problem";

/** What a server action answers when it refuses: the same document as the HTTP interface gives. */
export function refusedWith(error: unknown): Problem {
  const { slug, detail, faults } = problemOf(error);
  const { status, title } = PROBLEMS[slug];
  if (status >= 500) throw error;
  return { slug, status, title, detail, errors: faults, trace: null };
}
