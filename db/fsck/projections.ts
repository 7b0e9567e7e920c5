import type { Entry, EntryKind } from "@/lib/ledger/entry";
import {
  decisions,
  declarations,
  evidences,
  gates,
  keys,
  passkeys,
  type RowSource,
  register,
  removals,
  revocations,
  runs,
  verdicts,
} from "./row-sources";

/**
 * How what an entry tells is found again in the database. A kind that is not here does not compile: whoever adds one
 * says how it is checked.
 */
export type Projection =
  /** Exactly one row is written with each entry (of those that `applies` names, and `others` says what the others are). */
  | {
      readonly as: "rows";
      readonly source: RowSource;
      readonly applies?: (body: Entry["body"]) => boolean;
      readonly others?: "accounts";
    }
  /** How accounts stand, and what opens them, follows from all these entries together: see `fsck-accounts.ts`. */
  | { readonly as: "accounts" }
  /** The chain of signing keys. */
  | { readonly as: "ledger-keys" }
  /** Told for its own sake; `why` there is nothing to compare it with. */
  | { readonly as: "nothing"; readonly why: string };

const ofPasskey = (body: Entry["body"]) => body.factor === "passkey";
const COMING = "who came and went is told by the ledger alone; sessions end and leave no row";
const NOTICES = "where notices go is state, on which no verdict and no decision rests";
const SECRET = "the row is a secret's digest, which is used up and replaced";

export const PROJECTIONS: Readonly<Record<EntryKind, Projection>> = {
  "run-created": { as: "rows", source: runs },
  "evidence-recorded": { as: "rows", source: evidences },
  declared: { as: "rows", source: declarations },
  "verdict-recorded": { as: "rows", source: verdicts },
  decided: { as: "rows", source: decisions },
  "register-changed": { as: "rows", source: register },
  "gate-named": { as: "rows", source: gates },
  "account-created": { as: "accounts" },
  "account-changed": { as: "accounts" },
  invited: { as: "nothing", why: SECRET },
  "invitation-withdrawn": { as: "nothing", why: SECRET },
  "key-minted": { as: "rows", source: keys },
  "key-revoked": { as: "rows", source: revocations },
  "ledger-key": { as: "ledger-keys" },
  "webhook-added": { as: "nothing", why: NOTICES },
  "webhook-removed": { as: "nothing", why: NOTICES },
  "mailbox-changed": { as: "nothing", why: NOTICES },
  "signed-in": { as: "nothing", why: COMING },
  "signed-out": { as: "nothing", why: COMING },
  "sessions-ended": { as: "nothing", why: COMING },
  "sign-in-refused": { as: "nothing", why: COMING },
  "step-up-refused": { as: "nothing", why: COMING },
  "factor-added": { as: "rows", source: passkeys, applies: ofPasskey, others: "accounts" },
  "factor-removed": { as: "rows", source: removals, applies: ofPasskey, others: "accounts" },
  "recovery-codes-made": { as: "accounts" },
  "recovery-code-used": { as: "accounts" },
};

/** The tables whose every row must be told by an entry. */
export const ROW_SOURCES: readonly RowSource[] = [
  ...new Set(Object.values(PROJECTIONS).flatMap((p) => (p.as === "rows" ? [p.source] : []))),
];
