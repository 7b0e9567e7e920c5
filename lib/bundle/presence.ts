import { checkDecidedEntry } from "../authority/decided-entry";
import { PRESENCES } from "../authority/presences";
import type { RecordedDecision } from "./history";
import { Violation } from "./protocol";

/**
 * How the deciding person's presence was shown, decision by decision. What a passkey signed is verified again, over
 * exactly this decision; a password leaves nothing behind that could be: the server checked it, and the entry says so.
 * Returns one sentence; throws a `Violation` with every signature that does not hold. Whose passkey it is, the entry
 * of its enrolment says, which belongs to the account and not to the run.
 */
export async function checkPresence(decisions: readonly RecordedDecision[]): Promise<string> {
  if (decisions.length === 0) return "Nobody decided.";
  const checked = await Promise.all(
    decisions.map(async ({ kind, entry }) => ({ kind, entry, ...(await checkDecidedEntry(entry)) })),
  );
  const faults = checked.flatMap(({ entry, faults }) =>
    faults.map((problem) => ({ at: `entry ${entry.index}`, problem })),
  );
  if (faults.length > 0) throw new Violation("A decision is not what its passkey signed.", faults);
  return checked
    .map(({ kind, entry, presence, verified }) => {
      const how = presence === null ? "nothing" : PRESENCES[presence];
      return `${kind} of entry ${entry.index}: ${how}, ${verified ? "whose signature over it holds" : "checked by the server"}.`;
    })
    .join(" ");
}
