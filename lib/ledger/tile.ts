import { type Digest, digestBytes } from "../base/hash";
import { invariant, refuse } from "../base/refusal";
import type { NodeId } from "./tree";

/**
 * The log as files that can be fetched and kept (C2SP tlog-tiles):
 *
 *   path  = ( level / "entries" ) "/" index [ ".p/" width ]
 *   index = *( "x" 3DIGIT "/" ) 3DIGIT            1234067 is x001/x234/067
 *
 * A tile of level l holds up to 256 hashes of complete subtrees of 256^l leaves; `entries` holds the leaves' texts,
 * each after its length as two bytes. A partial tile names its width and never changes; the full one replaces it.
 */
export interface Tile {
  readonly level: number | "entries";
  readonly index: number;
  /** 1 to 256. */
  readonly width: number;
}

const FULL = 256;
const PATH = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

export function formatTilePath({ level, index, width }: Tile): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  const parts = digits.match(/.{3}/g) ?? [];
  const path = parts.map((part, i) => (i < parts.length - 1 ? `x${part}` : part)).join("/");
  return `${level}/${path}${width === FULL ? "" : `.p/${width}`}`;
}

/** null for anything but a path that `formatTilePath` writes: a resource has one name. */
export function parseTilePath(path: string): Tile | null {
  const [, level = "", index = "", width] = PATH.exec(path) ?? [];
  if (level === "") return null;
  const tile: Tile = {
    level: level === "entries" ? level : Number(level),
    index: Number(index.replace(/[x/]/g, "")),
    width: width === undefined ? FULL : Number(width),
  };
  const sound = tile.width <= FULL && (tile.level === "entries" || tile.level <= 63);
  return sound && Number.isSafeInteger(tile.index * FULL) && formatTilePath(tile) === path ? tile : null;
}

/** Whether a tree of `size` leaves has all of this tile. */
export function hasTile({ level, index, width }: Tile, size: number): boolean {
  return (index * FULL + width) * FULL ** (level === "entries" ? 0 : level) <= size;
}

/** The subtrees whose hashes, one after the other, are the tile. */
export function tileNodes({ level, index, width }: Tile): NodeId[] {
  invariant(level !== "entries", "entries are not hashes");
  return Array.from({ length: width }, (_, i) => ({ level: level * 8, index: index * FULL + i }));
}

/** The leaves of an `entries` tile: the first and how many. */
export function tileEntries({ index, width }: Tile): { readonly first: number; readonly count: number } {
  return { first: index * FULL, count: width };
}

export function formatTile(hashes: readonly Digest[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * 32);
  hashes.forEach((hash, i) => {
    bytes.set(digestBytes(hash), i * 32);
  });
  return bytes;
}

/** Most bytes of UTF-8 that one entry may have, so that every entry fits into a bundle. */
export const ENTRY_LIMIT = 0xffff;

export function formatEntryBundle(texts: readonly string[]): Uint8Array {
  const entries = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    invariant(entry.length <= ENTRY_LIMIT, `an entry of ${entry.length} bytes fits no bundle`);
    bytes.set([entry.length >> 8, entry.length & 0xff], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** The entries' texts as bytes; `bad-archive` where a length leads past the end. */
export function parseEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (end > bytes.length) refuse("bad-archive", `byte ${at}`, "cut off inside an entry", "Fetch it again.");
    entries.push(bytes.slice(at + 2, end));
    at = end;
  }
  return entries;
}
