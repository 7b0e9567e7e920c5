import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caveatNames } from "@/lib/authority/eligibility";
import { NOTICE_KINDS } from "@/lib/authority/notice";
import { recordDecision } from "../authority/decisions";
import { openBlockers } from "../authority/register";
import {
  DRIVERS,
  fullRun,
  makePeople,
  makeRun,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
  upload,
} from "../evidence/fixture";
import { changeAccount } from "../identity/accounts";
import { listEntries } from "../ledger/ledger";
import { type OpenDatabase, openDatabase } from "../store/client";
import { notice } from "../store/schema";
import { declare } from "../verdicts/declarations";
import { ensureVerdict } from "../verdicts/verdicts";
import {
  claimDue,
  type Due,
  listDeliveries,
  MOST_ATTEMPTS,
  redeliver,
  sendTest,
  settleDelivery,
} from "./deliveries";
import { findNotices } from "./notices";
import { addWebhook, listWebhooks, mailboxOf, newWebhookId, removeWebhook, setMailbox } from "./recipients";

const DAY = 86_400_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);

describe.each(DRIVERS)("notices on %s", (driver) => {
  let open: TestDatabase;
  let second: OpenDatabase | null;
  let people: People;
  beforeAll(async () => {
    open = await testDatabase(driver);
    second = open.url === null ? null : await openDatabase({ url: open.url, folder: "" });
    people = await makePeople(open);
    // What was there before anybody looked is no news.
    await fullRun(open, "old", people.erik);
    await ensureVerdict(open.db, "old");
    expect(await findNotices(open.db, NOW)).toBe(0);
    await setMailbox(open.db, { address: "olivia@example.org", kinds: NOTICE_KINDS }, people.olivia, NOW);
    await setMailbox(
      open.db,
      { address: "oscar@example.org", kinds: ["authorization.lapsed"] },
      people.oscar,
      NOW,
    );
    await setMailbox(
      open.db,
      { address: "ada@example.org", kinds: ["decision.needed", "verdict.changed"] },
      people.ada,
      NOW,
    );
  });
  afterAll(async () => {
    await second?.close();
    await open?.close();
  });

  const told = async () =>
    (await open.db.select().from(notice)).map(({ kind, run, data }) => ({ kind, run, ...JSON.parse(data) }));
  const of = async (run: string) => (await told()).filter((n) => n.run === run);
  /** Everything that is due now, delivered; who got what. */
  const drain = async (now = NOW) => {
    const got: string[] = [];
    for (;;) {
      const due = await claimDue(open.db, 50, now);
      if (due.length === 0) return got.sort();
      for (const one of due) {
        const to = one.to.channel === "email" ? one.to.address : one.to.channel;
        got.push(`${one.kind} ${one.run} ${to}`);
        await settleDelivery(open.db, one, { state: "delivered", detail: "kept" }, now);
      }
    }
  };
  const authorize = async (run: string, expiresAt: Date) => {
    const { matrix } = await ensureVerdict(open.db, run);
    const wanted = {
      kind: "AUTHORIZE" as const,
      matrixDigest: matrix.matrixDigest,
      reason: "Proven",
      scope: "One more",
      expiresAt,
      revisitAt: null,
      acknowledgedCaveats: caveatNames(matrix),
      acknowledgedBlockers: await openBlockers(open.db),
    };
    return recordDecision(open.db, run, wanted, people.olivia, "password", NOW);
  };

  it("tell of a PASS once, to Owners who may decide it and to nobody else who asked", async () => {
    await makeRun(open, "fresh", people.erik);
    await upload(open, "fresh", { phase: "before" }, people.erik);
    await ensureVerdict(open.db, "fresh");
    await upload(open, "fresh", { phase: "staging" }, people.erik);
    await ensureVerdict(open.db, "fresh");
    // Captures that are still arriving are NO_EVIDENCE, and no news.
    expect(await findNotices(open.db, NOW)).toBe(0);
    await upload(open, "fresh", { phase: "after" }, people.erik);
    await ensureVerdict(open.db, "fresh");
    expect(await findNotices(open.db, NOW)).toBe(2);
    expect(await findNotices(open.db, NOW)).toBe(0);
    expect(await of("fresh")).toMatchObject([
      {
        kind: "verdict.changed",
        before: { verdict: "NO_EVIDENCE" },
        engineering: { verdict: "PASS", failOpen: [] },
      },
      {
        kind: "decision.needed",
        engineering: { verdict: "PASS" },
        authority: { state: "HOLD", basis: "default" },
      },
    ]);
    // Verdict and authority are two facts here too, and neither notice says both in one.
    for (const n of await of("fresh")) expect(Object.keys(n)).not.toContain("status");
    expect(await drain()).toEqual([
      "decision.needed fresh olivia@example.org",
      "verdict.changed fresh ada@example.org",
      "verdict.changed fresh olivia@example.org",
    ]);
  });

  it("do not ask a contributor for the decision", async () => {
    await fullRun(open, "own", people.olivia);
    await ensureVerdict(open.db, "own");
    await findNotices(open.db, NOW);
    expect((await drain()).filter((line) => line.startsWith("decision.needed"))).toEqual([]);
  });

  it("tell of an authorization that ends: a day before, and when it has; of one whose ground moved at once", async () => {
    await authorize("fresh", later(3 * DAY));
    expect(await findNotices(open.db, NOW)).toBe(0);
    expect(await findNotices(open.db, later(2 * DAY))).toBe(1);
    expect(await findNotices(open.db, later(2 * DAY))).toBe(0);
    expect(await drain(later(2 * DAY))).toEqual(["authorization.expiring fresh olivia@example.org"]);
    expect(await findNotices(open.db, later(3 * DAY))).toBe(1);
    expect(await findNotices(open.db, later(4 * DAY))).toBe(0);
    expect((await of("fresh")).at(-1)).toMatchObject({
      kind: "authorization.lapsed",
      authority: { state: "HOLD", basis: "expired" },
    });
    expect(await drain(later(3 * DAY))).toEqual([
      "authorization.lapsed fresh olivia@example.org",
      "authorization.lapsed fresh oscar@example.org",
    ]);

    await fullRun(open, "moved", people.erik);
    await authorize("moved", later(30 * DAY));
    await findNotices(open.db, NOW);
    await drain();
    await declare(open.db, "moved", "FAIL", people.erik, NOW);
    await ensureVerdict(open.db, "moved");
    await findNotices(open.db, NOW);
    expect(await drain()).toContain("authorization.lapsed moved oscar@example.org");
    expect((await of("moved")).filter((n) => n.kind === "authorization.lapsed")).toMatchObject([
      {
        authority: { state: "HOLD", basis: "superseded" },
        engineering: { verdict: "FAIL", failOpen: ["F-OPEN-10"] },
      },
    ]);
    // Its date comes too, and is no second lapse.
    expect(await findNotices(open.db, later(31 * DAY))).toBe(0);
  });

  it("are found once and sent once by two servers at the same time", async () => {
    await fullRun(open, "twice", people.erik);
    await ensureVerdict(open.db, "twice");
    const other = (second ?? open).db;
    await Promise.all([findNotices(open.db, NOW), findNotices(other, NOW)]);
    await findNotices(open.db, NOW);
    expect((await of("twice")).map((n) => n.kind)).toEqual(["verdict.changed", "decision.needed"]);
    const claims = await Promise.all(
      Array.from({ length: 6 }, (_, i) => claimDue(i % 2 ? open.db : other, 1, NOW)),
    );
    const ids = claims.flat().map((due) => due.id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    for (const due of claims.flat())
      await settleDelivery(open.db, due, { state: "delivered", detail: "kept" }, NOW);
    await drain();
    expect(await claimDue(open.db, 50, NOW)).toHaveLength(0);
  });

  describe("deliveries", () => {
    const hook = async (name: string) => {
      const id = newWebhookId();
      const url = "http://127.0.0.1:9/hook";
      await addWebhook(open.db, { id, name, url, secret: "sealed", kinds: NOTICE_KINDS }, people.adam, NOW);
      return id;
    };
    const stands = async (id: string | undefined) =>
      (await listDeliveries(open.db, undefined, 1000)).find((d) => d.id === id);
    const one = async (now = NOW): Promise<Due> => {
      const [due, more] = await claimDue(open.db, 50, now);
      if (!due || more) throw new Error("exactly one is due");
      return due;
    };

    it("are tried again with growing pauses, come to an end, and begin anew by hand", async () => {
      await sendTest(open.db, await hook("flaky"), people.adam, NOW);
      let at = NOW.getTime();
      const pauses: number[] = [];
      let id: string | undefined;
      for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
        const due = await one(new Date(at));
        expect(due.attempt).toBe(attempt);
        id = due.id;
        await settleDelivery(open.db, due, { state: "failed", detail: "answered 500" }, new Date(at));
        const row = await stands(id);
        if (row?.nextAt == null) break;
        expect(await claimDue(open.db, 50, new Date(Date.parse(row.nextAt) - 1))).toEqual([]);
        pauses.push(Date.parse(row.nextAt) - at);
        at = Date.parse(row.nextAt);
      }
      expect(pauses).toHaveLength(MOST_ATTEMPTS - 1);
      expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
      const failed = await stands(id);
      expect(failed).toMatchObject({ state: "failed", to: "flaky", channel: "webhook", nextAt: null });
      expect(failed?.attempts).toHaveLength(MOST_ATTEMPTS);
      await expect(redeliver(open.db, failed?.id ?? "", people.erik, NOW)).rejects.toMatchObject({
        code: "forbidden",
      });
      await redeliver(open.db, failed?.id ?? "", people.adam, NOW);
      await settleDelivery(open.db, await one(), { state: "delivered", detail: "answered 204" }, NOW);
      expect(await stands(id)).toMatchObject({
        state: "delivered",
        attempts: [{ delivered: true, detail: "answered 204" }],
      });
      await expect(redeliver(open.db, failed?.id ?? "", people.adam, NOW)).rejects.toMatchObject({
        code: "not-found",
      });
    });

    it("of a server that died are another's after a while; what the dead one says later does not count", async () => {
      await sendTest(open.db, (await listWebhooks(open.db))[0]?.id ?? "", people.adam, NOW);
      const lost = await one();
      expect(await claimDue(open.db, 50, later(60_000))).toEqual([]);
      const again = await one(later(121_000));
      expect(again).toMatchObject({ id: lost.id, attempt: 2 });
      await settleDelivery(open.db, again, { state: "delivered", detail: "answered 200" }, later(122_000));
      await settleDelivery(open.db, lost, { state: "refused", detail: "late" }, later(123_000));
      expect(await stands(lost.id)).toMatchObject({ state: "delivered" });
    });

    it("to a removed webhook or a disabled person are not made, and one that is refused is not repeated", async () => {
      const id = await hook("leaving");
      await sendTest(open.db, id, people.adam, NOW);
      await removeWebhook(open.db, id, people.adam, NOW);
      const due = await one();
      expect(due.to).toEqual({ channel: "gone" });
      await settleDelivery(open.db, due, { state: "refused", detail: "gone" }, NOW);
      expect(await stands(due.id)).toMatchObject({ state: "failed", nextAt: null });
      await expect(sendTest(open.db, id, people.adam, NOW)).rejects.toMatchObject({ code: "not-found" });
      await changeAccount(open.db, people.oscar.id, { disabled: true }, people.adam, NOW);
      await fullRun(open, "unread", people.erik);
      await ensureVerdict(open.db, "unread");
      await findNotices(open.db, NOW);
      expect((await drain()).join()).not.toContain("oscar");
    });
  });

  it("are set up by Administrators, for oneself by oneself, and every change is written down without addresses", async () => {
    const wanted = (url: string) => ({
      id: newWebhookId(),
      name: "x",
      url,
      secret: "sealed",
      kinds: ["decision.needed" as const],
    });
    for (const who of [people.erik, people.olivia, people.ada, { ...people.adam, keyId: "k" }])
      await expect(addWebhook(open.db, wanted("https://a.example/"), who, NOW)).rejects.toMatchObject({
        code: "forbidden",
      });
    for (const url of [
      "http://a.example/",
      "ftp://a.example",
      "https://u:p@a.example/",
      "file:///etc/passwd",
      "x",
      "http://169.254.169.254/",
    ])
      await expect(addWebhook(open.db, wanted(url), people.adam, NOW), url).rejects.toMatchObject({
        code: "invalid-input",
      });
    await addWebhook(open.db, wanted("https://a.example/secret-path"), people.adam, NOW);
    for (const address of ["x", "a@b c", "a@b\r\nBcc: c@d", "a@b,c@d", "<a@b>"])
      await expect(
        setMailbox(open.db, { address, kinds: NOTICE_KINDS }, people.erik, NOW),
        address,
      ).rejects.toMatchObject({
        code: "invalid-input",
      });
    await setMailbox(open.db, { address: "erik@example.org", kinds: ["verdict.changed"] }, people.erik, NOW);
    expect(await mailboxOf(open.db, people.erik.id)).toEqual({
      address: "erik@example.org",
      kinds: ["verdict.changed"],
    });
    await setMailbox(open.db, { address: "", kinds: [] }, people.erik, NOW);
    expect(await mailboxOf(open.db, people.erik.id)).toBeNull();
    const { entries } = await listEntries(open.db, { limit: 1000 });
    const kinds = entries.map((e) => e.kind);
    expect(kinds).toEqual(expect.arrayContaining(["webhook-added", "webhook-removed", "mailbox-changed"]));
    expect(entries.map((e) => e.text).join()).not.toMatch(/secret-path|example\.org/);
  });
});
