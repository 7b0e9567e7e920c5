import { asc, desc, eq, sql } from "drizzle-orm";
import { Refusal, refuse } from "@/lib/base/refusal";
import { type Checkpoint, formatCheckpoint, openCheckpoint } from "@/lib/ledger/checkpoint";
import { type Entry, parseEntry } from "@/lib/ledger/entry";
import { followKeys, type KeyBody, proveKey } from "@/lib/ledger/key-chain";
import {
  formatNote,
  formatVerifierKey,
  type NoteSignature,
  parseNote,
  type Signer,
  signNote,
  type VerifierKey,
} from "@/lib/ledger/note";
import { checkConsistency, proveConsistency } from "@/lib/ledger/tree";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { cosignature, entry } from "../store/schema";
import { append, ledgerEnd } from "./ledger";
import { headAt, ledgerSize, nodeReader, treeHead } from "./tree";

/**
 * Where the last checkpoint that was signed is kept: outside the database, so that whoever rewrites the database does
 * not rewrite it too. `read` answers null before the first one.
 */
export interface CheckpointKeeper {
  read(): string | null;
  write(note: string): void;
}

/** The keys that the ledger names, in order, each vouched for by the one before. */
export async function ledgerKeys(db: Db): Promise<readonly VerifierKey[]> {
  return followKeys(await keyEntries(db));
}

/** The entries that name keys, as a bundle carries them so that a pinned key leads to the present one. */
export async function keyEntries(db: Db): Promise<readonly Entry[]> {
  const rows = await db
    .select({ text: entry.text })
    .from(entry)
    .where(eq(entry.kind, "ledger-key"))
    .orderBy(asc(entry.index));
  return rows.map((row) => parseEntry(row.text));
}

/**
 * Sees to it that the ledger is signed by `signer`: names the key in a first entry, or, with `next`, puts that one
 * into force. Throws where the ledger is signed by another key. Returns the key in force afterwards. Under the
 * ledger's lock, so that of two servers that start at once one names the key and the other finds it named.
 */
export async function adoptKey(
  db: Db,
  signer: Signer,
  next: Signer | null = null,
  now = new Date(),
): Promise<VerifierKey> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_ledger()`);
    const inForce = (await ledgerKeys(tx)).at(-1) ?? null;
    const vkey = inForce && formatVerifierKey(inForce);
    if (next && vkey === formatVerifierKey(next.key)) return next.key;
    if (vkey !== null && vkey !== formatVerifierKey(signer.key))
      throw new KeyMismatch(
        `The ledger is signed by ${vkey}, this server holds ${formatVerifierKey(signer.key)}. Give it the ledger's own key (NOTOUCH_LEDGER_KEY, or ledger-key in the data folder).`,
      );
    if (vkey === null) await appendKey(tx, signer, null, now);
    if (next) await appendKey(tx, next, signer, now);
    return (next ?? signer).key;
  });
}

/** This server's key is not the ledger's: it must not sign. */
export class KeyMismatch extends Error {
  override readonly name = "KeyMismatch";
}

async function appendKey(tx: Db, signer: Signer, former: Signer | null, now: Date): Promise<void> {
  const { size, last } = await ledgerEnd(tx);
  const body: KeyBody = await proveKey(signer, former, { index: size, previous: last });
  await append(tx, { kind: "ledger-key", actor: "notouch", run: null, at: now, body });
}

/** Throws `KeyMismatch` unless this signer's key is the ledger's; answers all its keys. */
export async function requireInForce(db: Db, signer: Signer): Promise<readonly VerifierKey[]> {
  const keys = await ledgerKeys(db);
  const inForce = keys.at(-1);
  if (!inForce || formatVerifierKey(inForce) !== formatVerifierKey(signer.key))
    throw new KeyMismatch(
      `The ledger is signed by ${inForce ? formatVerifierKey(inForce) : "no key"}, this server holds ${formatVerifierKey(signer.key)}. Start it again with the ledger's own key.`,
    );
  return keys;
}

export interface SignedCheckpoint extends Checkpoint {
  /** The signed note: the log's own signature, then those of witnesses. */
  readonly note: string;
}

/**
 * Signs the ledger as it stands. Refuses (`integrity broken`) unless it continues the checkpoint that was signed
 * last and is kept outside the database: a server never signs two histories, also not after the first one was
 * replaced under its feet. Calls of one process must come one after the other.
 */
export async function signCheckpoint(
  db: Db,
  signer: Signer,
  keeper: CheckpointKeeper,
): Promise<SignedCheckpoint> {
  const keys = await requireInForce(db, signer);
  const head = await treeHead(db);
  const kept = keeper.read();
  if (kept !== null) await continues(db, kept, keys, head);
  const checkpoint: Checkpoint = { origin: signer.key.name, ...head, extensions: [] };
  const text = formatCheckpoint(checkpoint);
  const own = await signNote(text, [signer]);
  if (own !== kept) keeper.write(own);
  const witnesses = await cosignaturesAt(db, head.size, head.root);
  return {
    ...checkpoint,
    note: formatNote({ text, signatures: [...parseNote(own).signatures, ...witnesses] }),
  };
}

/** Holds the ledger against a checkpoint that one of its keys signed. Throws `integrity broken` where it differs. */
async function continues(
  db: Db,
  kept: string,
  keys: readonly VerifierKey[],
  head: { readonly size: number; readonly root: string },
): Promise<void> {
  try {
    const { checkpoint } = await openCheckpoint(kept, keys);
    const proof =
      checkpoint.size > head.size ? [] : await proveConsistency(checkpoint.size, head.size, nodeReader(db));
    checkConsistency(proof, checkpoint.size, checkpoint.root, head.size, head.root);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(
      `integrity broken: the ledger does not continue the checkpoint kept here: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

export interface WitnessStatement {
  readonly witness: string;
  readonly keyId: string;
  readonly size: number;
  readonly signedAt: string;
}

/**
 * Takes the witnesses' signatures off a checkpoint of this ledger, of now or earlier. `bad-signature` unless the note
 * is one of this log's checkpoints, signed by it and by at least one witness that is trusted here.
 */
export async function recordCosignatures(
  db: Db,
  note: string,
  witnesses: readonly VerifierKey[],
  now = new Date(),
): Promise<readonly WitnessStatement[]> {
  const opened = await openCheckpoint(note, [...(await ledgerKeys(db)), ...witnesses]);
  const { size, root } = opened.checkpoint;
  const { signatures } = parseNote(note);
  if (size > (await ledgerSize(db)) || (await headAt(db, size)).root !== root)
    refuse(
      "bad-signature",
      "checkpoint",
      "is none of this ledger",
      "Fetch the checkpoint, sign that and send it.",
    );
  const stated = opened.witnesses.flatMap(({ key, time }) => {
    const line = signatures.find((s) => s.name === key.name && s.keyId === key.id);
    return time === null || !line ? [] : [{ key, signedAt: new Date(time * 1000), signature: line.bytes }];
  });
  if (stated.length === 0)
    deny(
      "invalid-input",
      "checkpoint",
      "no witness that is trusted here signed it",
      "Name it in NOTOUCH_WITNESSES.",
    );
  await db
    .insert(cosignature)
    .values(
      stated.map(({ key, signedAt, signature }) => ({
        size,
        root,
        witness: key.name,
        keyId: key.id,
        signedAt,
        signature,
        receivedAt: now,
      })),
    )
    .onConflictDoNothing();
  return stated.map(({ key, signedAt }) => ({
    witness: key.name,
    keyId: key.id,
    size,
    signedAt: signedAt.toISOString(),
  }));
}

/** The newest statement of each witness. */
export async function newestCosignatures(db: Db): Promise<WitnessStatement[]> {
  const rows = await db
    .selectDistinctOn([cosignature.witness, cosignature.keyId])
    .from(cosignature)
    .orderBy(cosignature.witness, cosignature.keyId, desc(cosignature.size), desc(cosignature.signedAt));
  return rows.map(({ witness, keyId, size, signedAt }) => ({
    witness,
    keyId,
    size,
    signedAt: signedAt.toISOString(),
  }));
}

async function cosignaturesAt(db: Db, size: number, root: string): Promise<NoteSignature[]> {
  const rows = await db
    .selectDistinctOn([cosignature.witness, cosignature.keyId])
    .from(cosignature)
    .where(sql`${cosignature.size} = ${size} and ${cosignature.root} = ${root}`)
    .orderBy(cosignature.witness, cosignature.keyId, desc(cosignature.signedAt));
  return rows.map((row) => ({ name: row.witness, keyId: row.keyId, bytes: new Uint8Array(row.signature) }));
}
