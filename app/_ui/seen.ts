/**
 * Which changes somebody has looked at, as positions in a verdict's row diff. Kept as ranges, so that a hundred
 * thousand of them are one short text: `1-20,25`.
 */
export function parseSeen(text: string | null): Set<number> {
  const seen = new Set<number>();
  for (const range of (text ?? "").split(",")) {
    const [, from, to] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(range) ?? [];
    if (from === undefined) continue;
    const last = Number(to ?? from);
    // A text that somebody altered may not make the page count for ever.
    if (last - Number(from) > 2_000_000) continue;
    for (let n = Number(from); n <= last; n++) seen.add(n);
  }
  return seen;
}

export function formatSeen(seen: ReadonlySet<number>): string {
  const ranges: string[] = [];
  let from: number | null = null;
  let last = 0;
  for (const n of [...seen].sort((a, b) => a - b)) {
    if (from !== null && n === last + 1) {
      last = n;
      continue;
    }
    if (from !== null) ranges.push(from === last ? `${from}` : `${from}-${last}`);
    from = n;
    last = n;
  }
  if (from !== null) ranges.push(from === last ? `${from}` : `${from}-${last}`);
  return ranges.join(",");
}
