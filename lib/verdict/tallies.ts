import { BUCKETS, type Bucket, type Tally } from "../claims/facts";
import type { Classified } from "./classify";

/** Keys that a tally keeps by name; the count goes on. */
const NAMED_KEYS = 20;

/** What the differing rows of a table amount to, bucket by bucket. */
export class Tallies {
  readonly #tallies = new Map<Bucket, { count: number; keys: string[]; staging: number }>();

  add(change: Classified): void {
    for (const bucket of change.buckets) {
      const tally = this.#tallies.get(bucket) ?? { count: 0, keys: [], staging: 0 };
      tally.count++;
      if (change.stagingKey !== null) tally.staging++;
      if (tally.keys.length < NAMED_KEYS) tally.keys.push(change.label);
      this.#tallies.set(bucket, tally);
    }
  }

  all(): Record<Bucket, Tally> {
    const none: Tally = { count: 0, keys: [], staging: 0 };
    return Object.fromEntries(BUCKETS.map((b) => [b, this.#tallies.get(b) ?? none])) as Record<Bucket, Tally>;
  }
}
