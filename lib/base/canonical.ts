import canonicalize from "canonicalize";
import { invariant, Refusal, refuse } from "./refusal";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const REMEDY = "Send the bytes exactly as notouch wrote them: canonical JSON (RFC 8785) in UTF-8.";
const MAX_DEPTH = 32;

/** RFC 8785 text of a JSON value. Throws on what JSON cannot hold (undefined, NaN, functions, lone surrogates). */
export function canonicalJson(value: unknown): string {
  assertJson(value, "$", 0);
  const text = canonicalize(value);
  invariant(typeof text === "string", "canonicalize returned nothing for a JSON value");
  return text;
}

/** UTF-8 text without byte order mark, NUL or lone surrogate; `bad-encoding` otherwise. */
export function decodeUtf8(bytes: Uint8Array, at: string): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse("bad-encoding", at, "not valid UTF-8", REMEDY);
  }
  if (text.startsWith("\uFEFF")) refuse("bad-encoding", at, "starts with a byte order mark", REMEDY);
  if (text.includes("\0")) refuse("bad-encoding", at, "contains a NUL byte", REMEDY);
  return text;
}

/**
 * Reads canonical JSON and nothing else. Comparing with the re-serialization refuses duplicate keys,
 * reordered keys, other number forms and white space in one stroke: the bytes are the record.
 */
export function parseCanonical(bytes: Uint8Array, at: string): Json {
  const text = decodeUtf8(bytes, at);
  const value = parseJson(text, at);
  if (canonicalJson(value) !== text) refuse("malformed-json", at, "not canonical JSON (RFC 8785)", REMEDY);
  return value;
}

/** Reads any JSON text strictly: bounded depth, no `__proto__`, no number that JavaScript would round. */
export function parseJson(text: string, at: string): Json {
  let value: unknown;
  try {
    assertShallow(text, at);
    value = JSON.parse(text);
    assertJson(value, at, 0);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse("malformed-json", at, error instanceof Error ? error.message : "unreadable", REMEDY);
  }
  return value as Json;
}

/** Depth is bounded on the text, before a parser recurses over what a stranger sent. */
function assertShallow(text: string, at: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > MAX_DEPTH) refuse("malformed-json", at, `nested deeper than ${MAX_DEPTH}`, REMEDY);
    } else if (c === 0x5d || c === 0x7d) depth--;
  }
}

function assertJson(value: unknown, at: string, depth: number): asserts value is Json {
  if (depth > MAX_DEPTH) refuse("malformed-json", at, `nested deeper than ${MAX_DEPTH}`, REMEDY);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") {
    if (!value.isWellFormed()) refuse("bad-encoding", at, "lone surrogate", REMEDY);
    if (value.includes("\0")) refuse("bad-encoding", at, "contains U+0000", REMEDY);
    return;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) refuse("malformed-json", at, "number out of range", REMEDY);
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      refuse("malformed-json", at, "integer beyond 2^53: large numbers travel as text", REMEDY);
    return;
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) assertJson(item, `${at}[${i}]`, depth + 1);
    return;
  }
  if (typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (key === "__proto__") refuse("malformed-json", at, "key __proto__", REMEDY);
      if (!key.isWellFormed()) refuse("bad-encoding", at, "lone surrogate in a key", REMEDY);
      assertJson(item, `${at}.${key}`, depth + 1);
    }
    return;
  }
  refuse("malformed-json", at, `${typeof value} is not JSON`, REMEDY);
}
