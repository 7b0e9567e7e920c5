import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { birth, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import { checkChain } from "@/lib/ledger/entry";
import { type NewDecision, recordDecision } from "./authority/decisions";
import { nameGate } from "./authority/gates";
import {
  changeRegister,
  currentRegister,
  openBlockers,
  registerHistory,
  seedRegister,
} from "./authority/register";
import { recordEvidence } from "./evidence/evidence";
import {
  DRIVERS,
  fullRun,
  makePeople,
  makeRun,
  NOW,
  type People,
  sendContent,
  type TestDatabase,
  testDatabase,
  upload,
} from "./evidence/fixture";
import { keyHolder, mintKey, revokeKey } from "./identity/keys";
import { addPasskey, removePasskey } from "./identity/passkeys";
import { append, ledgerEnd, listEntries } from "./ledger/ledger";
import { basisOf } from "./runs/basis";
import { getRun, listRuns } from "./runs/runs";
import { type Db, openDatabase, rowsOf } from "./store/client";
import { missing } from "./store/content";
import { cosignature, evidence, person, RECORD_TABLES } from "./store/schema";
import { declare } from "./verdicts/declarations";
import { diffSlice } from "./verdicts/diffs";
import { ensureVerdict, openRun } from "./verdicts/verdicts";

const DAY = 86_400_000;
const PASSKEY = {
  credentialId: "AAAA",
  cose: "AAAA",
  publicKey: "AAAA",
  rpId: "localhost",
  transports: [],
  backedUp: false,
  counter: 0,
};

describe.each(DRIVERS)("storage on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    people = await makePeople(open);
    await seedRegister(db, NOW);
    await fullRun(open, "clean", people.erik);
    await ensureVerdict(db, "clean");
    await fullRun(open, "leaky", people.erik, {
      tables: {
        "public.birth_registry": registry([
          birth("E-1", { inspect_pen: "2026-06-19 03:00:00+00" }),
          birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
          birth("E-3"),
          birth("S-1", { owner: "pilot" }),
        ]),
      },
    });
    await ensureVerdict(db, "leaky");
  });
  afterAll(async () => open?.close());

  /** The database's own words, which the driver's wrapper hides. */
  async function refusalOf(statement: Promise<unknown>): Promise<string> {
    try {
      await statement;
    } catch (error) {
      return String(error instanceof Error && error.cause ? error.cause : error);
    }
    return "nothing was refused";
  }

  async function decisionFor(run: string, over: Partial<NewDecision> = {}): Promise<NewDecision> {
    const { matrix } = await ensureVerdict(db, run);
    return {
      kind: "AUTHORIZE",
      matrixDigest: matrix.matrixDigest,
      reason: "Proven",
      scope: "The next pilot of the same shape",
      expiresAt: new Date(NOW.getTime() + DAY),
      revisitAt: null,
      acknowledgedCaveats: matrix.caveats.map((c) => (c.table === null ? c.code : `${c.code}:${c.table}`)),
      acknowledgedBlockers: await openBlockers(db),
      ...over,
    };
  }

  describe("records", () => {
    it("are refused UPDATE, DELETE and TRUNCATE in every record table, also past disabled triggers", async () => {
      const decided = await recordDecision(
        db,
        "clean",
        await decisionFor("clean", { kind: "HOLD" }),
        people.olivia,
        "password",
        NOW,
      );
      expect(decided.decision.kind).toBe("HOLD");
      await declare(db, "leaky", "FAIL", people.erik, NOW);
      await ensureVerdict(db, "leaky");
      const { key } = await mintKey(db, { name: "kept", scope: "read", expiresAt: null }, people.ada, NOW);
      await revokeKey(db, key.id, people.ada, NOW);
      const made = await addPasskey(db, { ...PASSKEY, name: "kept" }, people.ada, NOW);
      await removePasskey(db, made.id, people.ada, NOW);
      await db.insert(cosignature).values({
        size: 1,
        root: "0".repeat(64),
        witness: "w",
        keyId: "00000000",
        signedAt: NOW,
        signature: new Uint8Array(72),
        receivedAt: NOW,
      });
      await nameGate(db, "clean", "GATE-SNAPSHOT", people.erik, NOW);
      for (const table of RECORD_TABLES) {
        const [column] = await rowsOf<{ name: string }>(
          db,
          sql`select column_name as name from information_schema.columns where table_name = ${table} and table_schema = 'public' limit 1`,
        );
        const name = sql.identifier(table);
        const [there] = await rowsOf<{ n: number | string }>(db, sql`select count(*) as n from ${name}`);
        expect(Number(there?.n), `${table} holds a row to try it on`).toBeGreaterThan(0);
        const set = sql.identifier(column?.name ?? "");
        for (const role of ["origin", "replica"]) {
          const attempt = (statement: ReturnType<typeof sql>) =>
            refusalOf(
              db.transaction(async (tx) => {
                await tx.execute(sql.raw(`set local session_replication_role = ${role}`));
                await tx.execute(statement);
              }),
            );
          expect(await attempt(sql`update ${name} set ${set} = ${set}`), `${table} as ${role}`).toContain(
            `${table} is append-only, UPDATE`,
          );
          expect(await attempt(sql`delete from ${name}`), `${table} as ${role}`).toContain(
            `${table} is append-only, DELETE`,
          );
          expect(await attempt(sql`truncate ${name} cascade`), `${table} as ${role}`).toMatch(
            /is append-only, TRUNCATE/,
          );
        }
      }
    });

    it("name every table that is not state", async () => {
      const tables = await rowsOf<{ name: string }>(
        db,
        sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
      );
      const state = [
        "person",
        "preference",
        "session",
        "account",
        "attempt",
        "one_time",
        "setup_token",
        "invitation",
        "webhook",
        "mailbox",
        "notice_cursor",
        "notice",
        "delivery",
        "delivery_attempt",
        "api_key_use",
        "idempotency_key",
        "passkey_use",
        "totp",
        "recovery_code",
        "ceremony",
      ];
      expect(tables.map((t) => t.name).sort()).toEqual([...RECORD_TABLES, ...state].sort());
    });
  });

  describe("the ledger", () => {
    it("verifies from its first entry to its last", async () => {
      const { entries, total } = await listEntries(db, { order: "oldest", limit: 1000 });
      expect(entries).toHaveLength(total);
      expect(checkChain(entries.map((e) => e.text))).toEqual(await ledgerEnd(db));
    });

    it("takes appends at once from two servers without a fork or a gap", async () => {
      const other = open.url === null ? null : await openDatabase({ url: open.url, folder: "" });
      try {
        const before = await ledgerEnd(db);
        const many = Array.from({ length: 40 }, (_, i) =>
          (i % 2 === 0 || !other ? db : other.db).transaction((tx) =>
            append(tx, { kind: "signed-in", actor: "erik", run: null, at: NOW, body: { n: i } }),
          ),
        );
        const indexes = (await Promise.all(many)).map((r) => r.index).sort((a, b) => a - b);
        expect(indexes).toEqual(many.map((_, i) => before.size + i));
        const { entries } = await listEntries(db, { order: "oldest", limit: 1000 });
        expect(checkChain(entries.map((e) => e.text)).size).toBe(before.size + many.length);
      } finally {
        await other?.close();
      }
    });

    it("refuses an entry by plain SQL that does not continue it", async () => {
      const { size } = await ledgerEnd(db);
      const text = JSON.stringify({
        actor: "x",
        at: NOW.toISOString(),
        body: {},
        index: size,
        kind: "decided",
        previous: "0".repeat(64),
        run: null,
      });
      const forged = sql`insert into entry ("index", hash, text, at, kind, actor) values (${size}, notouch_leaf_hash(${text}::text), ${text}, ${NOW.toISOString()}, 'decided', 'x')`;
      expect(await refusalOf(db.execute(forged))).toContain("does not continue the ledger");
      expect((await ledgerEnd(db)).size).toBe(size);
    });

    it("keeps nothing of a transaction that fails", async () => {
      const before = await ledgerEnd(db);
      await expect(makeRun(open, "clean", people.erik)).rejects.toMatchObject({ code: "run-exists" });
      expect(await ledgerEnd(db)).toEqual(before);
    });
  });

  describe("runs", () => {
    it("stand on HOLD by default, and show a verdict beside it", async () => {
      await makeRun(open, "empty", people.erik);
      const run = await openRun(db, "empty", NOW);
      expect(run?.authority).toEqual({ state: "HOLD", basis: "default", decision: null });
      expect(run?.engineering.verdict).toBe("NO_EVIDENCE");
      expect(run?.matrix?.claims).toHaveLength(8);
    });

    it("are found by words and tokens, page by page", async () => {
      const find = async (q: string) => (await listRuns(db, { q }, NOW)).runs.map((r) => r.slug);
      expect(await find("eng:pass")).toEqual(["clean"]);
      expect(await find("eng:fail")).toEqual(["leaky"]);
      expect(await find("fopen:8")).toEqual(["leaky"]);
      expect(await find("missing:after")).toEqual(["empty"]);
      expect(await find("has:after pilot by:erik")).toEqual(["leaky", "clean"]);
      expect(await find("auth:authorized")).toEqual([]);
      expect(await find("100%_")).toEqual([]);
      const first = await listRuns(db, { limit: 2 }, NOW);
      const second = await listRuns(db, { limit: 2, cursor: first.next ?? undefined }, NOW);
      expect([...first.runs, ...second.runs].map((r) => r.slug)).toEqual(["empty", "leaky", "clean"]);
      expect([first.total, second.next]).toEqual([3, null]);
    });
  });

  describe("evidence", () => {
    it("is recorded once: the same again is the same record, other evidence is a conflict", async () => {
      await makeRun(open, "once", people.erik);
      const first = await upload(open, "once", { phase: "before" }, people.erik);
      const again = await upload(open, "once", { phase: "before" }, people.erik);
      expect([first.recorded, again.recorded]).toEqual([true, false]);
      expect(again.receipt).toEqual(first.receipt);
      const before = await ledgerEnd(db);
      const other = upload(
        open,
        "once",
        { phase: "before", tables: { "public.universal_edges": null } },
        people.erik,
      );
      await expect(other).rejects.toMatchObject({ code: "phase-already-recorded" });
      expect(await ledgerEnd(db)).toEqual(before);
    });

    it("sent twice at once is recorded once", async () => {
      await makeRun(open, "twice", people.erik);
      const both = await Promise.all([
        upload(open, "twice", { phase: "before" }, people.erik),
        upload(open, "twice", { phase: "before" }, people.erik),
      ]);
      expect(both.filter((r) => r.recorded)).toHaveLength(1);
      await makeRun(open, "rivals", people.erik);
      const rivals = await Promise.allSettled([
        upload(open, "rivals", { phase: "before" }, people.erik),
        upload(open, "rivals", { phase: "before", tables: { "public.universal_edges": null } }, people.erik),
      ]);
      expect(rivals.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("of another run, profile, database, time or role is refused with every fault, and nothing is recorded", async () => {
      await makeRun(open, "context", people.erik);
      await upload(open, "context", { phase: "staging" }, people.erik);
      const before = await ledgerEnd(db);
      const made = await fixtureEvidence({
        phase: "before",
        run: "other",
        alter: (m) => ({
          ...m,
          source: {
            ...m.source,
            systemIdentifier: "1",
            inRecovery: true,
            startedAt: "2026-06-19T05:00:00.000Z",
            endedAt: "2026-06-21T00:00:00.000Z",
            visibility: { rowSecurityOff: false, readsEveryTable: false, writePrivileges: 2 },
          },
        }),
      });
      await sendContent(open, made);
      const refusal = await recordEvidence(db, "context", made.manifest, people.erik, NOW).catch(
        (e: unknown) => e,
      );
      expect(refusal).toMatchObject({ code: "wrong-context" });
      const at = (refusal as { faults: { at: string }[] }).faults.map((f) =>
        f.at.replace("manifest.json ", ""),
      );
      expect(at).toEqual([
        "run",
        "source.inRecovery",
        "source.visibility.rowSecurityOff",
        "source.visibility.readsEveryTable",
        "source.visibility.writePrivileges",
        "source.endedAt",
        "source.systemIdentifier",
        "source.startedAt",
      ]);
      const untagged = upload(
        open,
        "once",
        { phase: "staging", tables: { "staging_once.evidence": null } },
        people.erik,
      );
      await expect(untagged).rejects.toMatchObject({ code: "wrong-context" });
      expect(await ledgerEnd(db)).toEqual(before);
    });

    it("with figures that its rows do not carry, or with content that never came, is refused", async () => {
      const lying = upload(
        open,
        "once",
        {
          phase: "after",
          alter: (m) => ({
            ...m,
            tables: m.tables.map((t) =>
              t.present && t.part === "registry" ? { ...t, rows: t.rows + 1 } : t,
            ),
          }),
        },
        people.erik,
      );
      await expect(lying).rejects.toMatchObject({ code: "count-mismatch" });
      const absent = await fixtureEvidence({
        phase: "after",
        run: "once",
        tables: { "public.birth_registry": registry([birth("never-sent")]) },
      });
      await expect(recordEvidence(db, "once", absent.manifest, people.erik, NOW)).rejects.toMatchObject({
        code: "count-mismatch",
      });
      expect(await missing(db, [...absent.content.keys()])).not.toHaveLength(0);
    });

    it("is not taken from an auditor or an administrator", async () => {
      for (const actor of [people.ada, people.adam])
        await expect(upload(open, "once", { phase: "after" }, actor)).rejects.toMatchObject({
          code: "forbidden",
        });
    });
  });

  describe("verdicts", () => {
    it("judge a clean run PASS and a leaky one FAIL, once", async () => {
      const before = await ledgerEnd(db);
      const [clean, leaky] = [await ensureVerdict(db, "clean"), await ensureVerdict(db, "leaky")];
      await Promise.all(Array.from({ length: 5 }, () => ensureVerdict(db, "leaky")));
      expect([clean.matrix.engineering, leaky.matrix.engineering]).toEqual(["PASS", "FAIL"]);
      expect(await ledgerEnd(db)).toEqual(before);
    });

    it("are judged over the basis that SQL sees", async () => {
      for (const slug of ["clean", "leaky", "once", "empty"]) {
        const run = await getRun(db, slug, NOW);
        const digests = await db
          .select({ phase: evidence.phase, digest: evidence.digest })
          .from(evidence)
          .where(eq(evidence.runId, run?.id ?? ""));
        const declared = run?.declarations.at(-1);
        const [there] = await rowsOf<{ basis: string }>(
          db,
          sql`select notouch_basis(${run?.id}::uuid) as basis`,
        );
        expect(there?.basis).toBe(basisOf(digests, declared));
      }
    });

    it("go stale with new evidence, and read as NO_EVIDENCE until judged again", async () => {
      await ensureVerdict(db, "once");
      await upload(open, "once", { phase: "staging" }, people.erik);
      const stale = await getRun(db, "once", NOW);
      expect([stale?.engineering.verdict, stale?.engineering.matrixDigest, stale?.matrix]).toEqual([
        "NO_EVIDENCE",
        null,
        null,
      ]);
      expect((await openRun(db, "once", NOW))?.matrix?.evidence.staging).toMatch(/^sha256:/);
    });

    it("are refused by the database where they are not of this evidence, or call a FAIL a PASS", async () => {
      const forge = (change: ReturnType<typeof sql>) =>
        refusalOf(
          db.execute(sql`insert into verdict select gen_random_uuid(), run_id, matrix_digest, ${change}, evaluator || 'x', basis, compared, changes, facets, evaluated_at, ledger_index
            from verdict where run_id = (select id from run where slug = 'leaky') order by ledger_index desc limit 1`),
        );
      expect(await forge(sql`matrix, 'PASS'`)).toContain("does not say what this verdict says");
      expect(
        await forge(
          sql`jsonb_set(jsonb_set(matrix::jsonb, '{engineering}', '"PASS"'), '{evaluator}', to_jsonb(evaluator || 'x'))::text, 'PASS'`,
        ),
      ).toContain("needs eight claims that PASS");
    });

    it("give the row diff with totals over all rows, whatever page is read", async () => {
      const all = await diffSlice(db, "leaky");
      expect(all.total).toBe(all.rows.length);
      expect(all.facets.kinds).toMatchObject({ changed: 1, inserted: 1, deleted: 0 });
      expect(all.compared).toBe(5);
      const first = await diffSlice(db, "leaky", { limit: 1 });
      const second = await diffSlice(db, "leaky", { limit: 1, cursor: first.next ?? undefined });
      expect([first.total, first.rows.length, second.next]).toEqual([2, 1, null]);
      expect((await diffSlice(db, "leaky", { kind: "inserted" })).rows.map((r) => r.key)).toEqual([["S-1"]]);
      expect(
        (await diffSlice(db, "leaky", { claim: "NT-1", column: "inspect_pen" })).rows.map((r) => r.key),
      ).toContainEqual(["E-1"]);
      expect(await diffSlice(db, "leaky", { key: "%" })).toMatchObject({ total: 0, rows: [] });
      expect(await diffSlice(db, "clean")).toMatchObject({ total: 0, compared: 5 });
      expect(await diffSlice(db, "empty")).toMatchObject({ total: 0, compared: null });
    });
  });

  describe("decisions", () => {
    const blocksOf = async (attempt: Promise<unknown>) =>
      ((await attempt.catch((e: unknown) => e)) as { code: string; faults: { at: string }[] }).faults.map(
        (f) => f.at,
      );

    it("refuse AUTHORIZE by whoever may not, of what is not proven, or without its words", async () => {
      const decide = async (run: string, over: Partial<NewDecision>, actor = people.olivia) =>
        recordDecision(db, run, await decisionFor(run, over), actor, "password", NOW);
      const before = await ledgerEnd(db);
      expect(await blocksOf(decide("leaky", {}))).toEqual(["not-pass"]);
      expect(await blocksOf(decide("clean", {}, people.erik))).toEqual(["not-owner", "contributor"]);
      expect(await blocksOf(decide("clean", {}, people.adam))).toEqual(["not-owner"]);
      expect(await blocksOf(decide("clean", {}, { ...people.olivia, keyId: "k" }))).toEqual(["api-key"]);
      expect(
        await blocksOf(
          decide("clean", { reason: " ", scope: " ", expiresAt: NOW, acknowledgedBlockers: [] }),
        ),
      ).toEqual(["no-reason", "no-scope", "bad-expiry", "blocker-unacknowledged"]);
      expect(await blocksOf(decide("clean", { kind: "REVOKE" }))).toEqual(["nothing-to-revoke"]);
      await expect(decide("clean", { matrixDigest: `sha256:${"0".repeat(64)}` })).rejects.toMatchObject({
        code: "digest-moved",
      });
      expect(await ledgerEnd(db)).toEqual(before);
    });

    it("record AUTHORIZE, which ends with its expiry, a REVOKE, or anything new", async () => {
      await fullRun(open, "granted", people.erik);
      const decide = async (over: Partial<NewDecision> = {}) =>
        recordDecision(db, "granted", await decisionFor("granted", over), people.olivia, "password", NOW);
      await decide();
      const authority = async (now = NOW) => (await openRun(db, "granted", now))?.authority;
      expect(await authority()).toMatchObject({ state: "AUTHORIZED", basis: "recorded" });
      expect((await listRuns(db, { q: "auth:authorized" }, NOW)).runs.map((r) => r.slug)).toEqual([
        "granted",
      ]);
      expect(await authority(new Date(NOW.getTime() + 2 * DAY))).toMatchObject({
        state: "HOLD",
        basis: "expired",
      });
      await decide({ kind: "REVOKE" });
      expect(await authority()).toMatchObject({ state: "HOLD", basis: "revoked" });
      await decide();
      await upload(open, "granted", { phase: "after-run" }, people.erik);
      expect((await getRun(db, "granted", NOW))?.authority).toMatchObject({
        state: "HOLD",
        basis: "superseded",
      });
    });

    it("sent at once come one after the other, and only one stands on each state", async () => {
      await fullRun(open, "race", people.erik);
      const wanted = await decisionFor("race");
      await recordDecision(db, "race", wanted, people.olivia, "password", NOW);
      const revoke = { ...wanted, kind: "REVOKE" as const };
      const both = await Promise.allSettled([
        recordDecision(db, "race", revoke, people.olivia, "password", NOW),
        recordDecision(db, "race", revoke, people.oscar, "password", NOW),
      ]);
      expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("are refused by the database itself, by plain SQL", async () => {
      await fullRun(open, "own", people.oscar);
      await ensureVerdict(db, "own");
      await ensureVerdict(db, "leaky");
      const insert = (
        run: string,
        by: string,
        over: { digest?: string; expires?: string; kind?: string } = {},
      ) =>
        refusalOf(
          db.execute(sql`insert into decision (id, run_id, kind, matrix_digest, reason, scope, expires_at, acknowledged_caveats, acknowledged_blockers, presence, decided_by, decided_at, ledger_index)
            select gen_random_uuid(), r.id, ${over.kind ?? "AUTHORIZE"}, coalesce(${over.digest ?? null}, v.matrix_digest), 'because', 'all', ${over.expires ?? "2026-06-21"}::timestamptz, '{}', '{}', 'password', ${by}, ${NOW.toISOString()}::timestamptz, 0
              from run r join lateral (select * from verdict where run_id = r.id order by ledger_index desc limit 1) v on true where r.slug = ${run}`),
        );
      expect(await insert("leaky", people.olivia.id)).toContain(
        "AUTHORIZE needs an engineering PASS, the verdict is FAIL",
      );
      expect(await insert("own", people.oscar.id)).toContain("a contributor does not authorize");
      expect(await insert("own", people.erik.id)).toContain("only an Owner decides");
      expect(await insert("own", people.adam.id, { kind: "HOLD" })).toContain("only an Owner decides");
      expect(await insert("own", people.olivia.id, { digest: "sha256:0" })).toContain(
        "does not name the verdict in force",
      );
      expect(await insert("own", people.olivia.id, { expires: "2027-06-21" })).toContain(
        "an expiry within 90 days",
      );
      await upload(open, "own", { phase: "after-run" }, people.oscar);
      expect(await insert("own", people.olivia.id)).toContain("does not name the verdict in force");
      await ensureVerdict(db, "own");
      expect(await insert("own", people.olivia.id)).toBe("nothing was refused");
    });

    it("know the contributor behind a key", async () => {
      const { secret } = await mintKey(
        db,
        { name: "ci", scope: "upload", expiresAt: null },
        people.oscar,
        NOW,
      );
      const holder = await keyHolder(db, secret, NOW);
      expect(holder).toMatchObject({ scope: "upload", role: "owner", actor: { id: people.oscar.id } });
      await fullRun(open, "by-key", holder?.actor ?? people.erik);
      const wanted = await decisionFor("by-key");
      expect(await blocksOf(recordDecision(db, "by-key", wanted, people.oscar, "password", NOW))).toEqual([
        "contributor",
      ]);
      await expect(
        recordDecision(db, "by-key", wanted, people.olivia, "password", NOW),
      ).resolves.toBeDefined();
    });
  });

  describe("keys and the register", () => {
    it("refuse a revoked, expired or unknown key, and one of a disabled person", async () => {
      const { key, secret } = await mintKey(
        db,
        { name: "k", scope: "upload", expiresAt: new Date(NOW.getTime() + DAY) },
        people.erik,
        NOW,
      );
      expect(secret).toMatch(/^nt_[A-Za-z0-9_-]{43}$/);
      expect(await keyHolder(db, secret, NOW)).not.toBeNull();
      expect(await keyHolder(db, secret, new Date(NOW.getTime() + 2 * DAY))).toBeNull();
      expect(await keyHolder(db, `${secret.slice(0, -1)}_`, NOW)).toBeNull();
      await db.update(person).set({ disabled: true }).where(eq(person.id, people.erik.id));
      expect(await keyHolder(db, secret, NOW)).toBeNull();
      await db.update(person).set({ disabled: false }).where(eq(person.id, people.erik.id));
      await expect(revokeKey(db, key.id, people.ada, NOW)).rejects.toMatchObject({ code: "not-found" });
      await revokeKey(db, key.id, people.adam, NOW);
      expect(await keyHolder(db, secret, NOW)).toBeNull();
      await expect(
        mintKey(db, { name: "k", scope: "upload", expiresAt: null }, people.ada, NOW),
      ).rejects.toMatchObject({ code: "forbidden" });
    });

    it("keep every state of a blocker, which only an Owner changes", async () => {
      await expect(
        changeRegister(db, "HOLD-1", { state: "CLOSED", reason: "done" }, people.erik, NOW),
      ).rejects.toMatchObject({ code: "forbidden" });
      await changeRegister(db, "HOLD-1", { state: "CLOSED", reason: "done" }, people.olivia, NOW);
      expect((await registerHistory(db, "HOLD-1")).map((s) => s.state)).toEqual(["OPEN", "CLOSED"]);
      expect(await openBlockers(db)).not.toContain("HOLD-1");
      expect((await currentRegister(db)).filter((i) => i.kind === "gate")).toHaveLength(4);
    });
  });
});
