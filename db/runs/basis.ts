import { PHASES, type Phase } from "@/lib/evidence/manifest";

/**
 * What a verdict judged, as one line that SQL can compare: the digest of each phase and the newest declaration.
 * The twin of `notouch_basis` in the migrations; the storage tests hold them against each other. A declaration
 * stands with its ledger index, so that returning to an earlier result is a new basis, not the old one again.
 */
export function basisOf(
  evidence: readonly { readonly phase: Phase; readonly digest: string }[],
  declared: { readonly ledgerIndex: number; readonly result: "PASS" | "FAIL" } | undefined,
): string {
  const phases = PHASES.map((phase) => `${phase}=${evidence.find((e) => e.phase === phase)?.digest ?? "-"}`);
  return [...phases, `declared=${declared ? `${declared.ledgerIndex}:${declared.result}` : "-"}`].join(";");
}
