import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Entry } from "@/lib/ledger/entry";
import { DRIVERS, makePeople, NOW, type People, type TestDatabase, testDatabase } from "../evidence/fixture";
import { changeOwnPassword } from "../identity/accounts";
import {
  confirmTotp,
  prepareTotp,
  removeTotp,
  replaceRecoveryCodes,
  takeRecoveryCode,
} from "../identity/one-time-codes";
import { asAdministrator, rewriteLedger } from "../ledger/administrator";
import type { Db } from "../store/client";
import { fsck } from "./fsck";
import { FsckReport } from "./report";

class Undone extends Error {}

const [USED, KEPT] = ["1".repeat(64), "2".repeat(64)];

describe.each(DRIVERS)("what opens an account, on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;

  /** What fsck says of the accounts after this, which is then undone. */
  async function checked(change: (tx: Db) => Promise<unknown>): Promise<FsckReport> {
    const report = new FsckReport();
    await db
      .transaction(async (tx) => {
        await change(tx);
        await fsck(tx, { checkpoints: [], pinned: null, witnesses: [] }, report);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    return report;
  }
  const attack = (statement: ReturnType<typeof sql>) => checked((tx) => asAdministrator(tx, statement));
  const ofOlivia = sql`(select id from person where username = 'olivia')`;

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
    await prepareTotp(db, "sealed", people.olivia, NOW);
    await confirmTotp(db, 1, people.olivia, NOW);
    await replaceRecoveryCodes(db, [USED, KEPT], people.olivia, NOW);
    expect(await takeRecoveryCode(db, people.olivia, USED, NOW)).toBe(true);
    await changeOwnPassword(db, people.erik, "another-hash", NOW);
  });
  afterAll(() => open.close());

  it("agrees with its entries, also after it was taken away", async () => {
    expect((await checked(async () => undefined)).broken).toEqual([]);
    const without = async (tx: Db) => {
      await prepareTotp(tx, "sealed-too", people.erik, NOW);
      await confirmTotp(tx, 1, people.erik, NOW);
      await removeTotp(tx, people.erik, NOW);
    };
    expect((await checked(without)).broken).toEqual([]);
  });

  it.each([
    [
      "a password exchanged",
      sql`update account set password = 'known' where user_id = ${ofOlivia}`,
      "its password is not the one",
    ],
    [
      "a password taken away",
      sql`update account set password = null where user_id = ${ofOlivia}`,
      "its password is not the one",
    ],
    [
      "another authenticator app",
      sql`update totp set secret = 'known' where person_id = ${ofOlivia}`,
      "its authenticator app is not the one",
    ],
    [
      "an authenticator app given behind the ledger's back",
      sql`insert into totp (person_id, secret, created_at, confirmed_at) select id, 'known', now(), now() from person where username = 'oscar'`,
      "its authenticator app is not the one",
    ],
    ["the second factor taken away", sql`delete from totp`, "its authenticator app is not the one"],
    [
      "a recovery code planted",
      sql`insert into recovery_code (hash, person_id, created_at) values (${"3".repeat(64)}, ${ofOlivia}, now())`,
      "has 1 recovery codes",
    ],
    [
      "a used recovery code put back",
      sql`insert into recovery_code (hash, person_id, created_at) values (${USED}, ${ofOlivia}, now())`,
      "has 1 recovery codes",
    ],
    [
      "a way in by an identity provider",
      sql`insert into account (id, account_id, provider_id, user_id) values ('x', 'mallory', 'oidc:https://id.example', ${ofOlivia})`,
      "signs in by https://id.example mallory",
    ],
  ])("shows %s", async (_, statement, problem) => {
    const { broken } = await attack(statement);
    expect(broken.map((f) => `${f.at}: ${f.problem}`)).toEqual([expect.stringContaining(problem)]);
  });

  it("is said to be unchecked where older entries do not name it, and never sound", async () => {
    const older = ({
      body: { passwordDigest, secretDigest, codeDigests, codeDigest, ...body },
      ...entry
    }: Entry) => ({
      ...entry,
      body,
    });
    const { broken, unchecked } = await checked((tx) => rewriteLedger(tx, older));
    expect(broken).toEqual([]);
    const said = unchecked.map((f) => f.problem).join("\n");
    for (const what of ["password", "authenticator app", "recovery codes"])
      expect(said).toContain(`its ${what} cannot be checked`);
  });
});
