import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/base/canonical";
import { birth, registry } from "@/lib/evidence/fixture";
import type { Entry } from "@/lib/ledger/entry";
import { ed25519Signer } from "@/lib/ledger/signer";
import { type Matrix, sealMatrix } from "@/lib/verdict/matrix";
import { recordDecision } from "../authority/decisions";
import { nameGate } from "../authority/gates";
import { changeRegister, openBlockers, seedRegister } from "../authority/register";
import {
  DRIVERS,
  fullRun,
  makePeople,
  makeRun,
  NOW,
  type People,
  type TestDatabase,
  testDatabase,
} from "../evidence/fixture";
import { mintKey, revokeKey } from "../identity/keys";
import { asAdministrator, rewriteLedger } from "../ledger/administrator";
import { adoptKey, type CheckpointKeeper, signCheckpoint } from "../ledger/checkpoint";
import { append } from "../ledger/ledger";
import { entryTexts, ledgerSize } from "../ledger/tree";
import { type Db, rowsOf } from "../store/client";
import { compressContent } from "../store/content";
import { declare } from "../verdicts/declarations";
import { ensureVerdict } from "../verdicts/verdicts";
import type { Outside } from "./entries";
import { fsck } from "./fsck";
import { FSCK_STAGE_NAMES, FsckReport } from "./report";

const signer = ed25519Signer("example.com/log", new Uint8Array(32).fill(1));

class Undone extends Error {}

describe.each(DRIVERS)("fsck on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  let people: People;
  let kept = "";
  const keeper: CheckpointKeeper = {
    read: () => kept || null,
    write: (note) => {
      kept = note;
    },
  };

  async function check(on: Db, outside: Partial<Outside> = {}): Promise<FsckReport> {
    const report = new FsckReport();
    const checkpoints = [{ name: "kept checkpoint", note: kept }];
    await fsck(on, { checkpoints, pinned: signer.key, witnesses: [], ...outside }, report);
    return report;
  }

  /** What fsck finds after an attack, which is then undone. */
  async function findings(
    attack: (tx: Db) => Promise<unknown>,
    outside: Partial<Outside> = {},
  ): Promise<string[]> {
    let found: string[] = [];
    await db
      .transaction(async (tx) => {
        await attack(tx);
        const report = await check(tx, outside);
        found = report.broken.map((f) => `${f.stage}: ${f.at}: ${f.problem}`);
        throw new Undone();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
    return found;
  }
  const sqlAttack =
    (...statements: readonly ReturnType<typeof sql>[]) =>
    (tx: Db) =>
      asAdministrator(tx, ...statements);

  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
    await adoptKey(db, signer, null, NOW);
    people = await makePeople(open);
    await seedRegister(db, NOW);
    await fullRun(open, "clean", people.erik);
    const { matrix } = await ensureVerdict(db, "clean");
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
    await declare(db, "leaky", "FAIL", people.erik, NOW);
    await ensureVerdict(db, "leaky");
    await makeRun(open, "empty", people.erik);
    await ensureVerdict(db, "empty");
    const { key } = await mintKey(db, { name: "ci", scope: "upload", expiresAt: null }, people.erik, NOW);
    await revokeKey(db, key.id, people.erik, NOW);
    await nameGate(db, "clean", "GATE-SNAPSHOT", people.erik, NOW);
    await mintKey(db, { name: "other", scope: "read", expiresAt: null }, people.ada, NOW);
    await changeRegister(db, "HOLD-1", { state: "CLOSED", reason: "done" }, people.olivia, NOW);
    const hold = {
      kind: "HOLD" as const,
      matrixDigest: matrix.matrixDigest,
      reason: "Not yet",
      scope: null,
      expiresAt: null,
      revisitAt: null,
      acknowledgedCaveats: [],
      acknowledgedBlockers: await openBlockers(db),
    };
    await recordDecision(db, "clean", hold, people.olivia, "password", NOW);
    await signCheckpoint(db, signer, keeper);
    await db.transaction((tx) =>
      append(tx, { kind: "signed-out", actor: "olivia", run: null, at: NOW, body: {} }),
    );
  });
  afterAll(async () => open?.close());

  it("finds nothing in a sound store, and says what it checked", async () => {
    const watched: string[] = [];
    const report = new FsckReport((r) => watched.push(r.stage));
    const checkpoints = [{ name: "kept checkpoint", note: kept }];
    await fsck(db, { checkpoints, pinned: signer.key, witnesses: [] }, report);
    expect(report.broken).toEqual([]);
    expect(report.unchecked).toEqual([]);
    expect(report.outcome).toBe("sound");
    for (const stage of FSCK_STAGE_NAMES) expect(report.checked[stage], stage).toBeGreaterThan(0);
    expect(report.checked.entries).toBe(await ledgerSize(db));
    expect(report.checked).toMatchObject({ evidence: 6, verdicts: 4, decisions: 1 });
    expect(new Set(watched)).toEqual(new Set(FSCK_STAGE_NAMES));
  });

  it("is not sound without a checkpoint from outside, nor with an evaluator that is not aboard", async () => {
    expect((await check(db, { checkpoints: [] })).outcome).toBe("incomplete");
    const [row] = await rowsOf<{ matrix: string }>(
      db,
      sql`select matrix from verdict order by ledger_index limit 1`,
    );
    const { matrixDigest: _, ...present } = JSON.parse(row?.matrix ?? "") as Matrix;
    const old = sealMatrix({ ...present, evaluator: "0.9.0" });
    const found = await findings(async (tx) => {
      await asAdministrator(
        tx,
        sql`update verdict set evaluator = '0.9.0', matrix = ${canonicalJson(old)}, matrix_digest = ${old.matrixDigest} where matrix_digest = (select matrix_digest from verdict order by ledger_index limit 1)`,
      );
      const report = await check(tx);
      expect(report.unchecked.map((f) => f.problem).join()).toContain("0.9.0 is not aboard");
    });
    expect(found.join("\n")).toContain("verdict says evaluator");
  });

  it.each<[string, (tx: Db) => Promise<unknown>, RegExp]>([
    [
      "a HOLD turned into AUTHORIZE",
      sqlAttack(sql`update decision set kind = 'AUTHORIZE', scope = 'all', expires_at = '2026-06-21'`),
      /projections: entry \d+ \(decided\): decision says kind "AUTHORIZE"/,
    ],
    ["a decision taken away", sqlAttack(sql`delete from decision`), /\(decided\): has no row in decision/],
    [
      "a decision that no entry tells",
      sqlAttack(
        sql`insert into decision (id, run_id, kind, matrix_digest, reason, scope, expires_at, acknowledged_caveats, acknowledged_blockers, presence, decided_by, decided_at, ledger_index) select gen_random_uuid(), run_id, 'AUTHORIZE', matrix_digest, reason, 'all', '2026-06-21', '{}', '{}', 'password', decided_by, decided_at, 0 from decision`,
      ),
      /decision of entry 0: is told by no entry/,
    ],
    [
      "a role given behind the ledger's back",
      sqlAttack(sql`update person set role = 'owner' where username = 'erik'`),
      /account erik: is owner, the entries made it engineer/,
    ],
    [
      "an account that nobody created",
      sqlAttack(
        sql`insert into person (id, name, username, role) values ('x', 'Mallory', 'mallory', 'owner')`,
      ),
      /account mallory: no entry created it/,
    ],
    [
      "a key that opens with another secret",
      sqlAttack(sql`update api_key set hash = ${"0".repeat(64)} where name = 'other'`),
      /key-minted\): api_key says secretDigest/,
    ],
    [
      "a blocker closed",
      sqlAttack(sql`update register_entry set state = 'CLOSED' where code = 'HOLD-2'`),
      /register-changed\): register_entry says state "CLOSED"/,
    ],
    [
      "a run under another name",
      sqlAttack(sql`update run set name = 'Another' where slug = 'clean'`),
      /run-created\): run says name "Another"/,
    ],
    [
      "a declaration turned round",
      sqlAttack(sql`update declaration set result = 'PASS'`),
      /declared\): declaration says result "PASS"/,
    ],
    [
      "another gate",
      sqlAttack(sql`update run_gate set code = 'GATE-EVIDENCE'`),
      /gate-named\): run_gate says gate "GATE-EVIDENCE"/,
    ],
    [
      "evidence taken away",
      sqlAttack(sql`delete from evidence where phase = 'after'`),
      /verdict of run leaky .*: judged/,
    ],
    [
      "a capture moved by a millisecond",
      sqlAttack(sql`update evidence set started_at = started_at - interval '1 ms' where phase = 'before'`),
      /evidence-recorded\): evidence says startedAt "[^"]+", the entry "[^"]+\.000250Z"/,
    ],
    [
      "a manifest altered",
      sqlAttack(
        sql`update evidence set manifest = replace(manifest, '"database":"directus"', '"database":"directuz"') where phase = 'before'`,
      ),
      /before evidence of run clean: its row says digest/,
    ],
    [
      "content exchanged",
      async (tx) => {
        const stored = Buffer.from(await compressContent(new TextEncoder().encode("E-1\tother\n")));
        await asAdministrator(
          tx,
          sql`update content set stored = ${stored} where size = (select max(size) from content)`,
        );
      },
      /content: content [0-9a-f]{64}: its bytes hash to/,
    ],
    [
      "content that is no brotli",
      sqlAttack(
        sql`update content set stored = '\\x00ff'::bytea where size = (select max(size) from content)`,
      ),
      /content [0-9a-f]{64}: not a whole brotli stream/,
    ],
    [
      "content lost",
      sqlAttack(sql`delete from content where size = (select max(size) from content)`),
      /evidence of run \w+, [0-9a-f]{64}: named, and not among what was sent/,
    ],
    [
      "noted figures of a page changed",
      sqlAttack(sql`update page_totals set totals = replace(totals, '"rows":', '"rows":1')`),
      /evidence: page [0-9a-f]{64}: an upload's note/,
    ],
    [
      "a changed row hidden",
      sqlAttack(sql`delete from row_change where position = 1`),
      /verdict of run leaky .*, row 1 .*: is missing/,
    ],
    [
      "a changed row retold",
      sqlAttack(sql`update row_change set change = replace(change, 'pilot', 'nobody')`),
      /row \d+ .*: is stored as something else/,
    ],
    [
      "a changed row invented",
      sqlAttack(
        sql`insert into row_change (verdict_id, position, table_name, kind, key, claims, columns, change) select verdict_id, 999, table_name, kind, key, claims, columns, change from row_change where position = 1`,
      ),
      /1 stored rows that its evidence does not give/,
    ],
    [
      "an entry's text, with its hash",
      sqlAttack(
        sql`update entry set text = replace(text, 'Not yet', 'Go now!'), hash = notouch_leaf_hash(replace(text, 'Not yet', 'Go now!')) where kind = 'decided'`,
      ),
      /entries: entry \d+: it continues/,
    ],
    [
      "an entry's column alone",
      sqlAttack(sql`update entry set actor = 'oscar' where kind = 'decided'`),
      /entry \d+: its column actor says oscar, its text olivia/,
    ],
    [
      "a tree node",
      sqlAttack(sql`update tree_node set hash = ${"0".repeat(64)} where level = 2 and index = 1`),
      /tree node 1 of level 2: is 0000/,
    ],
    [
      "a tree node taken away",
      sqlAttack(sql`delete from tree_node where level = 1 and index = 0`),
      /tree node 0 of level 1: is missing/,
    ],
    [
      "a signature that no witness gave",
      sqlAttack(
        sql`insert into cosignature values (3, ${"0".repeat(64)}, 'w', '00000000', now(), '\\x00'::bytea, now())`,
      ),
      /signature of w over 3 entries: is over the root 0000/,
    ],
  ])("finds %s", async (_, attack, expected) => {
    expect((await findings(attack)).join("\n")).toMatch(expected);
  });

  it("finds a verdict forged to PASS with seal, entry, chain and tree made to fit", async () => {
    const forge = async (tx: Db) => {
      const [row] = await rowsOf<{ id: string; matrix: string; ledger_index: string | number }>(
        tx,
        sql`select id, matrix, ledger_index from verdict where engineering = 'FAIL' order by ledger_index desc limit 1`,
      );
      const { matrixDigest: _, ...judged } = JSON.parse(row?.matrix ?? "") as Matrix;
      const forged = sealMatrix({
        ...judged,
        engineering: "PASS",
        failOpen: [],
        claims: judged.claims.map((c) => ({ ...c, verdict: "PASS", failOpen: [] })),
      });
      await asAdministrator(
        tx,
        sql`update verdict set matrix = ${canonicalJson(forged)}, matrix_digest = ${forged.matrixDigest}, engineering = 'PASS' where id = ${row?.id}`,
      );
      await rewriteLedger(tx, (entry) =>
        entry.index === Number(row?.ledger_index)
          ? {
              ...entry,
              body: { ...entry.body, engineering: "PASS", matrixDigest: forged.matrixDigest, failOpen: [] },
            }
          : entry,
      );
    };
    // Without any checkpoint from outside the evidence itself contradicts it …
    const inside = await findings(forge, { checkpoints: [] });
    expect(inside).toHaveLength(1);
    expect(inside[0]).toMatch(/verdict of run leaky .*: says PASS .*, its evidence gives FAIL/);
    // … and with one the history does.
    expect((await findings(forge)).join("\n")).toContain("history was rewritten");
  });

  it("finds by an old checkpoint alone what leaves no trace inside: entries cut off, or replaced from the first on", async () => {
    const [size, texts] = [await ledgerSize(db), await entryTexts(db, 0, 1000)];
    const decided = texts.findIndex((text) => text.includes('"kind":"decided"'));
    const cut = async (tx: Db) => {
      await asAdministrator(tx, sql`delete from decision`);
      await rewriteLedger(tx, (entry) => (entry.index < decided ? entry : null));
    };
    expect(await findings(cut, { checkpoints: [] })).toEqual([]);
    expect((await findings(cut)).join("\n")).toMatch(
      new RegExp(`kept checkpoint: was signed over ${size - 1} entries, the ledger holds ${decided}`),
    );
    const renamed = (entry: Entry): Entry =>
      entry.kind === "decided" ? { ...entry, body: { ...entry.body, reason: "Go" } } : entry;
    const retell = async (tx: Db) => {
      await asAdministrator(tx, sql`update decision set reason = 'Go'`);
      await rewriteLedger(tx, renamed);
    };
    expect(await findings(retell, { checkpoints: [] })).toEqual([]);
    expect((await findings(retell)).join("\n")).toContain("history was rewritten");
  });

  it("does not take another ledger's checkpoint or key for its own", async () => {
    const other = ed25519Signer("example.com/log", new Uint8Array(32).fill(2));
    expect((await check(db, { pinned: other.key })).broken[0]?.problem).toContain("never signed this ledger");
    const forged = new FsckReport();
    await fsck(
      db,
      {
        checkpoints: [{ name: "theirs", note: kept.replace(/\n\d+\n/, "\n1\n") }],
        pinned: null,
        witnesses: [],
      },
      forged,
    );
    expect(forged.broken).toMatchObject([{ at: "theirs", problem: "does not fit the text" }]);
  });
});
