import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DRIVERS, makePeople, NOW, type People, type TestDatabase, testDatabase } from "../evidence/fixture";
import { listEntries } from "../ledger/ledger";
import { type OpenDatabase, openDatabase } from "../store/client";
import { attempt, oneTime, session } from "../store/schema";
import { changeAccount, changeOwnPassword, findAccount, passwordHashOf } from "./accounts";
import { countAttempt, forgetAttempts, sweepAttempts } from "./attempts";
import {
  acceptInvitation,
  invite,
  inviteToRenew,
  listInvitations,
  openInvitation,
  withdrawInvitation,
} from "./invitations";
import { keepOneTime, readOneTime, sweepOneTime, takeOneTime } from "./one-time";
import { endSessions, listSessions, sessionHolder, signOut, startSession, sweepSessions } from "./sessions";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LIMITS = { idleMs: HOUR, absoluteMs: 12 * HOUR };
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe.each(DRIVERS)("accounts on %s", (driver) => {
  let open: TestDatabase;
  let second: OpenDatabase | null;
  let people: People;
  beforeAll(async () => {
    open = await testDatabase(driver);
    second = open.url === null ? null : await openDatabase({ url: open.url, folder: "" });
    people = await makePeople(open);
  });
  afterAll(async () => {
    await second?.close();
    await open?.close();
  });

  const begin = async (who: keyof People, now = NOW) => {
    const wanted = { personId: people[who].id, method: "password", userAgent: "Firefox" } as const;
    const token = await startSession(open.db, wanted, LIMITS, now);
    if (token === null) throw new Error(`${who} has no session`);
    return token;
  };
  const newest = async () => (await listEntries(open.db, { limit: 1 })).entries[0];
  const total = async () => (await listEntries(open.db, { limit: 1 })).total;

  describe("sessions", () => {
    it("are known by a token that is stored nowhere, and written down", async () => {
      const token = await begin("erik");
      expect(await sessionHolder(open.db, token, LIMITS, NOW)).toMatchObject({
        username: "erik",
        role: "engineer",
      });
      const stored = JSON.stringify(await open.db.select().from(session));
      expect(stored).not.toContain(token);
      expect(await newest()).toMatchObject({ kind: "signed-in", actor: "erik" });
      // What stands in the database opens nothing: a copy of it is no set of keys.
      for (const row of await open.db.select().from(session))
        expect(await sessionHolder(open.db, row.token, LIMITS, NOW)).toBeNull();
      expect(await sessionHolder(open.db, "a".repeat(43), LIMITS, NOW)).toBeNull();
    });

    it("end after silence, and in the end however busy they are", async () => {
      const idle = await begin("erik");
      expect(await sessionHolder(open.db, idle, LIMITS, later(HOUR - 1))).not.toBeNull();
      expect(await sessionHolder(open.db, idle, LIMITS, later(2 * HOUR - 2))).not.toBeNull();
      expect(await sessionHolder(open.db, idle, LIMITS, later(3 * HOUR))).toBeNull();

      const busy = await begin("erik");
      for (let at = 0; at < 12 * HOUR; at += HOUR / 2)
        expect(await sessionHolder(open.db, busy, LIMITS, later(at))).not.toBeNull();
      expect(await sessionHolder(open.db, busy, LIMITS, later(12 * HOUR))).toBeNull();
      await sweepSessions(open.db, LIMITS, later(13 * HOUR));
      expect(await open.db.select().from(session).where(eq(session.userId, people.erik.id))).toEqual([]);
    });

    it("are listed and ended by their own person, one by one or all others; nobody else's by a guessed id", async () => {
      const [mine, other, third] = [await begin("emma"), await begin("emma"), await begin("ada")];
      const holder = await sessionHolder(open.db, mine, LIMITS, NOW);
      const adas = await sessionHolder(open.db, third, LIMITS, NOW);
      if (!holder || !adas) throw new Error("both are signed in");
      expect((await listSessions(open.db, people.emma.id, LIMITS, NOW)).map((s) => s.userAgent)).toEqual([
        "Firefox",
        "Firefox",
      ]);
      const before = await total();
      expect(await endSessions(open.db, { mine: adas.sessionId }, people.emma, NOW)).toBe(0);
      expect(await total()).toBe(before);
      await expect(endSessions(open.db, { allOf: people.ada.id }, people.emma, NOW)).rejects.toMatchObject({
        code: "forbidden",
      });
      expect(await endSessions(open.db, { mineExcept: holder.sessionId }, people.emma, NOW)).toBe(1);
      expect(await sessionHolder(open.db, other, LIMITS, NOW)).toBeNull();
      expect(await sessionHolder(open.db, mine, LIMITS, NOW)).not.toBeNull();
      expect(await newest()).toMatchObject({ kind: "sessions-ended", actor: "emma" });
      expect(await endSessions(open.db, { allOf: people.ada.id }, people.adam, NOW)).toBe(1);
      expect(await sessionHolder(open.db, third, LIMITS, NOW)).toBeNull();
      await signOut(open.db, holder, NOW);
      expect(await sessionHolder(open.db, mine, LIMITS, NOW)).toBeNull();
    });

    it("end with a changed role, a disabled account and a new password", async () => {
      const cases = [
        () => changeAccount(open.db, people.emma.id, { role: "auditor" }, people.adam, NOW),
        () => changeAccount(open.db, people.emma.id, { disabled: true }, people.adam, NOW),
        () => changeAccount(open.db, people.emma.id, { disabled: false, role: "engineer" }, people.adam, NOW),
        () => changeOwnPassword(open.db, people.emma, "another", NOW),
      ];
      for (const change of cases) {
        const token = await begin("emma").catch(() => null);
        await change();
        if (token !== null) expect(await sessionHolder(open.db, token, LIMITS, NOW)).toBeNull();
      }
      await changeAccount(open.db, people.emma.id, { disabled: true }, people.adam, NOW);
      const wanted = { personId: people.emma.id, method: "password", userAgent: null } as const;
      expect(await startSession(open.db, wanted, LIMITS, NOW)).toBeNull();
      await changeAccount(open.db, people.emma.id, { disabled: false }, people.adam, NOW);
    });
  });

  describe("authority comes from authority", () => {
    const refusedFor = async (work: Promise<unknown>) =>
      expect(work).rejects.toMatchObject({ code: "forbidden" });

    it("no Administrator becomes Owner: not by a role, a link, or an Owner's new password", async () => {
      const { adam, ada, olivia, erik } = people;
      const before = await total();
      await refusedFor(changeAccount(open.db, adam.id, { role: "owner" }, adam, NOW));
      await refusedFor(changeAccount(open.db, ada.id, { role: "owner" }, adam, NOW));
      await refusedFor(invite(open.db, { username: "puppet", name: "", role: "owner" }, adam, NOW));
      await refusedFor(inviteToRenew(open.db, olivia.id, adam, NOW));
      for (const nobody of [erik, ada, { ...adam, keyId: "a-key" }, { ...olivia, keyId: "a-key" }]) {
        await refusedFor(invite(open.db, { username: "puppet", name: "", role: "auditor" }, nobody, NOW));
        await refusedFor(invite(open.db, { username: "puppet", name: "", role: "owner" }, nobody, NOW));
      }
      expect(await total()).toBe(before);
      expect(await listInvitations(open.db, NOW)).toEqual([]);
    });

    it("an Owner makes Owners and nothing else of the Administrator's", async () => {
      const { olivia, oscar, ada } = people;
      await refusedFor(invite(open.db, { username: "x.y.z", name: "", role: "engineer" }, olivia, NOW));
      await refusedFor(changeAccount(open.db, ada.id, { role: "engineer" }, olivia, NOW));
      await refusedFor(changeAccount(open.db, ada.id, { disabled: true }, olivia, NOW));
      await refusedFor(changeAccount(open.db, ada.id, { role: "owner", disabled: false }, olivia, NOW));
      await refusedFor(changeAccount(open.db, olivia.id, { role: "owner" }, olivia, NOW));
      expect(await changeAccount(open.db, ada.id, { role: "owner" }, olivia, NOW)).toMatchObject({
        role: "owner",
      });
      // Taking authority away is an Administrator's again.
      expect(await changeAccount(open.db, ada.id, { role: "auditor" }, people.adam, NOW)).toMatchObject({
        role: "auditor",
      });
      const { token } = await inviteToRenew(open.db, oscar.id, olivia, NOW);
      expect(await acceptInvitation(open.db, token, "renewed", NOW)).toEqual({ username: "oscar" });
      expect(await passwordHashOf(open.db, oscar.id)).toBe("renewed");
    });

    it("a link for a new password is worth nothing once its account is an Owner's", async () => {
      const { token } = await inviteToRenew(open.db, people.ada.id, people.adam, NOW);
      await changeAccount(open.db, people.ada.id, { role: "owner" }, people.olivia, NOW);
      await expect(acceptInvitation(open.db, token, "stolen", NOW)).rejects.toMatchObject({
        code: "link-closed",
      });
      expect(await passwordHashOf(open.db, people.ada.id)).toBe("unusable");
      await changeAccount(open.db, people.ada.id, { role: "auditor" }, people.adam, NOW);
    });
  });

  describe("links", () => {
    it("make an account once, with the role that was invited, also when two open them at once", async () => {
      const wanted = { username: "nora", name: " Nora ", role: "engineer" as const };
      const { token } = await invite(open.db, wanted, people.adam, NOW);
      expect(await openInvitation(open.db, token, NOW)).toEqual({
        username: "nora",
        role: "engineer",
        renews: false,
      });
      await expect(invite(open.db, wanted, people.adam, NOW)).rejects.toMatchObject({
        code: "account-exists",
      });
      const both = await Promise.allSettled([
        acceptInvitation(open.db, token, "one", NOW),
        acceptInvitation((second ?? open).db, token, "two", NOW),
      ]);
      expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
      expect(await findAccount(open.db, "nora")).toMatchObject({ role: "engineer", name: "Nora" });
      const { entries } = await listEntries(open.db, { kinds: ["account-created"], limit: 1 });
      expect(JSON.parse(entries[0]?.body ?? "{}")).toMatchObject({ username: "nora", invitedBy: "adam" });
      await expect(invite(open.db, wanted, people.adam, NOW)).rejects.toMatchObject({
        code: "account-exists",
      });
    });

    it("close: unknown, late, withdrawn, replaced, or made by somebody who is gone", async () => {
      const closed = (token: string, at = NOW) =>
        expect(acceptInvitation(open.db, token, "x", at)).rejects.toMatchObject({ code: "link-closed" });
      await closed("");
      await closed("a".repeat(43));
      const { token } = await invite(
        open.db,
        { username: "late", name: "", role: "auditor" },
        people.adam,
        NOW,
      );
      await closed(token, later(72 * HOUR));
      const stands = (await listInvitations(open.db, NOW)).find((i) => i.username === "late");
      await expect(withdrawInvitation(open.db, stands?.id ?? "", people.erik, NOW)).rejects.toMatchObject({
        code: "not-found",
      });
      await withdrawInvitation(open.db, stands?.id ?? "", people.adam, NOW);
      await closed(token);

      const older = await inviteToRenew(open.db, people.erik.id, people.adam, NOW);
      const newer = await inviteToRenew(open.db, people.erik.id, people.adam, NOW);
      await closed(older.token);
      await acceptInvitation(open.db, newer.token, "new", NOW);

      const eve = { username: "eve", name: "", role: "administrator" as const };
      await acceptInvitation(open.db, (await invite(open.db, eve, people.adam, NOW)).token, "x", NOW);
      const id = (await findAccount(open.db, "eve"))?.id ?? "";
      const actor = { id, username: "eve", keyId: null };
      const left = await invite(open.db, { username: "behind", name: "", role: "engineer" }, actor, NOW);
      await changeAccount(open.db, id, { role: "auditor" }, people.adam, NOW);
      await closed(left.token);
      await changeAccount(open.db, id, { disabled: true }, people.adam, NOW);
      await closed(left.token);
      expect(await findAccount(open.db, "behind")).toBeNull();
    });
  });

  describe("limits", () => {
    const limit = { most: 5, windowMs: 15 * MINUTE };

    it("count every attempt of many that are sent at once to two servers", async () => {
      const counts = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          countAttempt((i % 2 === 0 ? open : (second ?? open)).db, "burst", limit, NOW),
        ),
      );
      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    });

    it("outlast a restart, begin again with the next window, and are forgotten on request", async () => {
      expect(await countAttempt(open.db, "slow", limit, NOW)).toBe(1);
      if (open.url !== null) {
        const restarted = await openDatabase({ url: open.url, folder: "" });
        expect(await countAttempt(restarted.db, "slow", limit, later(MINUTE))).toBe(2);
        await restarted.close();
      } else expect(await countAttempt(open.db, "slow", limit, later(MINUTE))).toBe(2);
      expect(await countAttempt(open.db, "slow", limit, later(15 * MINUTE))).toBe(1);
      await forgetAttempts(open.db, "slow");
      expect(await countAttempt(open.db, "slow", limit, later(16 * MINUTE))).toBe(1);
      await sweepAttempts(open.db, later(HOUR));
      expect(await open.db.select().from(attempt)).toEqual([]);
    });
  });

  it("one-time tokens are good once, in time, and for their own purpose", async () => {
    const token = await keepOneTime(open.db, "sso", { next: "/" }, 5, NOW);
    expect(JSON.stringify(await open.db.select().from(oneTime))).not.toContain(token);
    expect(await takeOneTime(open.db, "second-factor", token, NOW)).toBeNull();
    expect(await takeOneTime(open.db, "sso", token, later(5 * MINUTE))).toBeNull();
    expect(await readOneTime(open.db, "sso", token, NOW)).toEqual({ next: "/" });
    const twice = await Promise.all([
      takeOneTime(open.db, "sso", token, NOW),
      takeOneTime((second ?? open).db, "sso", token, NOW),
    ]);
    expect(twice.filter((v) => v !== null)).toEqual([{ next: "/" }]);
    await keepOneTime(open.db, "sso", null, 5, NOW);
    await sweepOneTime(open.db, later(HOUR));
    expect(await open.db.select().from(oneTime)).toEqual([]);
  });
});
