import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { isLanguage, type Language } from "@/app/_ui/words/language";

/**
 * A ticket lets this server's own browser open one packet, once, for some seconds, in the language of whoever asked.
 * It is made for a person who may read the run, and carries no session: whoever found it in a list of processes
 * would come too late. The key lives and dies with this process; Next loads this module once per bundle.
 */
const KEY = Symbol.for("notouch.print");
const holder = globalThis as { [KEY]?: { readonly key: Buffer; readonly used: Map<string, Use> } };

/** Milliseconds until which a used ticket is remembered, and whether a whole packet came of it. */
interface Use {
  readonly until: number;
  whole: boolean;
}

const LIFE_MS = 60_000;

function print() {
  holder[KEY] ??= { key: randomBytes(32), used: new Map() };
  return holder[KEY];
}

function sign(text: string): Buffer {
  return createHmac("sha256", print().key).update(text).digest();
}

/** `expiry.language.nonce.signature`, for `slug` alone. `now` in milliseconds. */
export function issueTicket(slug: string, language: Language, now: number): string {
  const said = `${now + LIFE_MS}.${language}.${randomBytes(12).toString("base64url")}`;
  return `${said}.${sign(`${slug}\n${said}`).toString("base64url")}`;
}

/** The language that a good ticket asks for, which is used up by this; null for any other. */
export function redeemTicket(slug: string, ticket: string | undefined, now: number): Language | null {
  const [expiry, language, nonce, signature, ...more] = (ticket ?? "").split(".");
  if (nonce === undefined || signature === undefined || more.length > 0) return null;
  const given = Buffer.from(signature, "base64url");
  const due = sign(`${slug}\n${expiry}.${language}.${nonce}`);
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null;
  if (!(Number(expiry) > now) || !isLanguage(language)) return null;
  const { used } = print();
  for (const [old, use] of used) if (use.until + LIFE_MS <= now) used.delete(old);
  if (used.has(nonce)) return null;
  used.set(nonce, { until: Number(expiry), whole: false });
  return language;
}

/** Said by the page once it has everything that it shows: a browser prints an error page just as well. */
export function markWhole(ticket: string): void {
  const use = print().used.get(ticket.split(".")[2] ?? "");
  if (use) use.whole = true;
}

export function isWhole(ticket: string): boolean {
  return print().used.get(ticket.split(".")[2] ?? "")?.whole ?? false;
}
