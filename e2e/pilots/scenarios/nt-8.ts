import { PLAIN, REGISTRY, type Scenario } from "../scenario";

export const NT_8: readonly Scenario[] = [
  {
    name: "a PASS declared without its last capture",
    without: "after",
    declared: "PASS",
    verdicts: "-------F",
    failOpen: ["F-OPEN-10"],
  },
  {
    name: "a PASS declared over a leak",
    leak: `UPDATE ${REGISTRY} SET inspect_pen = now() WHERE entity_code = ${PLAIN}`,
    declared: "PASS",
    verdicts: "FPPPPPFF",
    failOpen: ["F-OPEN-1", "F-OPEN-10"],
  },
  {
    name: "a FAIL declared over a clean pilot",
    declared: "FAIL",
    verdicts: "PPPPPPPF",
    failOpen: ["F-OPEN-10"],
  },
  { name: "a PASS declared over a clean pilot", declared: "PASS", verdicts: "PPPPPPPP" },
  {
    name: "a FAIL declared over a leak",
    leak: `UPDATE ${REGISTRY} SET inspect_pen = now() WHERE entity_code = ${PLAIN}`,
    declared: "FAIL",
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "a FAIL declared without its last capture",
    without: "after",
    declared: "FAIL",
    verdicts: "--------",
  },
  { name: "no before", without: "before", verdicts: "--------" },
  { name: "no staging evidence", without: "staging", verdicts: "PPP-P---" },
  { name: "no after", without: "after", verdicts: "--------" },
  {
    name: "candidates with fused and disordered stamps",
    pilot: `INSERT INTO staging_t.candidate (entity_code, inspect_pen, inspect_stamp, inspect_gate) VALUES ('S-1', now(), now(), now()), ('S-2', NULL, now(), NULL)`,
    verdicts: "PPPPPPPP",
    caveats: ["F-OPEN-4", "F-OPEN-7"],
  },
];
