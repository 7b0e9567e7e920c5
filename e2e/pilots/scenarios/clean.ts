import { BIRTH, PLAIN, REGISTRY, type Scenario } from "../scenario";

export const CLEAN: readonly Scenario[] = [
  { name: "a quiet production", verdicts: "PPPPPPPP" },
  {
    name: "births and events all the while",
    leak: `${BIRTH}; INSERT INTO public.event_outbox (event_type) VALUES ('index.refreshed')`,
    verdicts: "PPPPPPPP",
    caveats: ["live-births", "live-births"],
  },
  {
    name: "a pilot that may read the registry",
    pilot: `GRANT SELECT ON ${REGISTRY} TO pilot_t`,
    verdicts: "PPPPPPPP",
  },
  {
    name: "the empty text that was always there",
    arrange: `UPDATE ${REGISTRY} SET status = '' WHERE entity_code = ${PLAIN}`,
    verdicts: "PPPPPPPP",
  },
];
