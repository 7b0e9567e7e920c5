import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Digest, leafHash, nodeHash } from "../base/hash";
import {
  checkConsistency,
  checkInclusion,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  frontierNodes,
  grow,
  type NodeId,
  proveConsistency,
  proveInclusion,
  type ReadNodes,
  rootOf,
  treeRoot,
} from "./tree";

const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (b) => Number.parseInt(b, 16));

/** The leaves and roots of the Certificate Transparency reference implementation, for 0 to 8 leaves. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const N0 = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
const N23 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
const N4567 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
const N4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
const N45 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
const N67 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";

/** MTH of RFC 6962 §2.1 word for word: slow, and nothing like the code under test. */
function naive(leaves: readonly Digest[]): Digest {
  const [only] = leaves;
  if (only === undefined) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(naive(leaves.slice(0, k)), naive(leaves.slice(k)));
}

/** Reads complete subtrees of these leaves as a store would hold them: by the nodes that `grow` handed out. */
function store(leaves: readonly Digest[]): ReadNodes {
  const kept = new Map<string, Digest>();
  let frontier = EMPTY_FRONTIER;
  for (const leaf of leaves) {
    const grown = grow(frontier, leaf);
    for (const { level, index, hash } of grown.nodes) kept.set(`${level}/${index}`, hash);
    frontier = grown.frontier;
  }
  return async (nodes: readonly NodeId[]) =>
    nodes.map(({ level, index }) => {
      const hash = kept.get(`${level}/${index}`);
      if (!hash) throw new Error(`node ${level}/${index} was never complete`);
      return hash;
    });
}

const SIZE = 128;
const leaves = Array.from({ length: SIZE }, (_, i) => leafHash(`entry ${i}`));
const roots = Array.from({ length: SIZE + 1 }, (_, n) => naive(leaves.slice(0, n)));
const read = store(leaves);
const rootAt = (n: number) => roots[n] ?? "";
const leafAt = (n: number) => leaves[n] ?? "";

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (String(error).includes("digest-mismatch")) return false;
    throw error;
  }
}

describe("the tree of RFC 6962", () => {
  const published = LEAVES.map((leaf) => leafHash(hex(leaf)));

  it("has the published roots for 0 to 8 leaves", () => {
    expect(ROOTS.map((_, n) => treeRoot(published.slice(0, n)))).toEqual(ROOTS);
  });

  it("has the published proofs", async () => {
    const read = store(published);
    expect(await proveInclusion(0, 8, read)).toEqual([N0, N23, N4567]);
    expect(await proveInclusion(5, 8, read)).toEqual([N4, N67, ROOTS[4]]);
    expect(await proveInclusion(2, 3, read)).toEqual([ROOTS[2]]);
    expect(await proveInclusion(1, 5, read)).toEqual([ROOTS[1], N23, N4]);
    expect(await proveConsistency(1, 1, read)).toEqual([]);
    expect(await proveConsistency(1, 8, read)).toEqual([N0, N23, N4567]);
    expect(await proveConsistency(6, 8, read)).toEqual([N45, N67, ROOTS[4]]);
    expect(await proveConsistency(2, 5, read)).toEqual([N23, N4]);
  });

  it("grows like the naive tree, and its frontier is what a store can read", async () => {
    let frontier = EMPTY_FRONTIER;
    for (let n = 0; n <= SIZE; n++) {
      expect(rootOf(frontier)).toBe(rootAt(n));
      expect(await read(frontierNodes(n))).toEqual(frontier.hashes);
      frontier = grow(frontier, leafHash(`entry ${n}`)).frontier;
    }
  });

  it(`proves every leaf of every tree up to ${SIZE}, and that leaf alone`, async () => {
    for (let size = 1; size <= SIZE; size++)
      for (let i = 0; i < size; i++) {
        const proof = await proveInclusion(i, size, read);
        checkInclusion(proof, i, leafAt(i), size, rootAt(size));
        const other = (i + 1) % SIZE;
        expect(holds(() => checkInclusion(proof, i, leafAt(other), size, rootAt(size)))).toBe(false);
        expect(holds(() => checkInclusion(proof, i, leafAt(i), size, rootAt(size - 1)))).toBe(false);
        if (size > 1)
          expect(holds(() => checkInclusion(proof, (i + 1) % size, leafAt(i), size, rootAt(size)))).toBe(
            false,
          );
      }
  });

  it("proves every pair of trees consistent, and no rewritten one", async () => {
    const rewritten = leaves.with(0, leafHash("another first entry"));
    const forged = Array.from({ length: SIZE + 1 }, (_, n) => naive(rewritten.slice(0, n)));
    for (let size = 0; size <= SIZE; size++)
      for (let old = 0; old <= size; old++) {
        const proof = await proveConsistency(old, size, read);
        checkConsistency(proof, old, rootAt(old), size, rootAt(size));
        if (old === 0) continue;
        expect(holds(() => checkConsistency(proof, old, forged[old] ?? "", size, rootAt(size)))).toBe(false);
        expect(holds(() => checkConsistency(proof, old, rootAt(old), size, forged[size] ?? ""))).toBe(false);
      }
  });

  it("accepts no proof that was cut, lengthened, altered or reordered", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.nat(10), async (a, b, at) => {
        const [old, size] = [Math.min(a, b) + 1, Math.max(a, b) + 1];
        const inclusion = await proveInclusion(old - 1, size, read);
        const consistency = await proveConsistency(old, size, read);
        for (const [proof, check] of [
          [inclusion, (p: Digest[]) => checkInclusion(p, old - 1, leafAt(old - 1), size, rootAt(size))],
          [consistency, (p: Digest[]) => checkConsistency(p, old, rootAt(old), size, rootAt(size))],
        ] as const) {
          expect(holds(() => check(proof))).toBe(true);
          const bad = [
            [...proof, leafAt(0)],
            [leafAt(0), ...proof],
            [...proof, ...proof, "not a digest"],
          ];
          if (proof.length > 0) {
            const i = at % proof.length;
            bad.push(proof.slice(1), proof.slice(0, -1), proof.with(i, leafHash("x")), proof.with(i, "zz"));
          }
          if (proof.length > 1) bad.push(proof.toReversed());
          for (const p of bad)
            expect(
              holds(() => check(p)),
              JSON.stringify([old, size, p]),
            ).toBe(false);
        }
      }),
    );
  });

  it("agrees with the naive tree over any leaves", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string(), { minLength: 1, maxLength: 300 }),
        fc.nat(),
        async (texts, n) => {
          const hashes = texts.map((text) => leafHash(text));
          const old = n % (hashes.length + 1);
          expect(treeRoot(hashes)).toBe(naive(hashes));
          const proof = await proveConsistency(old, hashes.length, store(hashes));
          checkConsistency(proof, old, naive(hashes.slice(0, old)), hashes.length, naive(hashes));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("has no root for entries that are not there", () => {
    expect(holds(() => checkInclusion([], 0, leafAt(0), 0, EMPTY_ROOT))).toBe(false);
    expect(holds(() => checkInclusion([], 1, leafAt(0), 1, leafAt(0)))).toBe(false);
    expect(holds(() => checkInclusion([], -1, leafAt(0), 1, leafAt(0)))).toBe(false);
    expect(holds(() => checkConsistency([], 0, leafAt(0), 1, leafAt(0)))).toBe(false);
    expect(holds(() => checkConsistency([], 0, leafAt(0), 0, leafAt(0)))).toBe(false);
    expect(holds(() => checkConsistency([], 2, rootAt(2), 1, rootAt(1)))).toBe(false);
    expect(holds(() => checkConsistency([], 1, rootAt(1), 2, rootAt(2)))).toBe(false);
    expect(holds(() => checkConsistency([], 2, rootAt(2), 2, rootAt(3)))).toBe(false);
  });
});
