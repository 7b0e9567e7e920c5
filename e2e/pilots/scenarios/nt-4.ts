import { BIRTH, CANDIDATE, REGISTRY, type Scenario } from "../scenario";

export const NT_4: readonly Scenario[] = [
  {
    name: "a minted staging key",
    pilot: "INSERT INTO staging_t.candidate (entity_code) VALUES ('BR-LIVE-1')",
    leak: BIRTH,
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth that names a staging key",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, dot_origin) SELECT 'BR-LIVE-1', 'x', ${CANDIDATE}`,
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth with a canonical field",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, status) VALUES ('BR-LIVE-1', 'x', 'live')`,
    verdicts: "PPFFPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a birth that the pilot could have written",
    pilot: `GRANT INSERT ON ${REGISTRY} TO pilot_t`,
    leak: BIRTH,
    verdicts: "PPPFPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth event in the outbox",
    leak: "INSERT INTO public.event_outbox (event_type, entity_code) VALUES ('birth.created', 'x')",
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "births while nobody recorded what the pilot could do",
    leak: BIRTH,
    without: "staging",
    verdicts: "PPP-P---",
  },
];
