import { CANDIDATE, CERTIFIED, PLAIN, REGISTRY, type Scenario } from "../scenario";

export const NT_2: readonly Scenario[] = [
  {
    name: "a certification",
    leak: `UPDATE ${REGISTRY} SET certified = true WHERE entity_code = ${PLAIN}`,
    verdicts: "PFPPPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "all three stamps, and the certifier does the rest",
    leak: `UPDATE ${REGISTRY} SET inspect_pen = now(), inspect_stamp = now(), inspect_gate = now() WHERE entity_code = ${CANDIDATE}`,
    verdicts: "FFPPPFFP",
    failOpen: ["F-OPEN-1", "F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "a certification that changed hands, the count as before",
    leak: `UPDATE ${REGISTRY} SET certified = NOT certified WHERE entity_code IN (${PLAIN}, ${CERTIFIED}) AND false;
      ALTER TABLE ${REGISTRY} DISABLE TRIGGER USER;
      UPDATE ${REGISTRY} SET certified = NOT certified WHERE entity_code IN (${PLAIN}, ${CERTIFIED});
      ALTER TABLE ${REGISTRY} ENABLE TRIGGER USER`,
    verdicts: "PFPPPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },
  {
    name: "a certification's time",
    leak: `UPDATE ${REGISTRY} SET certified_at = certified_at - interval '1 day' WHERE entity_code = ${CERTIFIED}`,
    verdicts: "PFPPPPFP",
    failOpen: ["F-OPEN-2"],
  },
  {
    name: "a row born certified",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, certified) VALUES ('BR-LIVE-1', 'x', true)`,
    verdicts: "PFPFPFFP",
    failOpen: ["F-OPEN-2", "F-OPEN-8"],
  },
];
