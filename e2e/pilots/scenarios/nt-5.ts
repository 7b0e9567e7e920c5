import { CANDIDATE, type Scenario } from "../scenario";

export const NT_5: readonly Scenario[] = [
  {
    name: "an edge",
    leak: `INSERT INTO public.universal_edges (source_collection, source_code, target_collection, target_code, edge_type)
      VALUES ('a', 'BR-X', 'b', 'BR-Y', 'contains')`,
    verdicts: "PPPPFPFP",
  },
  {
    name: "an edge to a candidate",
    leak: `INSERT INTO public.universal_edges (source_collection, source_code, target_collection, target_code, edge_type)
      SELECT 'a', ${CANDIDATE}, 'b', 'BR-Y', 'contains'`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an edge's weight",
    leak: "UPDATE public.universal_edges SET weight = weight + 0.0001 WHERE id = 15",
    verdicts: "PPPPFPFP",
  },
  {
    name: "a candidate's relation that is gone",
    leak: `DELETE FROM public.iu_relation WHERE parent_code = ${CANDIDATE} OR child_code = ${CANDIDATE}
      OR parent_code = (SELECT max(entity_code) FROM staging_t.candidate WHERE entity_code < 'BR-0000000005')`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a candidate in the quarantine's payload",
    leak: `INSERT INTO public.kg_quarantine (entity_code, reason, payload) SELECT 'x', 'y', jsonb_build_object('of', ${CANDIDATE})`,
    verdicts: "PPPPFPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a required table that the database lacks",
    arrange: "DROP TABLE public.universal_edges",
    verdicts: "PPPP-P-P",
  },
];
