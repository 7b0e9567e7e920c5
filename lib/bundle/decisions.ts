import type { Decision } from "../authority/authority";
import { caveatNames } from "../authority/eligibility";
import type { Fault } from "../base/refusal";
import type { Matrix } from "../verdict/matrix";
import { contributorsBefore, type History, type RecordedDecision } from "./history";
import { Violation } from "./protocol";

const LONGEST_MS = 90 * 86_400_000;

/**
 * Holds every decision against the laws, from the entries alone: it names a verdict that the ledger knew at that
 * moment, no key made it, and an AUTHORIZE stands on an engineering PASS, has scope, reason and expiry, acknowledges
 * the caveats of this matrix by name, and comes from nobody who contributed. Throws `Violation` with every fault.
 * That whoever decided was an Owner is an entry of accounts, not of the run: the server and its database vouch for it.
 */
export function checkDecisions(history: History, matrix: Matrix): void {
  const faults = history.decisions.flatMap((decision) =>
    faultsOf(history, matrix, decision).map(
      (problem): Fault => ({ at: `entry ${decision.entry.index}`, problem }),
    ),
  );
  if (faults.length > 0) throw new Violation("A decision is not bound to a verdict that allowed it.", faults);
}

function faultsOf(history: History, matrix: Matrix, decision: RecordedDecision): string[] {
  const { entry, kind } = decision;
  const faults: string[] = [];
  const judged = history.verdicts.filter((v) => v.entry.index < entry.index).at(-1);
  if (judged?.matrixDigest !== decision.matrixDigest)
    faults.push(
      `${kind} names ${decision.matrixDigest}; the verdict before it is ${judged?.matrixDigest ?? "none"}`,
    );
  const moved = [...history.captures, ...history.declarations].find(
    (c) => judged && c.entry.index > judged.entry.index && c.entry.index < entry.index,
  );
  if (moved)
    faults.push(`${kind} was recorded after entry ${moved.entry.index}, which no verdict covered yet`);
  if (entry.actor.includes("#")) faults.push(`${kind} was recorded by an API key: ${entry.actor}`);
  if (decision.reason.trim() === "") faults.push(`${kind} has no reason`);
  if (kind !== "AUTHORIZE") return faults;
  if (judged?.engineering !== "PASS")
    faults.push(`AUTHORIZE on an engineering ${judged?.engineering ?? "verdict that is not there"}`);
  if (contributorsBefore(history, entry.index).has(entry.actor))
    faults.push(`AUTHORIZE by ${entry.actor}, who contributed to this run`);
  if ((decision.scope ?? "").trim() === "") faults.push("AUTHORIZE without a scope");
  const expiry = Date.parse(decision.expiresAt ?? "");
  const at = Date.parse(entry.at);
  if (!(expiry > at && expiry <= at + LONGEST_MS)) faults.push("AUTHORIZE without an expiry within 90 days");
  if (decision.matrixDigest === matrix.matrixDigest)
    for (const caveat of caveatNames(matrix))
      if (!decision.acknowledgedCaveats.includes(caveat))
        faults.push(`AUTHORIZE without the caveat ${caveat}`);
  return faults;
}

/** A recorded decision as authority is derived from it. */
export function decisionOf({ entry, decision: id, ...said }: RecordedDecision): Decision {
  return {
    id,
    kind: said.kind,
    matrixDigest: said.matrixDigest,
    reason: said.reason,
    scope: said.scope,
    expiresAt: said.expiresAt,
    revisitAt: said.revisitAt,
    acknowledgedCaveats: said.acknowledgedCaveats,
    acknowledgedBlockers: said.acknowledgedBlockers,
    presence: said.presence,
    assertion: said.assertion,
    owners: said.owners,
    decidedBy: entry.actor,
    decidedAt: entry.at,
    ledgerIndex: entry.index,
  };
}
