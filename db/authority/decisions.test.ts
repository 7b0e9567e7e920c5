import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { challengeOf } from "@/lib/authority/assertion";
import { type Signing, softAuthenticator } from "@/lib/authority/authenticator-fixture";
import { revisitDue } from "@/lib/authority/authority";
import { formatStatement } from "@/lib/authority/presence";
import {
  DRIVERS,
  fullRun,
  makePeople,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
} from "../evidence/fixture";
import { changeAccount } from "../identity/accounts";
import { confirmTotp, prepareTotp } from "../identity/one-time-codes";
import { addPasskey, removePasskey } from "../identity/passkeys";
import type { Actor } from "../ledger/ledger";
import { listRuns } from "../runs/runs";
import { type Db, openDatabase } from "../store/client";
import { ensureVerdict, openRun } from "../verdicts/verdicts";
import { decidedAs, type NewDecision, recordDecision, type ShownPresence } from "./decisions";
import { openBlockers, seedRegister } from "./register";

const DAY = 86_400_000;
const ORIGIN = "https://notouch.example";

describe.each(DRIVERS)("decisions on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;
  const device = softAuthenticator();
  let key: { id: string; ledgerIndex: number };

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
    await seedRegister(db, NOW);
    for (const run of ["signed", "plain", "two", "roles"]) {
      await fullRun(open, run, people.erik);
      await ensureVerdict(db, run);
    }
    const { credentialId, publicKey } = device;
    const wanted = { name: "key", credentialId, publicKey, cose: "AA", rpId: "notouch.example" };
    const { id } = await addPasskey(
      db,
      { ...wanted, transports: [], backedUp: false, counter: 0 },
      people.olivia,
      NOW,
    );
    key = { id, ledgerIndex: 0 };
  });
  afterAll(async () => open?.close());

  async function refusalOf(statement: Promise<unknown>): Promise<string> {
    try {
      await statement;
    } catch (error) {
      return String(error instanceof Error && error.cause ? error.cause : error);
    }
    return "nothing was refused";
  }

  async function wantedFor(run: string, over: Partial<NewDecision> = {}): Promise<NewDecision> {
    const { matrix } = await ensureVerdict(db, run);
    return {
      kind: "AUTHORIZE",
      matrixDigest: matrix.matrixDigest,
      reason: "Proven",
      scope: "One more pilot",
      expiresAt: new Date(NOW.getTime() + DAY),
      revisitAt: null,
      acknowledgedCaveats: [],
      acknowledgedBlockers: await openBlockers(db),
      ...over,
    };
  }

  /** Presence by the passkey over a decision, perhaps signed wrongly. */
  function shown(run: string, wanted: NewDecision, actor: Actor, over: Partial<Signing> = {}): ShownPresence {
    const nonce = randomBytes(32).toString("base64url");
    const until = new Date(NOW.getTime() + 60_000).toISOString();
    const statement = formatStatement(decidedAs(run, wanted, actor), { nonce, origin: ORIGIN, until });
    const { response } = device.sign({ challenge: challengeOf(statement), origin: ORIGIN, ...over });
    const { credentialId, publicKey } = device;
    return {
      passkeyId: key.id,
      signed: { statement, credentialId, publicKey, enrolledAt: key.ledgerIndex, ...response },
    };
  }

  it("keep what the passkey signed, and give it back to the letter", async () => {
    const wanted = await wantedFor("signed");
    const presence = shown("signed", wanted, people.olivia);
    await recordDecision(db, "signed", wanted, people.olivia, presence, NOW);
    const decision = (await openRun(db, "signed", NOW))?.decisions.at(-1);
    expect(decision).toMatchObject({ presence: "passkey", owners: 1 });
    expect(decision?.assertion).toEqual(typeof presence === "string" ? null : presence.signed);
  });

  it("that carry a signature are refused by the database where it is not over this decision", async () => {
    const wanted = await wantedFor("plain");
    const other = await wantedFor("signed");
    const attempt = (presence: ShownPresence, actor = people.olivia) =>
      refusalOf(recordDecision(db, "plain", wanted, actor, presence, NOW));
    const not = "what the passkey signed is not this decision";
    expect(await attempt(shown("signed", other, people.olivia))).toContain(not);
    expect(await attempt(shown("plain", { ...wanted, scope: "Everything" }, people.olivia))).toContain(not);
    expect(await attempt(shown("plain", { ...wanted, expiresAt: NOW }, people.olivia))).toContain(not);
    expect(await attempt(shown("plain", { ...wanted, acknowledgedBlockers: [] }, people.olivia))).toContain(
      not,
    );
    expect(await attempt(shown("plain", wanted, people.oscar))).toContain(not);
    for (const wrong of [
      { verified: false },
      { present: false },
      { type: "webauthn.create" },
      { client: { crossOrigin: true } },
      { origin: "https://elsewhere.example" },
      { challenge: challengeOf("something else") },
    ])
      expect(await attempt(shown("plain", wanted, people.olivia, wrong)), JSON.stringify(wrong)).toContain(
        not,
      );
    expect(await attempt(shown("plain", wanted, people.oscar), people.oscar)).toContain(
      "not one of whoever decides",
    );
    const late = new Date(NOW.getTime() + 61_000);
    const overdue = recordDecision(
      db,
      "plain",
      wanted,
      people.olivia,
      shown("plain", wanted, people.olivia),
      late,
    );
    expect(await refusalOf(overdue)).toContain(not);
    expect((await openRun(db, "plain", NOW))?.decisions).toEqual([]);
  });

  it("by plain SQL need what their presence says, and no signature stands twice", async () => {
    const insert = (presence: string, by: Actor, over = sql`null, null, null, null, 1`) =>
      refusalOf(
        db.execute(sql`insert into decision (id, run_id, kind, matrix_digest, reason, scope, expires_at, acknowledged_caveats, acknowledged_blockers, presence, decided_by, decided_at, ledger_index, statement, assertion, passkey_id, nonce, owners)
          select gen_random_uuid(), r.id, 'AUTHORIZE', v.matrix_digest, 'because', 'all', ${new Date(NOW.getTime() + DAY).toISOString()}::timestamptz, '{}', '{}', ${presence}, ${by.id}, ${NOW.toISOString()}::timestamptz, 0, ${over}
            from run r join lateral (select * from verdict where run_id = r.id order by ledger_index desc limit 1) v on true where r.slug = 'plain'`),
      );
    expect(await insert("password", people.olivia)).toContain(
      "AUTHORIZE needs the second factor that is enrolled",
    );
    expect(await insert("passkey", people.olivia)).toMatch(/signed_or_not|not one of whoever decides/);
    expect(await insert("password+totp", people.olivia)).toContain("no authenticator app is enrolled");
    expect(await insert("shouted", people.oscar)).toContain("presence_known");
    expect(await insert("password", people.oscar, sql`'x', 'x', null, 'x', 1`)).toContain("signed_or_not");
    expect(await insert("password", people.oscar, sql`null, null, null, null, 3`)).toContain("owners_known");
    const columns = sql`run_id, kind, matrix_digest, reason, scope, expires_at, revisit_at, acknowledged_caveats, acknowledged_blockers, presence, decided_by, decided_at, ledger_index, statement, assertion, passkey_id, nonce, owners`;
    expect(
      await refusalOf(
        db.execute(
          sql`insert into decision (id, ${columns}) select gen_random_uuid(), ${columns} from decision where presence = 'passkey'`,
        ),
      ),
    ).toContain("decision_nonce_unique");
  });

  it("with a password alone are AUTHORIZE only while no factor is enrolled, and HOLD always", async () => {
    const blocks = async (attempt: Promise<unknown>) =>
      ((await attempt.catch((e: unknown) => e)) as { faults: { at: string }[] }).faults.map((f) => f.at);
    const wanted = await wantedFor("plain");
    expect(await blocks(recordDecision(db, "plain", wanted, people.olivia, "password", NOW))).toEqual([
      "factor-needed",
    ]);
    const strict = { stepUp: "factor", owners: 1 } as const;
    expect(await blocks(recordDecision(db, "plain", wanted, people.oscar, "password", NOW, strict))).toEqual([
      "factor-needed",
    ]);
    await prepareTotp(db, "sealed", people.oscar, NOW);
    await recordDecision(db, "plain", { ...wanted, kind: "HOLD" }, people.oscar, "password", NOW, strict);
    await confirmTotp(db, 1, people.oscar, NOW);
    expect(await blocks(recordDecision(db, "plain", wanted, people.oscar, "password", NOW))).toEqual([
      "factor-needed",
    ]);
    const made = await recordDecision(db, "plain", wanted, people.oscar, "password+totp", NOW);
    expect(made.decision.presence).toBe("password+totp");
    await expect(removePasskey(db, key.id, people.olivia, NOW)).rejects.toMatchObject({
      code: "invalid-input",
    });
  });

  it("that two Owners make stand with the second, on the screen and in a search alike", async () => {
    const policy = { stepUp: "password", owners: 2 } as const;
    const wanted = await wantedFor("two");
    const found = async () =>
      (await listRuns(db, { q: "auth:authorized" }, NOW)).runs.some((r) => r.slug === "two");
    const state = async () => (await openRun(db, "two", NOW))?.authority;
    const by = (actor: Actor, over: Partial<NewDecision> = {}) => {
      const said = { ...wanted, ...over };
      const presence = actor === people.olivia ? shown("two", said, actor) : "password+totp";
      return recordDecision(db, "two", said, actor, presence, NOW, policy);
    };
    await by(people.olivia);
    expect(await state()).toMatchObject({
      state: "HOLD",
      basis: "default",
      awaiting: { decidedBy: "olivia" },
    });
    expect(await found()).toBe(false);
    await expect(by(people.olivia)).rejects.toMatchObject({ code: "decided-meanwhile" });
    await by(people.oscar, { scope: "Something else" });
    expect([(await state())?.state, await found()]).toEqual(["HOLD", false]);
    await by(people.olivia, { scope: "Something else" });
    expect([(await state())?.state, await found()]).toEqual(["AUTHORIZED", true]);
    await by(people.oscar, { kind: "HOLD" });
    await by(people.oscar, { scope: "Something else" });
    expect([(await state())?.state, await found()]).toEqual(["HOLD", false]);
  });

  it("that say HOLD are due on their day, on the screen and in a search alike", async () => {
    const wanted = await wantedFor("roles", { kind: "HOLD", revisitAt: new Date(NOW.getTime() + DAY) });
    await recordDecision(db, "roles", wanted, people.olivia, "password", NOW);
    for (const [days, due] of [
      [0, false],
      [1, true],
      [2, true],
    ] as const) {
      const now = new Date(NOW.getTime() + days * DAY);
      const found = (await listRuns(db, { q: "auth:due" }, now)).runs.map((r) => r.slug);
      expect(found, `${days} days later`).toEqual(due ? ["roles"] : []);
      const run = await openRun(db, "roles", now);
      expect(run && revisitDue(run.authority, now)).toBe(due);
    }
  });

  it("and a role taken away at the same moment come one after the other", async () => {
    const wanted = await wantedFor("roles");
    // The embedded database has one session: there, one of the two is simply first.
    const second = open.url === null ? open : await openDatabase({ url: open.url, folder: "" });
    const [decided, changed] = await Promise.allSettled([
      recordDecision(db, "roles", wanted, people.oscar, "password+totp", NOW),
      changeAccount(second.db, people.oscar.id, { role: "auditor" }, people.adam, NOW),
    ]);
    if (second !== open) await second.close();
    expect(changed.status).toBe("fulfilled");
    const { decisions = [] } = (await openRun(db, "roles", NOW)) ?? {};
    expect(decisions.length).toBe(decided.status === "fulfilled" ? 2 : 1);
    const after = recordDecision(db, "roles", { ...wanted, kind: "HOLD" }, people.oscar, "password", NOW);
    await expect(after).rejects.toMatchObject({ code: "decision-refused" });
    // The order of the ledger is the order of the two.
    const role = sql`select index from entry where kind = 'account-changed' order by index desc limit 1`;
    const rows = (await db.execute(role)) as unknown as { rows: { index: number | string }[] };
    for (const d of decisions.slice(1)) expect(d.ledgerIndex).toBeLessThan(Number(rows.rows[0]?.index));
  });
});
