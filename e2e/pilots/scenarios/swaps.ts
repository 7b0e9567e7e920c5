import { PLAIN, REGISTRY, type Scenario } from "../scenario";

const CERTIFIED_TWO = `(SELECT entity_code FROM ${REGISTRY} WHERE certified ORDER BY entity_code LIMIT 2)`;
const PLAIN_TWO = `(SELECT entity_code FROM ${REGISTRY} WHERE NOT certified ORDER BY entity_code DESC LIMIT 2)`;

/** Changes that leave every count as it was, or that PostgreSQL's own equality does not see. */
export const SWAPS: readonly Scenario[] = [
  {
    name: "two rows that exchanged a stamp",
    leak: `UPDATE ${REGISTRY} a SET inspect_pen = b.inspect_pen FROM ${REGISTRY} b
      WHERE a.entity_code IN ${CERTIFIED_TWO} AND b.entity_code IN ${CERTIFIED_TWO} AND a.entity_code <> b.entity_code`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "two rows that exchanged their owners",
    arrange: `UPDATE ${REGISTRY} SET owner = entity_code WHERE entity_code IN ${PLAIN_TWO}`,
    leak: `UPDATE ${REGISTRY} a SET owner = b.owner FROM ${REGISTRY} b
      WHERE a.entity_code IN ${PLAIN_TWO} AND b.entity_code IN ${PLAIN_TWO} AND a.entity_code <> b.entity_code`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "two edges that exchanged their weights",
    leak: `UPDATE public.universal_edges a SET weight = b.weight FROM public.universal_edges b
      WHERE a.id IN (15, 16) AND b.id IN (15, 16) AND a.id <> b.id`,
    verdicts: "PPPPFPFP",
  },
  {
    name: "an edge removed and one like it added",
    leak: `WITH gone AS (DELETE FROM public.universal_edges WHERE id = 17 RETURNING *)
      INSERT INTO public.universal_edges (source_collection, source_id, source_code, target_collection, target_id, target_code, edge_type, weight)
      SELECT source_collection, source_id, source_code, target_collection, target_id, target_code, edge_type, weight FROM gone`,
    verdicts: "PPPPFPFP",
  },
  {
    name: "1.0 turned into 1.00 in an edge's metadata, equal by jsonb's own equality",
    arrange: `UPDATE public.universal_edges SET metadata = '{"w": 1.0}' WHERE id = 15`,
    leak: `UPDATE public.universal_edges SET metadata = '{"w": 1.00}' WHERE id = 15`,
    verdicts: "PPPPFPFP",
  },
  {
    name: "NULL turned into the two characters of its own sign",
    leak: `UPDATE ${REGISTRY} SET status = '\\N' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "the two characters of NULL's sign turned into NULL",
    arrange: `UPDATE ${REGISTRY} SET status = '\\N' WHERE entity_code = ${PLAIN}`,
    leak: `UPDATE ${REGISTRY} SET status = NULL WHERE entity_code = ${PLAIN}`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a stamp at infinity",
    leak: `UPDATE ${REGISTRY} SET inspect_gate = 'infinity' WHERE entity_code = ${PLAIN}`,
    verdicts: "FPPPPPFP",
    failOpen: ["F-OPEN-1"],
  },
  {
    name: "rows written back as they were, in another place of the table",
    leak: "UPDATE public.wf_host_crontab_snapshot SET line = line WHERE line_no < 9",
    verdicts: "PPPPPP-P",
  },
  {
    name: "one of several equal rows removed from a table without a key",
    arrange:
      "INSERT INTO public.wf_host_crontab_snapshot SELECT * FROM public.wf_host_crontab_snapshot WHERE line_no = 7",
    leak: "DELETE FROM public.wf_host_crontab_snapshot WHERE ctid = (SELECT max(ctid) FROM public.wf_host_crontab_snapshot WHERE line_no = 7)",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
];
