import { DROP_SCHEMA, REGISTRY, type Scenario } from "../scenario";

export const NT_6: readonly Scenario[] = [
  {
    name: "a pilot that may update the registry",
    pilot: `GRANT UPDATE ON ${REGISTRY} TO pilot_t`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that may update one column",
    pilot: `GRANT UPDATE (status) ON ${REGISTRY} TO pilot_t`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that belongs to the owner",
    pilot: "GRANT directus TO pilot_t",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot with pg_write_all_data",
    pilot: "GRANT pg_write_all_data TO pilot_t",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a pilot that is superuser",
    pilot: "ALTER ROLE pilot_t SUPERUSER",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a function that runs with its owner's rights",
    arrange: `CREATE FUNCTION public.stamp(text) RETURNS void LANGUAGE sql SECURITY DEFINER
      AS 'UPDATE public.birth_registry SET inspect_pen = now() WHERE entity_code = $1'; ALTER FUNCTION public.stamp OWNER TO directus`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier hung on the candidates",
    pilot:
      "CREATE TRIGGER t BEFORE UPDATE ON staging_t.candidate FOR EACH ROW EXECUTE FUNCTION public.fn_birth_auto_certify()",
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a view over production",
    pilot: `CREATE VIEW staging_t.v AS SELECT * FROM ${REGISTRY}`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a rule into production",
    pilot: `CREATE RULE r AS ON UPDATE TO staging_t.candidate DO ALSO UPDATE ${REGISTRY} SET inspect_pen = NEW.inspect_pen WHERE entity_code = NEW.entity_code`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a foreign key into production",
    pilot: `ALTER TABLE staging_t.candidate ADD FOREIGN KEY (entity_code) REFERENCES ${REGISTRY}`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "inheritance from production",
    pilot: `CREATE TABLE staging_t.child () INHERITS (${REGISTRY})`,
    verdicts: "PPPPPFPP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier switched off",
    leak: `ALTER TABLE ${REGISTRY} DISABLE TRIGGER trg_birth_auto_certify`,
    verdicts: "PPPPPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "the certifier rewritten",
    leak: "CREATE OR REPLACE FUNCTION public.fn_birth_auto_certify() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    verdicts: "PPPPPFFP",
    failOpen: ["F-OPEN-8"],
  },
  {
    name: "a certifier that was off all the time",
    arrange: `ALTER TABLE ${REGISTRY} DISABLE TRIGGER trg_birth_auto_certify`,
    verdicts: "PPPPP-PP",
  },
  {
    name: "a pilot's role that nobody could look at",
    pilot: "REASSIGN OWNED BY pilot_t TO directus; DROP OWNED BY pilot_t; DROP ROLE pilot_t",
    dispose: DROP_SCHEMA,
    verdicts: "PPPPP-P-",
  },
];
