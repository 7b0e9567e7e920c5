import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import { checkChain, entryHash } from "@/lib/ledger/entry";
import { cosign, formatNote, parseNote } from "@/lib/ledger/note";
import { ed25519Signer } from "@/lib/ledger/signer";
import { checkConsistency, checkInclusion, treeRoot } from "@/lib/ledger/tree";
import { DRIVERS, NOW, type TestDatabase, testDatabase } from "../evidence/fixture";
import { type Db, openDatabase } from "../store/client";
import { rewriteLedger } from "./administrator";
import {
  adoptKey,
  type CheckpointKeeper,
  KeyMismatch,
  ledgerKeys,
  newestCosignatures,
  recordCosignatures,
  signCheckpoint,
} from "./checkpoint";
import { append } from "./ledger";
import { consistencyProof, entryTexts, headAt, inclusionProof, ledgerSize, treeHead } from "./tree";

const log = (n: number) => ed25519Signer("example.com/log", new Uint8Array(32).fill(n));
const witness = ed25519Signer("witness.example/w", new Uint8Array(32).fill(9), "cosignature");

function memoryKeeper(): CheckpointKeeper & { kept: string | null } {
  const keeper = {
    kept: null as string | null,
    read: () => keeper.kept,
    write: (note: string) => {
      keeper.kept = note;
    },
  };
  return keeper;
}

const say = (db: Db, n: number) =>
  db.transaction((tx) => append(tx, { kind: "signed-in", actor: "erik", run: null, at: NOW, body: { n } }));

describe.each(DRIVERS)("the signed log on %s", (driver) => {
  let open: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    open = await testDatabase(driver);
    db = open.db;
  });
  afterAll(async () => open?.close());

  it("starts with its key, and every tree on the way to 70 entries is the one that lib computes", async () => {
    await adoptKey(db, log(1), null, NOW);
    await adoptKey(db, log(1), null, NOW);
    expect(await ledgerSize(db)).toBe(1);
    const hashes: string[] = [];
    for (let n = await ledgerSize(db); n < 70; n++) await say(db, n);
    for (const text of await entryTexts(db, 0, 70)) hashes.push(entryHash(text));
    for (let n = 0; n <= 70; n++) expect((await headAt(db, n)).root).toBe(treeRoot(hashes.slice(0, n)));
    expect(await treeHead(db)).toEqual(await headAt(db, 70));
    for (const i of [0, 1, 31, 32, 63, 64, 69]) {
      const { hash, proof, size, root } = await inclusionProof(db, i);
      expect(hash).toBe(hashes[i]);
      checkInclusion(proof, i, hash, size, root);
    }
    for (const from of [0, 1, 2, 63, 64, 69, 70]) {
      const { from: old, to, proof } = await consistencyProof(db, from);
      checkConsistency(proof, old.size, old.root, to.size, to.root);
    }
    await expect(inclusionProof(db, 70)).rejects.toThrow("invalid-input");
    await expect(inclusionProof(db, 0, 71)).rejects.toThrow("invalid-input");
    await expect(consistencyProof(db, 2, 1)).rejects.toThrow("invalid-input");
  });

  it("keeps nothing in the tree that its halves do not make", async () => {
    const forged = sql`insert into tree_node (level, index, hash) values (1, 1000, ${"0".repeat(64)})`;
    await expect(db.execute(forged)).rejects.toThrow();
    const { size } = await treeHead(db);
    await expect(
      db.transaction(async (tx) => {
        await append(tx, { kind: "signed-in", actor: "erik", run: null, at: NOW, body: {} });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect((await treeHead(db)).size).toBe(size);
  });

  it("is signed under its own key, and checkpoints only ever go forward", async () => {
    const keeper = memoryKeeper();
    const first = await signCheckpoint(db, log(1), keeper);
    expect(keeper.kept).toBe(first.note);
    expect((await openCheckpoint(first.note, [log(1).key])).checkpoint).toMatchObject(await treeHead(db));
    expect((await signCheckpoint(db, log(1), keeper)).note).toBe(first.note);
    await say(db, 1);
    const second = await signCheckpoint(db, log(1), keeper);
    expect(second.size).toBe(first.size + 1);
    await expect(signCheckpoint(db, log(2), keeper)).rejects.toThrow(KeyMismatch);
    await expect(adoptKey(db, log(2), null, NOW)).rejects.toThrow(KeyMismatch);
    expect(keeper.kept).toBe(second.note);
  });

  it("passes to a next key that the present one vouches for, once, also after a crash in between", async () => {
    const keeper = memoryKeeper();
    await signCheckpoint(db, log(1), keeper);
    await adoptKey(db, log(1), log(2), NOW);
    const size = await ledgerSize(db);
    // The entry is there and the file was not renamed yet: the same start again.
    await adoptKey(db, log(1), log(2), NOW);
    expect(await ledgerSize(db)).toBe(size);
    expect(await ledgerKeys(db)).toEqual([log(1).key, log(2).key]);
    await expect(signCheckpoint(db, log(1), keeper)).rejects.toThrow(KeyMismatch);
    const signed = await signCheckpoint(db, log(2), keeper);
    await expect(openCheckpoint(signed.note, [log(1).key])).rejects.toThrow("no signature by a trusted key");
    expect((await openCheckpoint(signed.note, [log(2).key])).checkpoint.size).toBe(size);
    await adoptKey(db, log(2), log(1), NOW);
    await adoptKey(db, log(1), log(2), NOW);
  });

  it("takes and shows what trusted witnesses signed, and nothing else", async () => {
    const keeper = memoryKeeper();
    const { note } = await signCheckpoint(db, log(2), keeper);
    const { text, signatures } = parseNote(note);
    const signedBy = async (signer: typeof witness, of = text) =>
      formatNote({ text: of, signatures: [...signatures, await cosign(of, 1_750_000_000, signer)] });
    const taken = await recordCosignatures(db, await signedBy(witness), [witness.key], NOW);
    expect(taken).toMatchObject([{ witness: "witness.example/w", signedAt: "2025-06-15T15:06:40.000Z" }]);
    expect(await recordCosignatures(db, await signedBy(witness), [witness.key], NOW)).toEqual(taken);
    expect(await newestCosignatures(db)).toEqual(taken);
    const shown = await openCheckpoint((await signCheckpoint(db, log(2), keeper)).note, [
      log(2).key,
      witness.key,
    ]);
    expect(shown.witnesses).toEqual([{ key: witness.key, time: 1_750_000_000 }]);
    // What is kept to compare with is the log's own word.
    expect(keeper.kept).toBe(note);

    const stranger = ed25519Signer("witness.example/x", new Uint8Array(32).fill(8), "cosignature");
    await expect(recordCosignatures(db, await signedBy(stranger), [witness.key], NOW)).rejects.toThrow(
      "no witness",
    );
    await expect(recordCosignatures(db, note, [witness.key], NOW)).rejects.toThrow("no witness");
    await expect(
      recordCosignatures(db, await signedBy(witness, text.replace(/\n\d+\n/, "\n1\n")), [witness.key], NOW),
    ).rejects.toThrow("bad-signature");
    await say(db, 2);
    expect(
      (await openCheckpoint((await signCheckpoint(db, log(2), keeper)).note, [log(2).key])).unknown,
    ).toEqual([]);
  });

  it("is not signed once its history was rewritten, however consistently", async () => {
    const keeper = memoryKeeper();
    for (let n = 0; n < 5; n++) await say(db, n);
    await signCheckpoint(db, log(2), keeper);
    const { kept } = keeper;
    const size = await ledgerSize(db);
    await rewriteLedger(db, (entry) =>
      entry.index === size - 2 ? { ...entry, body: { ...entry.body, n: 666 } } : entry,
    );
    await say(db, 3);
    // Inside the database everything agrees.
    const texts = await entryTexts(db, 0, 1000);
    expect(checkChain(texts).size).toBe(size + 1);
    expect((await treeHead(db)).root).toBe(treeRoot(texts.map(entryHash)));
    await expect(signCheckpoint(db, log(2), keeper)).rejects.toThrow("integrity broken");
    expect(keeper.kept).toBe(kept);
    // An older backup holds less than was signed.
    await rewriteLedger(db, (entry) => (entry.index < size - 2 ? entry : null));
    await expect(signCheckpoint(db, log(2), keeper)).rejects.toThrow("integrity broken");
  });
});

describe("two servers on one PostgreSQL", () => {
  it("append 10,000 entries at once without a gap or a fork", async () => {
    const open = await testDatabase("pg");
    const other = await openDatabase({ url: open.url, folder: "" });
    try {
      const total = 10_000;
      const lanes = 8;
      const receipts = await Promise.all(
        Array.from({ length: lanes }, async (_, lane) => {
          const { db } = lane % 2 === 0 ? open : other;
          const mine: string[] = [];
          for (let n = lane; n < total; n += lanes) {
            const { index, hash } = await say(db, n);
            mine.push(`${index} ${hash}`);
          }
          return mine;
        }),
      );
      const hashes: string[] = [];
      for (let first = 0; first < total; first += 1000)
        for (const text of await entryTexts(open.db, first, 1000)) hashes.push(entryHash(text));
      expect(hashes).toHaveLength(total);
      expect(new Set(receipts.flat())).toEqual(new Set(hashes.map((hash, index) => `${index} ${hash}`)));
      expect(await treeHead(other.db)).toEqual({ size: total, root: treeRoot(hashes) });
    } finally {
      await other.close();
      await open.close();
    }
  }, 300_000);
});

describe("a ledger from before the tree", () => {
  it("has its tree after the migration, and goes on growing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "notouch-older-"));
    try {
      const migrations = join(folder, "migrations");
      cpSync("db/store/migrations", migrations, { recursive: true });
      const journal = join(migrations, "meta", "_journal.json");
      const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8")) as {
        entries: { tag: string }[];
      };
      const tree = entries.findIndex(({ tag }) => tag.endsWith("_tree"));
      expect(tree).toBeGreaterThan(1);
      writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, tree) }));
      const older = await openDatabase({ url: null, folder: join(folder, "db"), migrations });
      for (let n = 0; n < 21; n++) await say(older.db, n);
      await older.close();

      const { db, close } = await openDatabase({ url: null, folder: join(folder, "db") });
      try {
        const hashes = (await entryTexts(db, 0, 100)).map(entryHash);
        for (let n = 0; n <= 21; n++) expect((await headAt(db, n)).root).toBe(treeRoot(hashes.slice(0, n)));
        const { hash } = await say(db, 21);
        expect((await treeHead(db)).root).toBe(treeRoot([...hashes, hash]));
      } finally {
        await close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
