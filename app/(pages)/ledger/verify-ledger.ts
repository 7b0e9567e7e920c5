// Loaded when it is needed: the same code that verifies a bundle, in the browser of whoever reads the ledger.

import { leafHash } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import { type Checkpoint, openCheckpoint } from "@/lib/ledger/checkpoint";
import { parseVerifierKey } from "@/lib/ledger/note";
import { checkConsistency, checkInclusion } from "@/lib/ledger/tree";
import type { Remembered } from "./remembered";

/** What the server says of its ledger; all of it is a claim. */
export interface Head {
  readonly note: string;
  /** Verifier keys in order; the last one signs. */
  readonly keys: readonly string[];
}

export interface VerifiedHead {
  readonly checkpoint: Checkpoint;
  readonly key: string;
  /** The checkpoint of the last visit; null on the first. */
  readonly before: { readonly size: number; readonly at: string } | null;
}

/** How a ledger is not what it was: fewer entries, a key that nobody vouched for, a signature or proof that fails. */
export type MismatchReason = "shrunk" | "key" | "proof";

/** The ledger is not what it was, or not signed by what it should be. `message` is what was found, where there is more. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  constructor(
    readonly reason: MismatchReason,
    readonly figures: Readonly<Record<string, number>> = {},
    found = "",
  ) {
    super(found);
  }
}

export async function fetchHead(): Promise<Head> {
  return ask("/api/v1/ledger/checkpoint");
}

/**
 * Verifies the signature and, against what this browser kept, that nothing was rewritten since. Throws `Mismatch`
 * where that does not hold, anything else where it could not be established.
 */
export async function verifyHead({ note, keys }: Head, kept: Remembered | null): Promise<VerifiedHead> {
  const key = keys.at(-1) ?? "";
  return mismatchFrom(async () => {
    const { checkpoint } = await openCheckpoint(note, [parseVerifierKey(key)]);
    if (kept === null) return { checkpoint, key, before: null };
    const old = (await openCheckpoint(kept.note, [parseVerifierKey(kept.key)], checkpoint.origin)).checkpoint;
    if (kept.key !== key) await followTo(kept.key, key);
    if (old.size > checkpoint.size) throw new Mismatch("shrunk", { before: old.size, now: checkpoint.size });
    const { proof } = await ask<{ proof: string[] }>(
      `/api/v1/ledger/proof/consistency?from=${old.size}&to=${checkpoint.size}`,
    );
    checkConsistency(proof, old.size, old.root, checkpoint.size, checkpoint.root);
    return { checkpoint, key, before: { size: old.size, at: kept.at } };
  });
}

/** The key of the last visit vouched, link by link, for the one that signs now. */
async function followTo(from: string, to: string): Promise<void> {
  const [{ followKeys }, { parseEntry }] = await Promise.all([
    import("@/lib/ledger/key-chain"),
    import("@/lib/ledger/entry"),
  ]);
  const { entries } = await ask<{ entries: { text: string }[] }>(
    "/api/v1/ledger/entries?kind=ledger-key&order=oldest&limit=1000",
  );
  const keys = await mismatchFrom(
    () =>
      followKeys(
        entries.map((e) => parseEntry(e.text)),
        parseVerifierKey(from),
      ),
    "key",
  );
  const last = keys.at(-1);
  const wanted = parseVerifierKey(to);
  if (last?.id !== wanted.id || last.name !== wanted.name || `${last.publicKey}` !== `${wanted.publicKey}`)
    throw new Mismatch("key");
}

/** Whether an entry's very text stands in the tree of a verified checkpoint. */
export async function verifyEntry(index: number, text: string, { size, root }: Checkpoint): Promise<boolean> {
  const { proof } = await ask<{ proof: string[] }>(
    `/api/v1/ledger/proof/inclusion?index=${index}&size=${size}`,
  );
  try {
    checkInclusion(proof, index, leafHash(text), size, root);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function mismatchFrom<T>(run: () => Promise<T>, reason: MismatchReason = "proof"): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refusal)
      throw new Mismatch(reason, {}, error.faults.map((f) => `${f.at}: ${f.problem}`).join("; "));
    throw error;
  }
}

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
  return (await answer.json()) as T;
}
