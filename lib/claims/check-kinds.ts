import type { ClaimId } from "./catalog";

/**
 * Kinds of checks by claim: the one list of them. A sheet takes no other, and the screens explain each of these in
 * every language, so that a check without an explanation does not compile.
 */
export const CHECK_KINDS = {
  "NT-1": ["count", "checksum", "rows", "inserted", "columns"],
  "NT-2": ["count", "checksum", "gained", "lost", "inserted", "columns"],
  "NT-3": ["count", "checksum", "rows", "deleted", "inserted", "columns"],
  "NT-4": ["count", "staging-keys", "unexplained", "events"],
  "NT-5": ["count", "checksum"],
  "NT-6": ["certifications", "certifier", "separation", "capability"],
  "NT-7": [
    "inventory",
    "residue",
    "rows",
    "after-run",
    "counters",
    "catalog",
    "statistics",
    "rewritten",
    "coverage",
  ],
  "NT-8": ["figures", "evidence", "declared", "report", "self-test"],
} as const satisfies Readonly<Record<ClaimId, readonly string[]>>;

export type CheckKind<C extends ClaimId> = (typeof CHECK_KINDS)[C][number];

/** A check within its claim: its kind and, where there are several, the table, column, phase or claim behind it. */
export type CheckName<C extends ClaimId> = CheckKind<C> | `${CheckKind<C>}.${string}`;
