import { type Problem, parseProblem } from "@/app/_ui/problem";
import type { Decision } from "@/lib/authority/authority";

export interface Recorded {
  readonly decision: Decision;
  readonly entry: string | null;
}

/** Reads the answer to a decision. An answer without a decision in it is not taken for a recorded one. */
export function parseRecorded(json: unknown, unread: { title: string; cure: string }): Recorded | Problem {
  const body = json as { decision?: Decision; receipt?: { hash?: string } } | null;
  const decision = body?.decision;
  if (typeof decision?.id !== "string" || typeof decision.ledgerIndex !== "number")
    return { ...parseProblem(200, ""), title: unread.title, detail: unread.cure };
  return { decision, entry: typeof body?.receipt?.hash === "string" ? body.receipt.hash : null };
}
