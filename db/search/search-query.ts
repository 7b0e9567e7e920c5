/**
 *   query  = *(token / word), separated by white space; a value with spaces stands in double quotes
 *   token  = "key:" key / "table:" name / "run:" slug / "by:" username / "digest:" hex / "fopen:" 1*2DIGIT
 *          / "on:" date / "since:" date / "until:" date
 *   date   = YYYY-MM-DD, a day of UTC; "until" includes it
 *
 * Everything narrows. A word that is a digest, a date or `F-OPEN-n` is read as that token; any other word is looked for
 * in names and texts, and at the beginning of row keys.
 */
export interface SearchQuery {
  readonly words: readonly string[];
  readonly keys: readonly string[];
  readonly tables: readonly string[];
  readonly runs: readonly string[];
  readonly people: readonly string[];
  /** Hexadecimal digits, at least 8 of them: the beginning of a digest. */
  readonly digests: readonly string[];
  readonly failOpen: readonly string[];
  /** From this moment on, and before that one. */
  readonly since: Date | null;
  readonly until: Date | null;
}

const MOST_PARTS = 20;
const DAY_MS = 86_400_000;

export function parseSearch(text: string): SearchQuery {
  const query = {
    words: [] as string[],
    keys: [] as string[],
    tables: [] as string[],
    runs: [] as string[],
    people: [] as string[],
    digests: [] as string[],
    failOpen: [] as string[],
    since: null as Date | null,
    until: null as Date | null,
  };
  const between = (from: Date | null, to: Date | null) => {
    if (from && (query.since === null || from > query.since)) query.since = from;
    if (to && (query.until === null || to < query.until)) query.until = to;
  };
  for (const part of partsOf(text).slice(0, MOST_PARTS)) {
    const { name, value } = tokenOf(part);
    const day = dayOf(value);
    const digest = /^(?:sha256:)?([0-9a-f]{8,64})$/i.exec(value)?.[1]?.toLowerCase();
    const code = /^(?:F-OPEN-)?(\d{1,2})$/i.exec(value)?.[1];
    if (name === "key") query.keys.push(value);
    else if (name === "table") query.tables.push(value);
    else if (name === "run") query.runs.push(value);
    else if (name === "by") query.people.push(value.toLowerCase());
    else if (name === "digest" && digest) query.digests.push(digest);
    else if (name === "fopen" && code) query.failOpen.push(`F-OPEN-${code}`);
    else if (name === "on" && day) between(day, nextDay(day));
    else if (name === "since" && day) between(day, null);
    else if (name === "until" && day) between(null, nextDay(day));
    else if (name === "word" && /^(sha256:)?[0-9a-f]{64}$/i.test(value) && digest) query.digests.push(digest);
    else if (name === "word" && /^F-OPEN-\d{1,2}$/i.test(value) && code)
      query.failOpen.push(`F-OPEN-${code}`);
    else if (name === "word" && day) between(day, nextDay(day));
    // A token that cannot be read is looked for as it stands: it finds little, and never more than was asked for.
    else query.words.push(name === "word" ? value : `${name}:${value}`);
  }
  return query;
}

const NAMES = ["key", "table", "run", "by", "digest", "fopen", "on", "since", "until"];

function tokenOf({ text, quoted }: Part): { name: string; value: string } {
  const colon = text.indexOf(":");
  const name = text.slice(0, colon).toLowerCase();
  const value = text.slice(colon + 1);
  return colon > 0 && !quoted && NAMES.includes(name) && value !== ""
    ? { name, value }
    : { name: "word", value: text };
}

interface Part {
  readonly text: string;
  /** The whole part stood in quotes, so that a colon in it names no token. */
  readonly quoted: boolean;
}

function partsOf(text: string): Part[] {
  return [...text.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)]
    .map(([part]) => ({ text: part.replaceAll('"', ""), quoted: part.startsWith('"') }))
    .filter((part) => part.text !== "");
}

function dayOf(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00.000Z`);
  return Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text) ? null : day;
}

function nextDay(day: Date): Date {
  return new Date(day.getTime() + DAY_MS);
}

/** Nothing was asked, so nothing is found: an empty search is no question about everything. */
export function isEmptySearch(query: SearchQuery): boolean {
  return Object.values(query).every((part) => part === null || (Array.isArray(part) && part.length === 0));
}
