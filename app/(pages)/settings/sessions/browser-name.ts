import type { SessionsWords } from "./sessions-words";

const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** A browser by the names that people use; the first match wins, because each newer one also names the older. */
export function browserName(userAgent: string | null, words: SessionsWords): string {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([part]) => userAgent?.includes(part))?.[1];
  const browser = find(BROWSERS);
  const system = find(SYSTEMS);
  if (browser === undefined) return userAgent?.slice(0, 60) || words.unknown;
  return system === undefined ? browser : words.on(browser, system);
}
