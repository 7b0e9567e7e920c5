import type { Outcome, StepResult } from "@/lib/bundle/protocol";
import type { Verdict } from "@/lib/claims/catalog";

/** Every status is a sign, a word and a colour, never a colour alone. */
export const OUTCOME_WORDS: Readonly<Record<Outcome, { sign: string; word: string; says: string }>> = {
  verified: {
    sign: "✓",
    word: "VERIFIED",
    says: "Every byte is what was recorded, and the evidence gives the recorded verdict.",
  },
  violated: {
    sign: "✗",
    word: "VIOLATED",
    says: "Every byte is what was recorded, and the evidence disagrees with what was recorded about it.",
  },
  altered: { sign: "✗", word: "ALTERED", says: "Something in this file is not what was recorded." },
  nothing: {
    sign: "?",
    word: "NOTHING VERIFIED",
    says: "There was nothing that could be verified here. That is not a yes.",
  },
};

export const STEP_SIGNS: Readonly<Record<StepResult["outcome"], { sign: string; word: string }>> = {
  verified: { sign: "✓", word: "holds" },
  violated: { sign: "✗", word: "violated" },
  altered: { sign: "✗", word: "altered" },
  nothing: { sign: "?", word: "not verifiable" },
  skipped: { sign: "–", word: "not asked" },
  unreached: { sign: "–", word: "not reached" },
};

export const VERDICT_WORDS: Readonly<Record<Verdict, { sign: string; word: string }>> = {
  PASS: { sign: "✓", word: "PASS" },
  FAIL: { sign: "✗", word: "FAIL" },
  NO_EVIDENCE: { sign: "?", word: "NO EVIDENCE" },
};

export const BASIS_WORDS: Readonly<Record<string, string>> = {
  default: "nobody has decided",
  recorded: "recorded by an Owner",
  superseded: "the evidence or the verdict is newer than the decision",
  expired: "the authorization has expired",
  revoked: "the authorization was taken back",
};
