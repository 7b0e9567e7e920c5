import { type Digest, isDigest, nodeHash, sha256 } from "../base/hash";
import { invariant, refuse } from "../base/refusal";

/**
 * The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1) over the ledger's entries: `MTH` of n > 1 leaves splits them at
 * the largest power of two below n. Its complete subtrees never change once they are full; they are what a store
 * keeps, and every root and proof is made of O(log n) of them. No I/O here: a reader is passed in.
 */

/** The complete subtree over the leaves [index · 2^level, (index + 1) · 2^level). Level 0 is the leaves themselves. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

export interface Node extends NodeId {
  readonly hash: Digest;
}

/** Hands out the hashes of complete subtrees, in the order asked for; fails where one is not there. */
export type ReadNodes = (nodes: readonly NodeId[]) => Promise<readonly Digest[]>;

/** Root of a tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Digest = sha256("");

const REMEDY = "Ask the log for the proof again; if it still disagrees, keep both checkpoints and report it.";

/** Largest power of two below `n`, n > 1. Plain arithmetic: bit operations would end at 32 bits. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Leaves [from, to) as complete subtrees, left to right. `from` is where a subtree of a larger tree begins. */
function cover(from: number, to: number): NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = from; at < to; ) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      level++;
      width *= 2;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
}

/** Hash over a cover: what stands to the right is joined first. */
function fold(hashes: readonly Digest[]): Digest {
  const [last, ...rest] = hashes.toReversed();
  return last === undefined ? EMPTY_ROOT : rest.reduce((right, left) => nodeHash(left, right), last);
}

/**
 * The right edge of a tree of `size` leaves: the hashes of its largest complete subtrees, left to right (the cover of
 * all its leaves). It is all that an append needs to know.
 */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Digest[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, hashes: [] };

/** The subtrees whose hashes are the frontier of a tree of `size` leaves. */
export function frontierNodes(size: number): NodeId[] {
  return cover(0, size);
}

/** Root of the tree that ends with this frontier. */
export function rootOf(frontier: Frontier): Digest {
  return fold(frontier.hashes);
}

/** The tree with one leaf more, and the subtrees (the leaf included) that this leaf made complete. */
export function grow(
  frontier: Frontier,
  leaf: Digest,
): { readonly frontier: Frontier; readonly nodes: Node[] } {
  const hashes = [...frontier.hashes];
  const nodes: Node[] = [{ level: 0, index: frontier.size, hash: leaf }];
  let hash = leaf;
  // As many trailing ones as the old size has, so many subtrees end with the new leaf.
  for (let [level, n] = [1, frontier.size]; n % 2 === 1; level++) {
    const left = hashes.pop();
    invariant(left !== undefined, "a frontier has one hash for each bit of its size");
    hash = nodeHash(left, hash);
    n = (n - 1) / 2;
    nodes.push({ level, index: n, hash });
  }
  hashes.push(hash);
  return { frontier: { size: frontier.size + 1, hashes }, nodes };
}

/** Root over leaf hashes in order. */
export function treeRoot(leaves: Iterable<Digest>): Digest {
  let frontier = EMPTY_FRONTIER;
  for (const leaf of leaves) frontier = grow(frontier, leaf).frontier;
  return rootOf(frontier);
}

type Range = readonly [from: number, to: number];

/** PATH(m, D[from:to]) of RFC 6962 §2.1.1 as the ranges whose hashes it consists of. */
function path(leaf: number, from: number, to: number): Range[] {
  if (to - from === 1) return [];
  const middle = from + split(to - from);
  return leaf < middle
    ? [...path(leaf, from, middle), [middle, to]]
    : [...path(leaf, middle, to), [from, middle]];
}

/** SUBPROOF(m, D[from:to], whole) of RFC 6962 §2.1.2, `old` counted from the first leaf of all. */
function subproof(old: number, from: number, to: number, whole: boolean): Range[] {
  if (old === to) return whole ? [] : [[from, to]];
  const middle = from + split(to - from);
  return old <= middle
    ? [...subproof(old, from, middle, whole), [middle, to]]
    : [...subproof(old, middle, to, false), [from, middle]];
}

async function hashRanges(ranges: readonly Range[], read: ReadNodes): Promise<Digest[]> {
  const covers = ranges.map(([from, to]) => cover(from, to));
  const hashes = await read(covers.flat());
  let at = 0;
  return covers.map((nodes) => {
    const part = hashes.slice(at, at + nodes.length);
    at += nodes.length;
    return fold(part);
  });
}

/** Audit path of the leaf at `index` in the tree of the first `size` leaves (RFC 6962 §2.1.1). One read, O(log n). */
export async function proveInclusion(index: number, size: number, read: ReadNodes): Promise<Digest[]> {
  invariant(index >= 0 && index < size, `leaf ${index} of ${size}`);
  return hashRanges(path(index, 0, size), read);
}

/** Proof that the tree of `size` leaves continues the one of `old` leaves (RFC 6962 §2.1.2); empty for `old` 0. */
export async function proveConsistency(old: number, size: number, read: ReadNodes): Promise<Digest[]> {
  invariant(old >= 0 && old <= size, `${old} of ${size} leaves`);
  return old === 0 ? [] : hashRanges(subproof(old, 0, size, true), read);
}

/**
 * Holds an audit path against a root (RFC 9162 §2.1.3.2); throws `digest-mismatch` where the leaf is not there.
 * `leaf` is the leaf's hash, `proof` comes from a stranger.
 */
export function checkInclusion(
  proof: readonly Digest[],
  index: number,
  leaf: Digest,
  size: number,
  root: Digest,
): void {
  const at = `inclusion of entry ${index} in ${size}`;
  if (!isIndex(index) || !isIndex(size) || index >= size)
    refuse("digest-mismatch", at, "there is no such entry in a tree of this size", REMEDY);
  if (![leaf, root, ...proof].every(isDigest)) refuse("digest-mismatch", at, "not all are digests", REMEDY);
  let [fn, sn] = [index, size - 1];
  let hash = leaf;
  for (const step of proof) {
    if (sn === 0) refuse("digest-mismatch", at, "the proof is too long", REMEDY);
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = nodeHash(hash, step);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  if (sn !== 0) refuse("digest-mismatch", at, "the proof is too short", REMEDY);
  if (hash !== root)
    refuse("digest-mismatch", at, `the proof leads to ${hash}, not to the root ${root}`, REMEDY);
}

/**
 * Holds a consistency proof against both roots (RFC 9162 §2.1.4.2); throws `digest-mismatch` where the larger tree
 * does not continue the smaller one: history was rewritten, or the log forked. An empty old tree is continued by
 * every tree, but its root must be the root of nothing.
 */
export function checkConsistency(
  proof: readonly Digest[],
  old: number,
  oldRoot: Digest,
  size: number,
  root: Digest,
): void {
  const at = `consistency of ${old} with ${size} entries`;
  const wrong: (problem: string) => never = (problem) => refuse("digest-mismatch", at, problem, REMEDY);
  if (!isIndex(old) || !isIndex(size) || old > size) wrong("the log holds less than it did");
  if (![oldRoot, root, ...proof].every(isDigest)) wrong("not all are digests");
  if (old === 0 || old === size) {
    if (proof.length > 0) wrong("the proof is too long");
    const expected = old === 0 ? EMPTY_ROOT : root;
    if (oldRoot !== expected) wrong(`the earlier root is ${oldRoot}, the log now says ${expected}`);
    if (size === 0 && root !== EMPTY_ROOT) wrong(`the root of no entries is not ${root}`);
    return;
  }
  let [fn, sn] = [old - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  // A complete old tree is itself the first node of the proof, and is not sent.
  const [first, ...steps] = fn === 0 ? [oldRoot, ...proof] : proof;
  if (first === undefined) wrong("the proof is too short");
  let [oldHash, hash] = [first, first];
  for (const step of steps) {
    if (sn === 0) wrong("the proof is too long");
    if (fn % 2 === 1 || fn === sn) {
      oldHash = nodeHash(step, oldHash);
      hash = nodeHash(step, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else hash = nodeHash(hash, step);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  if (sn !== 0) wrong("the proof is too short");
  if (oldHash !== oldRoot) wrong(`the proof starts at ${oldHash}, the earlier root is ${oldRoot}`);
  if (hash !== root) wrong(`the proof leads to ${hash}, the root is ${root}`);
}

function isIndex(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
