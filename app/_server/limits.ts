import { createHmac } from "node:crypto";
import { type AttemptLimit, countAttempt, forgetAttempts } from "@/db/identity/attempts";
import type { Db } from "@/db/store/client";
import { Problem } from "./api/problem";
import { authSecret } from "./secret";

const MINUTE = 60_000;

/** How often each thing may be tried. They are kept in the database: a restart and a second server change nothing. */
const LIMITS = {
  /** Wrong passwords of one name, whether or not there is such an account: both close alike. */
  password: { most: 10, windowMs: 15 * MINUTE },
  /** From one address: many names tried with few passwords each. */
  address: { most: 120, windowMs: MINUTE },
  /** Wrong codes of one person whose password was right. */
  code: { most: 5, windowMs: 15 * MINUTE },
  /** Opening a one-time link. */
  link: { most: 30, windowMs: MINUTE },
} as const satisfies Record<string, AttemptLimit>;

export type Limited = keyof typeof LIMITS;

/** The key hides the name that was typed: it may be a password in the wrong field. */
function keyOf(what: Limited, who: string): string {
  return createHmac("sha256", authSecret()).update(`limit\n${what}\n${who}`).digest("base64url");
}

export interface Attempt {
  readonly allowed: boolean;
  /** The first one over the limit; those after it say nothing new. */
  readonly closes: boolean;
}

/** Counts an attempt before it is looked at. */
export async function attempt(db: Db, what: Limited, who: string): Promise<Attempt> {
  const { most } = LIMITS[what];
  const count = await countAttempt(db, keyOf(what, who), LIMITS[what]);
  return { allowed: count <= most, closes: count === most + 1 };
}

export async function forgive(db: Db, what: Limited, who: string): Promise<void> {
  await forgetAttempts(db, keyOf(what, who));
}

/** `too-many-requests`, with the time to wait. */
export function tooMany(what: Limited): Problem {
  const seconds = LIMITS[what].windowMs / 1000;
  return new Problem(
    "too-many-requests",
    seconds > 60 ? `Wait ${seconds / 60} minutes, then try again.` : "Wait a minute, then try again.",
    [],
    { "retry-after": String(seconds) },
  );
}

/**
 * The address of whoever asks, as the nearest proxy saw it: the last entry of X-Forwarded-For. Without a proxy Next
 * writes the peer there, unless the client wrote something first: this limits the hasty, the limit by name the others.
 */
export function addressOf(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
