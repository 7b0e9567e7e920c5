import { BIRTH, PLAIN, REGISTRY, type Scenario } from "../scenario";

export const NT_3: readonly Scenario[] = [
  {
    name: "an owner",
    leak: `UPDATE ${REGISTRY} SET owner = 'somebody' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "NULL turned into the empty text",
    leak: `UPDATE ${REGISTRY} SET status = '' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "1.0 turned into 1.00 inside jsonb, equal by jsonb's own equality",
    arrange: `UPDATE ${REGISTRY} SET jsonb_profile = '{"w": 1.0}' WHERE entity_code = ${PLAIN}`,
    leak: `UPDATE ${REGISTRY} SET jsonb_profile = '{"w": 1.00}' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a deleted row",
    leak: `DELETE FROM ${REGISTRY} WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "one row deleted and one born, the count as before",
    leak: `DELETE FROM ${REGISTRY} WHERE entity_code = ${PLAIN}; ${BIRTH}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
    caveats: ["live-births"],
  },
];
