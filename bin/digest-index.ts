import type { Digest } from "@/lib/base/hash";
import { invariant } from "@/lib/base/refusal";

/** Where a member's data lies in a file. */
export interface Place {
  readonly offset: number;
  readonly size: number;
}

const EMPTY = 0xffffffff;

/**
 * Digests and where their bytes lie, 28 bytes an entry: a hundred million rows have 800,000 chunks, which as
 * JavaScript strings would not fit. Open addressing with linear probing over the first 128 bits of the digest;
 * two different contents that share those would make the evidence refuse to verify, never pass wrongly.
 */
export class DigestIndex {
  #size = 0;
  #capacity = 1 << 12;
  #keys = new Uint32Array(this.#capacity * 4);
  #offsets = new Float64Array(this.#capacity);
  #sizes = new Uint32Array(this.#capacity).fill(EMPTY);

  get size(): number {
    return this.#size;
  }

  /** False where the digest was there already; its place then stays what it was. */
  add(digest: Digest, place: Place): boolean {
    invariant(place.size < EMPTY, "a member below 4 GiB");
    if (this.#size * 10 > this.#capacity * 6) this.#grow();
    const words = wordsOf(digest);
    const slot = this.#find(words);
    if (this.#sizes[slot] !== EMPTY) return false;
    this.#keys.set(words, slot * 4);
    this.#offsets[slot] = place.offset;
    this.#sizes[slot] = place.size;
    this.#size++;
    return true;
  }

  get(digest: Digest): Place | null {
    const slot = this.#find(wordsOf(digest));
    const size = this.#sizes[slot] ?? EMPTY;
    return size === EMPTY ? null : { offset: this.#offsets[slot] ?? 0, size };
  }

  #find(words: Words): number {
    const mask = this.#capacity - 1;
    for (let slot = words[0] & mask; ; slot = (slot + 1) & mask) {
      if (this.#sizes[slot] === EMPTY) return slot;
      const at = slot * 4;
      if (
        this.#keys[at] === words[0] &&
        this.#keys[at + 1] === words[1] &&
        this.#keys[at + 2] === words[2] &&
        this.#keys[at + 3] === words[3]
      )
        return slot;
    }
  }

  #grow(): void {
    const [keys, offsets, sizes] = [this.#keys, this.#offsets, this.#sizes];
    this.#capacity *= 2;
    this.#keys = new Uint32Array(this.#capacity * 4);
    this.#offsets = new Float64Array(this.#capacity);
    this.#sizes = new Uint32Array(this.#capacity).fill(EMPTY);
    for (let i = 0; i < sizes.length; i++) {
      const size = sizes[i] ?? EMPTY;
      if (size === EMPTY) continue;
      const words: Words = [
        keys[i * 4] ?? 0,
        keys[i * 4 + 1] ?? 0,
        keys[i * 4 + 2] ?? 0,
        keys[i * 4 + 3] ?? 0,
      ];
      const slot = this.#find(words);
      this.#keys.set(words, slot * 4);
      this.#offsets[slot] = offsets[i] ?? 0;
      this.#sizes[slot] = size;
    }
  }
}

type Words = readonly [number, number, number, number];

function wordsOf(digest: Digest): Words {
  const word = (at: number) => Number.parseInt(digest.slice(at, at + 8), 16);
  return [word(0), word(8), word(16), word(24)];
}
