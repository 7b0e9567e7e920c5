/** A setting that a capture fixes for the transaction that reads. */
export interface Pin {
  /** As `SHOW` prints it. */
  readonly value: string;
  /** What `SET` takes, where that is something else. */
  readonly set?: string;
  readonly why: string;
}

const PRINTED = "the text of a value must depend on the value alone";
const WALK = "a page is a walk along the key's index: no sort, so no temporary file on production";

/**
 * Every setting that is pinned, and why. All of them are set inside the transaction that reads and end with it, for a
 * pooler may hand the connection to somebody else the moment that it is over.
 */
export const PINS: Readonly<Record<string, Pin>> = {
  TimeZone: { value: "UTC", why: PRINTED },
  DateStyle: { value: "ISO, MDY", why: PRINTED },
  IntervalStyle: { value: "iso_8601", why: PRINTED },
  bytea_output: { value: "hex", why: PRINTED },
  extra_float_digits: { value: "1", why: PRINTED },
  client_encoding: { value: "UTF8", why: PRINTED },
  search_path: { value: '""', set: "", why: "nobody may put another object under a known name" },
  row_security: { value: "off", why: "a policy that hides rows must be an error" },
  standard_conforming_strings: { value: "on", why: "a backslash in a literal is a backslash" },
  lock_timeout: { value: "3s", why: "a capture waits for nobody, and nobody for it" },
  application_name: { value: "notouch", why: "whoever looks at production sees who reads" },
  stats_fetch_consistency: { value: "none", why: "write counters are read as they stand now" },
  enable_sort: { value: "off", why: WALK },
  enable_incremental_sort: { value: "off", why: WALK },
  enable_bitmapscan: { value: "off", why: WALK },
  enable_hashagg: { value: "on", why: WALK },
  max_parallel_workers_per_gather: { value: "0", why: "one process of production's is enough" },
  jit: { value: "off", why: "short statements gain nothing from being compiled" },
};

/** What BEGIN asked for, held against the server's word together with the pins. */
const BEGUN: Readonly<Record<string, string>> = {
  transaction_isolation: "repeatable read",
  transaction_read_only: "on",
};

export const EXPECTED: Readonly<Record<string, string>> = {
  ...BEGUN,
  ...Object.fromEntries(Object.entries(PINS).map(([name, pin]) => [name, pin.value])),
};

/**
 * One message that begins a transaction and pins everything in it. Neither BEGIN nor SET LOCAL takes a snapshot, so
 * that locks can still come before it.
 */
export const BEGIN_PINNED = [
  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
  ...Object.entries(PINS).map(([name, { value, set }]) => `SET LOCAL ${name} = '${set ?? value}'`),
].join("; ");
