import type { RegisterItem } from "./views";

type Seed = Omit<RegisterItem, "state" | "since" | "evidence">;

const gate = (code: string, title: string, owner: string): Seed => ({
  code,
  kind: "gate",
  title,
  owner,
  reason: "Not given yet.",
});
const blocker = (code: string, title: string): Seed => ({
  code,
  kind: "blocker",
  title,
  owner: null,
  reason: "Open in the programme.",
});

/** The programme's gates and blockers, all open. Only an Owner's recorded change closes one. */
export const INITIAL_REGISTER: readonly Seed[] = [
  gate("GATE-SNAPSHOT", "Take the read-only snapshots: the Owner authorizes a read-only pass", "Owner"),
  gate("GATE-STAGING", "Build the pilot and staging: Điều 32, S2, channel and staging", "Owner"),
  gate("GATE-EVIDENCE", "Generate the NT evidence: Điều 32", "Owner"),
  gate("GATE-R1-KG", "Cross-check NT-5 against the R1-KG invariant: read-only, Owner-gated", "Owner"),
  blocker("CONS-002", "CONS-002"),
  blocker("CONS-003", "CONS-003"),
  blocker("CELL-003", "CELL-003"),
  blocker("CELL-004", "CELL-004"),
  blocker("CELL-007", "CELL-007"),
  blocker("HOLD-1", "HOLD-1"),
  blocker("HOLD-2", "HOLD-2"),
  blocker("RISK-BYPASS", "RISK-BYPASS"),
  blocker("GOV-016", "GOV-016"),
  blocker("GOV-017", "GOV-017"),
  blocker("GOV-REUSE-001", "GOV-REUSE-001"),
  blocker("DIEU-39", "Điều 39: runtime EMPTY"),
  blocker("DIEU-35", "Điều 35: production readiness FAIL"),
];
