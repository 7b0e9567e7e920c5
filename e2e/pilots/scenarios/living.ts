import { BIRTH, CANDIDATE, REGISTRY, type Scenario } from "../scenario";

const event = (columns: string, values: string) =>
  `INSERT INTO public.event_outbox (${columns}) SELECT ${values}`;

/** Production goes on while the pilot runs: what is explained, and every way in which it is not. */
export const LIVING: readonly Scenario[] = [
  {
    name: "events of allowed kinds",
    leak: `${event("event_type", "'index.refreshed'")}; ${event("event_type, entity_code", "'health.checked', 'BR-ELSEWHERE'")}`,
    verdicts: "PPPPPPPP",
    caveats: ["live-births"],
  },
  {
    name: "a certify event in the outbox",
    leak: event("event_type", "'certify.requested'"),
    verdicts: "PPPFPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an event of an allowed kind that names a candidate",
    leak: event("event_type, entity_code", `'index.refreshed', ${CANDIDATE}`),
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an event with a candidate deep in its payload",
    leak: event(
      "event_type, payload",
      `'index.refreshed', jsonb_build_object('a', jsonb_build_array(1, jsonb_build_object(${CANDIDATE}, true)))`,
    ),
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an event that was rewritten",
    leak: "UPDATE public.event_outbox SET created_at = created_at + interval '1 second' WHERE id = 25",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "an event that was taken back",
    leak: "DELETE FROM public.event_outbox WHERE id = 26",
    verdicts: "PPPPPPFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a birth with a profile of its own",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, jsonb_profile) VALUES ('BR-LIVE-1', 'x', '{"a": 1}')`,
    verdicts: "PPFFPPFP",
    failOpen: ["F-OPEN-3"],
  },
  {
    name: "a birth with the time of a certification that it does not have",
    leak: `INSERT INTO ${REGISTRY} (entity_code, collection_name, certified_at) VALUES ('BR-LIVE-1', 'x', now())`,
    verdicts: "PFPFPPFP",
    failOpen: ["F-OPEN-2"],
  },
  {
    name: "a birth among births that breaks one condition",
    leak: `${BIRTH}; INSERT INTO ${REGISTRY} (entity_code, collection_name, inspect_gate) VALUES ('BR-LIVE-2', 'x', now())`,
    verdicts: "FPPFPPFP",
    failOpen: ["F-OPEN-1"],
    caveats: ["live-births"],
  },
  {
    name: "a birth in place of a row that took another key",
    leak: `UPDATE ${REGISTRY} SET entity_code = 'BR-RENAMED' WHERE entity_code = (SELECT max(entity_code) FROM ${REGISTRY} WHERE NOT certified AND jsonb_profile = '{}')`,
    verdicts: "PPFPPPFP",
    failOpen: ["F-OPEN-3"],
    caveats: ["live-births"],
  },
  {
    name: "births while the surface holds no candidate",
    pilot: "TRUNCATE staging_t.candidate",
    leak: BIRTH,
    verdicts: "PPP-PP--",
  },
  {
    name: "births while the pilot's role could not be looked at",
    pilot: "REASSIGN OWNED BY pilot_t TO directus; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
    leak: BIRTH,
    dispose: "DROP SCHEMA staging_t CASCADE",
    verdicts: "PPP-P---",
  },
];
