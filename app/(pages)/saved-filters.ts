import { z } from "zod";

/** A search that somebody named. Kept by the browser, so that a list of runs needs no more than its URL and a cookie. */
export interface SavedFilter {
  readonly name: string;
  readonly q: string;
}

export const FILTERS_COOKIE = "notouch-filters";
/** A cookie holds about 4,000 bytes, and so much of it may be percent signs. */
const MOST_BYTES = 3500;

const stored = z.array(z.object({ name: z.string().min(1).max(40), q: z.string().min(1).max(200) }));

/** What the cookie holds; anything that is no list of filters is none. */
export function parseFilters(cookie: string | undefined): readonly SavedFilter[] {
  if (cookie === undefined) return [];
  try {
    return stored.parse(JSON.parse(cookie));
  } catch {
    return [];
  }
}

/** With one more at the end, or another search under a name that is there; the oldest go where there is no room. */
export function withFilter(filters: readonly SavedFilter[], filter: SavedFilter): readonly SavedFilter[] {
  const name = filter.name.trim().slice(0, 40);
  const q = filter.q.trim().slice(0, 200);
  if (name === "" || q === "") return filters;
  let kept = [...filters.filter((f) => f.name !== name), { name, q }];
  while (kept.length > 1 && encodeURIComponent(JSON.stringify(kept)).length > MOST_BYTES)
    kept = kept.slice(1);
  return kept;
}

export function withoutFilter(filters: readonly SavedFilter[], name: string): readonly SavedFilter[] {
  return filters.filter((f) => f.name !== name);
}
