import { CANDIDATE, CERTIFIED, PLAIN, REGISTRY, type Scenario } from "../scenario";

export const NT_1: readonly Scenario[] = [
  {
    name: "a stamp",
    leak: `UPDATE ${REGISTRY} SET inspect_pen = now() WHERE entity_code = ${PLAIN}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "a stamp on a candidate's own row",
    leak: `UPDATE ${REGISTRY} SET inspect_gate = now() WHERE entity_code = ${CANDIDATE}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1", "F-OPEN-8"],
  },
  {
    name: "a stamp's time moved by a microsecond, every count as before",
    leak: `UPDATE ${REGISTRY} SET inspect_stamp = inspect_stamp + interval '1 microsecond' WHERE entity_code = ${CERTIFIED}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "a row born with a stamp",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, inspect_pen) VALUES ('BR-LIVE-1', 'x', now())`,
    verdicts: "FPPFPPFP",
    failOpen: ["F-OPEN-1"],
  },
];
