/**
 * Rows exactly as `COPY … TO STDOUT` writes them in text format (PostgreSQL manual, COPY, "Text Format"):
 *
 *   row   = field *(TAB field) LF          ; key columns first, then the others in attribute order
 *   field = "\N" / *(octet / escape)       ; "\N" is NULL and differs from "" and from "\\N"
 *   escape = "\" ("b" / "f" / "n" / "r" / "t" / "v" / "\")
 *
 * Bytes are compared and hashed as received. Decoding happens only to show a value or to read its meaning.
 */
const TAB = 9;
const LF = 10;

/** The raw fields of one row, without the line feed. `\N` stays `\N`: raw text tells NULL from everything else. */
export type RawFields = readonly string[];

export function splitRow(line: string): RawFields {
  return line.split("\t");
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The value of a raw field: null for NULL, else the text that PostgreSQL holds. */
export function fieldValue(raw: string): string | null {
  if (raw === "\\N") return null;
  if (!raw.includes("\\")) return raw;
  return raw.replace(/\\(.)/gs, (_, c: string) => ESCAPES[c] ?? c);
}

/** End (exclusive) of the key at the start of the row that begins at `from`: after `columns` fields. */
export function keyEnd(bytes: Uint8Array, from: number, rowEnd: number, columns: number): number {
  if (columns === 0) return rowEnd;
  let left = columns;
  for (let i = from; i < rowEnd; i++) if (bytes[i] === TAB && --left === 0) return i;
  return rowEnd;
}

/** Index of the line feed that ends the row at `from`, or -1. */
export function rowEnd(bytes: Uint8Array, from: number): number {
  return bytes.indexOf(LF, from);
}

/**
 * 32-bit FNV-1a over the key's raw bytes, finished with MurmurHash3's fmix32 so that the low bits are even.
 * Not cryptographic: it decides where chunks and pages end and nothing else.
 */
export function keyHash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] ?? 0), 0x01000193);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
