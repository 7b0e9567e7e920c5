import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Digest } from "@/lib/base/hash";
import { Refusal } from "@/lib/base/refusal";
import {
  checkConsistency,
  checkInclusion,
  frontierNodes,
  type NodeId,
  proveConsistency,
  proveInclusion,
  type ReadNodes,
  rootOf,
} from "@/lib/ledger/tree";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { entry, treeNode } from "../store/schema";

/** The tree of the first `size` entries. */
export interface TreeHead {
  readonly size: number;
  readonly root: Digest;
}

/** Reads complete subtrees: leaves are the entries' hashes, the others stand in `tree_node`. Two queries at most. */
export function nodeReader(db: Db): ReadNodes {
  return async (nodes) => {
    const found = new Map<string, Digest>();
    const leaves = nodes.filter((n) => n.level === 0).map((n) => n.index);
    if (leaves.length > 0)
      for (const row of await db
        .select({ index: entry.index, hash: entry.hash })
        .from(entry)
        .where(inArray(entry.index, leaves)))
        found.set(nameOf({ level: 0, index: row.index }), row.hash);
    const inner = new Map<number, number[]>();
    for (const { level, index } of nodes)
      if (level > 0) inner.set(level, [...(inner.get(level) ?? []), index]);
    if (inner.size > 0) {
      const wanted = [...inner].map(([level, indexes]): SQL | undefined =>
        and(eq(treeNode.level, level), inArray(treeNode.index, indexes)),
      );
      for (const row of await db
        .select()
        .from(treeNode)
        .where(
          sql.join(
            wanted.map((w) => sql`(${w})`),
            sql` or `,
          ),
        ))
        found.set(nameOf(row), row.hash);
    }
    return nodes.map((node) => {
      const hash = found.get(nameOf(node));
      if (hash === undefined)
        throw new Error(`integrity broken: tree node ${node.index} of level ${node.level} is missing`);
      return hash;
    });
  };
}

function nameOf({ level, index }: NodeId): string {
  return `${level}/${index}`;
}

/** The tree as it is now. */
export async function treeHead(db: Db): Promise<TreeHead> {
  return headAt(db, await ledgerSize(db));
}

export async function ledgerSize(db: Db): Promise<number> {
  const [last] = await db.select({ index: entry.index }).from(entry).orderBy(desc(entry.index)).limit(1);
  return last ? last.index + 1 : 0;
}

/** The tree as it was with `size` entries, which the ledger must hold. */
export async function headAt(db: Db, size: number): Promise<TreeHead> {
  return { size, root: rootOf({ size, hashes: await nodeReader(db)(frontierNodes(size)) }) };
}

export interface InclusionProof extends TreeHead {
  readonly index: number;
  /** Leaf hash of the entry. */
  readonly hash: Digest;
  readonly proof: readonly Digest[];
}

/** Proof that an entry is in the tree of `size` entries, by default of all. `invalid-input` where it is not. */
export async function inclusionProof(db: Db, index: number, wanted?: number): Promise<InclusionProof> {
  const size = await within(db, wanted, "size");
  if (index >= size)
    deny(
      "invalid-input",
      "index",
      `there is no entry ${index} among ${size}`,
      "Ask for an entry that is there.",
    );
  const { root } = await headAt(db, size);
  const [hash = ""] = await nodeReader(db)([{ level: 0, index }]);
  const proof = await proveInclusion(index, size, nodeReader(db));
  sound(() => checkInclusion(proof, index, hash, size, root));
  return { index, hash, size, root, proof };
}

export interface ConsistencyProof {
  readonly from: TreeHead;
  readonly to: TreeHead;
  readonly proof: readonly Digest[];
}

/** Proof that the tree of `to` entries, by default of all, continues the one of `from`. */
export async function consistencyProof(db: Db, from: number, wanted?: number): Promise<ConsistencyProof> {
  const size = await within(db, wanted, "to");
  if (from > size)
    deny("invalid-input", "from", `the ledger had ${size} entries then`, "Ask for an earlier size first.");
  const [old, head] = [await headAt(db, from), await headAt(db, size)];
  const proof = await proveConsistency(from, size, nodeReader(db));
  sound(() => checkConsistency(proof, from, old.root, size, head.root));
  return { from: old, to: head, proof };
}

async function within(db: Db, wanted: number | undefined, name: string): Promise<number> {
  const size = await ledgerSize(db);
  if (wanted !== undefined && wanted > size)
    deny("invalid-input", name, `the ledger holds ${size} entries`, "Ask for a size that it has reached.");
  return wanted ?? size;
}

/** A proof of ours that does not hold means that stored nodes disagree with each other. */
function sound(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) throw new Error(`integrity broken: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Texts of `count` entries from `first` on, in order. */
export async function entryTexts(db: Db, first: number, count: number): Promise<string[]> {
  const rows = await db
    .select({ text: entry.text })
    .from(entry)
    .where(and(gte(entry.index, first), lt(entry.index, first + count)))
    .orderBy(asc(entry.index));
  return rows.map((row) => row.text);
}

/** Index of the entry with this leaf hash; null where there is none. */
export async function indexOfHash(db: Db, hash: Digest): Promise<number | null> {
  const [row] = await db.select({ index: entry.index }).from(entry).where(eq(entry.hash, hash));
  return row?.index ?? null;
}
