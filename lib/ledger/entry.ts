import { z } from "zod";
import { canonicalJson, type Json, parseCanonical } from "../base/canonical";
import { type Digest, isDigest, leafHash } from "../base/hash";
import { Refusal, refuse } from "../base/refusal";

/** Every kind of thing that the ledger tells, and how it reads aloud. */
export const ENTRY_KINDS = {
  "run-created": "Run created",
  "evidence-recorded": "Evidence recorded",
  declared: "Result declared",
  "verdict-recorded": "Verdict recorded",
  decided: "Decision recorded",
  "register-changed": "Register changed",
  "gate-named": "Gate named for a run",
  "account-created": "Account created",
  "account-changed": "Account changed",
  invited: "Link made for an account",
  "invitation-withdrawn": "Link withdrawn",
  "webhook-added": "Webhook added",
  "webhook-removed": "Webhook removed",
  "mailbox-changed": "Letters to a person changed",
  "key-minted": "Key minted",
  "key-revoked": "Key revoked",
  "ledger-key": "Ledger key set",
  "signed-in": "Signed in",
  "signed-out": "Signed out",
  "sessions-ended": "Sessions ended",
  "sign-in-refused": "Sign-in refused",
  "step-up-refused": "Proof of presence refused",
  "factor-added": "Second factor enrolled",
  "factor-removed": "Second factor removed",
  "recovery-codes-made": "Recovery codes made",
  "recovery-code-used": "Recovery code used",
} as const;

export type EntryKind = keyof typeof ENTRY_KINDS;

export const ENTRY_KIND_NAMES = Object.keys(ENTRY_KINDS) as [EntryKind, ...EntryKind[]];

/** Kinds that tell of runs and of the register. Every other kind is the audit trail: who came, who was refused, who may what. */
const OF_RECORDS: readonly EntryKind[] = [
  "run-created",
  "evidence-recorded",
  "declared",
  "verdict-recorded",
  "decided",
  "register-changed",
  "gate-named",
];
export const AUDIT_KINDS: readonly EntryKind[] = ENTRY_KIND_NAMES.filter(
  (kind) => !OF_RECORDS.includes(kind),
);

/**
 * One entry of the ledger. Its text is canonical JSON (RFC 8785) of exactly these members:
 *
 *   entry = { actor, at, body, index, kind, previous, run }
 *
 *   index     0, 1, 2, … without a gap
 *   at        server clock, ISO 8601 UTC with milliseconds; order comes from `index`, never from the clock
 *   actor     username; `username#key-id` where an API key acted for its minter; `notouch` for the server itself;
 *             `anonymous` where nobody was signed in
 *   run       slug, or null
 *   body      what the kind needs
 *   previous  hash of the entry before, 64 zeros for the first
 *
 * The hash of an entry is the leaf hash of its text (RFC 6962 §2.1), so that the chain's links are also the
 * leaves of a Merkle tree over the same ledger.
 */
export interface Entry {
  readonly index: number;
  readonly at: string;
  readonly kind: EntryKind;
  readonly actor: string;
  readonly run: string | null;
  readonly body: { readonly [key: string]: Json };
  readonly previous: Digest;
}

export const NO_PREVIOUS: Digest = "0".repeat(64);
/** Actors that are no person; accounts may not take these names. */
export const SERVER_ACTOR = "notouch";
export const ANONYMOUS_ACTOR = "anonymous";

const REMEDY = "Export the ledger again; if it still disagrees, compare it with a checkpoint kept elsewhere.";

const entrySchema = z.strictObject({
  index: z.int().min(0),
  at: z.iso.datetime({ precision: 3 }),
  kind: z.enum(ENTRY_KIND_NAMES),
  actor: z.string().min(1).max(200),
  run: z.string().nullable(),
  body: z.record(z.string(), z.json()),
  previous: z.string().refine(isDigest, "64 lowercase hexadecimal digits"),
});

export function formatEntry(entry: Entry): string {
  return canonicalJson(entry);
}

/** Reads one entry's text. `malformed-json` for anything but the bytes that `formatEntry` writes. */
export function parseEntry(text: string, at = "entry"): Entry {
  const parsed = entrySchema.safeParse(parseCanonical(new TextEncoder().encode(text), at));
  if (parsed.success) return parsed.data as Entry;
  throw new Refusal(
    "malformed-json",
    parsed.error.issues.map((i) => ({ at: `${at} ${i.path.join(".")}`, problem: i.message })),
    REMEDY,
  );
}

export function entryHash(text: string): Digest {
  return leafHash(text);
}

/** Where a chain stands: how many entries it has and the hash of the last one. */
export interface ChainEnd {
  readonly size: number;
  readonly last: Digest;
}

export const EMPTY_CHAIN: ChainEnd = { size: 0, last: NO_PREVIOUS };

/** Holds the next entry against the chain so far; `digest-mismatch` where it does not continue it. */
export function checkEntry(text: string, end: ChainEnd): ChainEnd {
  const at = `entry ${end.size}`;
  const entry = parseEntry(text, at);
  if (entry.index !== end.size) refuse("count-mismatch", at, `its index is ${entry.index}`, REMEDY);
  if (entry.previous !== end.last)
    refuse("digest-mismatch", at, `it continues ${entry.previous}, the entry before is ${end.last}`, REMEDY);
  return { size: end.size + 1, last: entryHash(text) };
}

/** Walks entries in order from `from`; returns where the chain ends, or throws at the first broken link. */
export function checkChain(texts: Iterable<string>, from: ChainEnd = EMPTY_CHAIN): ChainEnd {
  let end = from;
  for (const text of texts) end = checkEntry(text, end);
  return end;
}
