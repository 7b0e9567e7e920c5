import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/base/canonical";
import { fixtureEvidence } from "@/lib/evidence/fixture";
import { evaluate } from "@/lib/verdict/evaluate";
import { EVALUATOR, sealMatrix } from "@/lib/verdict/matrix";
import {
  DRIVERS,
  fullRun,
  makePeople,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
} from "../evidence/fixture";
import { append } from "../ledger/ledger";
import { getRun } from "../runs/runs";
import { type Db, rowsOf } from "../store/client";
import { openRun } from "./verdicts";

describe.each(DRIVERS)("verdicts of an older evaluator on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
  });
  afterAll(async () => open?.close());

  it("are superseded, their authorization with them, and are judged again", async () => {
    await fullRun(open, "aged", people.erik);
    const side = (phase: "before" | "staging" | "after") => fixtureEvidence({ phase, run: "aged" });
    const { matrixDigest: _, ...present } = await evaluate({
      run: "aged",
      before: await side("before"),
      staging: await side("staging"),
      after: await side("after"),
    });
    const old = sealMatrix({ ...present, evaluator: "1.0.0" });
    const { index } = await append(db, {
      kind: "verdict-recorded",
      actor: "notouch",
      run: "aged",
      at: NOW,
      body: { engineering: old.engineering, matrixDigest: old.matrixDigest, evaluator: "1.0.0" },
    });
    await db.execute(sql`insert into verdict (id, run_id, matrix_digest, matrix, engineering, evaluator, basis, compared, changes, facets, evaluated_at, ledger_index)
      select gen_random_uuid(), id, ${old.matrixDigest}, ${canonicalJson(old)}, 'PASS', '1.0.0', notouch_basis(id), 0, 0, '{}', ${NOW.toISOString()}::timestamptz, ${index} from run where slug = 'aged'`);
    const { index: decided } = await append(db, {
      kind: "decided",
      actor: "olivia",
      run: "aged",
      at: NOW,
      body: { kind: "AUTHORIZE", matrixDigest: old.matrixDigest },
    });
    await db.execute(sql`insert into decision (id, run_id, kind, matrix_digest, reason, scope, expires_at, acknowledged_caveats, acknowledged_blockers, presence, decided_by, decided_at, ledger_index)
      select gen_random_uuid(), id, 'AUTHORIZE', ${old.matrixDigest}, 'because', 'all', '2026-06-21'::timestamptz, '{}', '{}', 'password', ${people.olivia.id}, ${NOW.toISOString()}::timestamptz, ${decided} from run where slug = 'aged'`);

    const opened = await getRun(db, "aged", NOW);
    expect(opened?.engineering).toMatchObject({ verdict: "NO_EVIDENCE", matrixDigest: null });
    expect(opened?.authority).toMatchObject({ state: "HOLD", basis: "superseded" });
    const judged = await openRun(db, "aged", NOW);
    expect(judged?.matrix).toMatchObject({ evaluator: EVALUATOR, engineering: "PASS" });
    expect(judged?.authority).toMatchObject({ state: "HOLD", basis: "superseded" });
    const kept = await rowsOf<{ evaluator: string }>(
      db,
      sql`select evaluator from verdict v join run r on r.id = v.run_id where r.slug = 'aged' order by v.ledger_index`,
    );
    expect(kept.map((v) => v.evaluator)).toEqual(["1.0.0", EVALUATOR]);
  });
});
