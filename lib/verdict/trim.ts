import { commonPrefix, commonSuffix } from "#platform";

const LF = 10;

/** Two chunks without the whole rows that they share at their beginning and at their end. */
export interface Trimmed {
  readonly head: Uint8Array;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly tail: Uint8Array;
}

/**
 * Takes off what two chunks have in common at both ends, in whole rows. A chunk with one changed row leaves that row:
 * comparing bytes is far cheaper than taking rows apart.
 */
export function trimCommon(before: Uint8Array, after: Uint8Array): Trimmed {
  const shorter = Math.min(before.length, after.length);
  let head = commonPrefix(before, after, shorter);
  while (head > 0 && before[head - 1] !== LF) head--;
  let tail = commonSuffix(before, after, shorter - head);
  // The tail starts behind a line feed, or where what the head left of a side starts.
  const starts = (side: Uint8Array) => side.length - tail === head || side[side.length - tail - 1] === LF;
  while (tail > 0 && !(starts(before) && starts(after))) tail--;
  return {
    head: before.subarray(0, head),
    before: before.subarray(head, before.length - tail),
    after: after.subarray(head, after.length - tail),
    tail: before.subarray(before.length - tail),
  };
}

/** Rows of whole lines. */
export function countRows(bytes: Uint8Array): number {
  let rows = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) rows++;
  return rows;
}
