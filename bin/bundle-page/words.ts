import type { StepId, StepResult } from "@/lib/bundle/protocol";
import { type Outcome, STEPS } from "@/lib/bundle/protocol";
import { CLAIMS, type ClaimId, type Verdict } from "@/lib/claims/catalog";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";

/** Languages of the page, each by its own name. */
export const LANGUAGES = { en: "English", vi: "Tiếng Việt" } as const;
export type Language = keyof typeof LANGUAGES;

/** The language that a reader asks for: the first of theirs that there is, else English. */
export function languageOf(asked: readonly string[]): Language {
  for (const tag of asked) {
    const name = tag.toLowerCase().split("-")[0];
    if (name === "en" || name === "vi") return name;
  }
  return "en";
}

/** Every status is a sign, a word and a colour, never a colour alone. */
export const OUTCOME_SIGNS: Readonly<Record<Outcome, string>> = {
  verified: "✓",
  violated: "✗",
  altered: "✗",
  nothing: "?",
};

export const STEP_SIGNS: Readonly<Record<StepResult["outcome"], string>> = {
  ...OUTCOME_SIGNS,
  skipped: "–",
  unreached: "–",
};

/** Verdicts are codes: the same in every language. */
export const VERDICT_WORDS: Readonly<Record<Verdict, { sign: string; word: string }>> = {
  PASS: { sign: "✓", word: "PASS" },
  FAIL: { sign: "✗", word: "FAIL" },
  NO_EVIDENCE: { sign: "?", word: "NO EVIDENCE" },
};

type Basis = "default" | "recorded" | "superseded" | "expired" | "revoked";

/** What the page says, whole in each language: one that lacks a word does not compile. */
export interface PageWords {
  readonly title: string;
  readonly unverified: string;
  readonly working: string;
  readonly steps: string;
  readonly against: string;
  readonly againstSays: string;
  readonly earlier: string;
  readonly key: string;
  readonly again: string;
  readonly print: string;
  readonly language: string;
  readonly outcome: string;
  readonly outcomes: Readonly<Record<Outcome, { readonly word: string; readonly says: string }>>;
  readonly step: Readonly<Record<StepId, string>>;
  readonly stepOutcome: Readonly<Record<StepResult["outcome"], string>>;
  readonly broken: string;
  readonly engineering: string;
  readonly engineeringTitle: string;
  readonly authority: string;
  readonly counted: (pass: number, all: number, fail: number, none: number, rows: number) => string;
  readonly basis: Readonly<Record<Basis, string>>;
  readonly asOf: (basis: string, at: string) => string;
  readonly two: string;
  readonly matrix: string;
  readonly profile: string;
  readonly none: string;
  readonly missing: string;
  readonly evaluator: string;
  readonly ledger: string;
  readonly ledgerAt: (origin: string, size: number, root: string) => string;
  readonly signed: string;
  readonly pinned: string;
  readonly ownWord: string;
  readonly claims: { readonly title: string; readonly heads: readonly string[] };
  readonly claim: Readonly<Record<ClaimId, { readonly title: string }>>;
  readonly failOpen: Readonly<Record<FailOpenCode, { readonly name: string }>>;
  readonly caveats: string;
  readonly decisions: string;
  readonly nobody: string;
  readonly decided: (who: string, at: string, entry: number, presence: string) => string;
  readonly scope: string;
  readonly until: string;
  readonly rows: { readonly title: string; readonly heads: readonly string[] };
  readonly kinds: Readonly<Record<"changed" | "inserted" | "deleted", string>>;
  readonly explained: (kind: string) => string;
  readonly more: (count: number) => string;
  readonly noRow: string;
  readonly coverage: { readonly title: string; readonly heads: readonly string[] };
}

export const EN: PageWords = {
  title: "Bundle",
  unverified: "Not verified yet.",
  working: "Verifying …",
  steps: "What was verified, step by step",
  against: "Hold it against what you kept",
  againstSays:
    "This page used nothing but itself. With a checkpoint that you kept from before, it can tell whether the ledger was rewritten since; with a key that you got another way, that the ledger is the right one.",
  earlier: "Earlier checkpoint, the whole note",
  key: "Verifier key",
  again: "Verify again",
  print: "Print",
  language: "Language",
  outcome: "Outcome of the verification",
  outcomes: {
    verified: {
      word: "VERIFIED",
      says: "Every byte is what was recorded, and the evidence gives the recorded verdict.",
    },
    violated: {
      word: "VIOLATED",
      says: "Every byte is what was recorded, and the evidence disagrees with what was recorded about it.",
    },
    altered: { word: "ALTERED", says: "Something in this file is not what was recorded." },
    nothing: {
      word: "NOTHING VERIFIED",
      says: "There was nothing that could be verified here. That is not a yes.",
    },
  },
  step: STEPS,
  stepOutcome: {
    verified: "holds",
    violated: "violated",
    altered: "altered",
    nothing: "not verifiable",
    skipped: "not asked",
    unreached: "not reached",
  },
  broken: "The bundle in this page is not base64: the file was altered.",
  engineering: "Engineering",
  engineeringTitle: "Engineering verdict",
  authority: "Authority",
  counted: (pass, all, fail, none, rows) =>
    `${pass} of ${all} claims pass, ${fail} fail, ${none} lack evidence. ${rows} rows differ.`,
  basis: {
    default: "nobody has decided",
    recorded: "recorded by an Owner",
    superseded: "the evidence or the verdict is newer than the decision",
    expired: "the authorization has expired",
    revoked: "the authorization was taken back",
  },
  asOf: (basis, at) => `${basis}, as of ${at} UTC.`,
  two: "An engineering PASS is no authority. Only an Owner's decision is.",
  matrix: "Matrix",
  profile: "Profile",
  none: "none",
  missing: "missing",
  evaluator: "Evaluator",
  ledger: "Ledger",
  ledgerAt: (origin, size, root) => `${origin}, ${size} entries, root ${root}`,
  signed: "Signed by",
  pinned: " (the key that you named leads to it)",
  ownWord: " (by this file's own word: compare it with one that you got elsewhere)",
  claims: { title: "The eight claims", heads: ["Claim", "Says", "Verdict", "Figures"] },
  claim: CLAIMS,
  failOpen: FAIL_OPEN,
  caveats: "Caveats",
  decisions: "Decisions",
  nobody: "Nobody has decided: HOLD by default.",
  decided: (who, at, entry, presence) => ` by ${who} at ${at}, entry ${entry}, presence: ${presence}. `,
  scope: "Scope:",
  until: "Until",
  rows: {
    title: "Rows that differ, found again from the evidence",
    heads: ["Table", "Key", "What", "Before", "After"],
  },
  kinds: { changed: "changed", inserted: "inserted", deleted: "deleted" },
  explained: (kind) => `${kind}, explained`,
  more: (count) => `${count} more rows differ and are not listed here.`,
  noRow: "no row",
  coverage: {
    title: "What was counted again, and what is named by its digest alone",
    heads: ["Capture", "Table", "Rows", "Counted again", "Named by digest alone"],
  },
};
