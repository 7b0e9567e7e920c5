/** The eight claims in their order: the one list that evaluator, screens, command line and documentation read. */
export const CLAIMS = {
  "NT-1": {
    title: "Production inspection stamps unchanged",
    proven: "No production row gained, lost or changed an inspection stamp.",
  },
  "NT-2": {
    title: "Production certification unchanged",
    proven: "No production row was certified, and none lost its certification.",
  },
  "NT-3": {
    title: "Canonical fields unchanged",
    proven: "Address, owner, profile and status of every production row are what they were.",
  },
  "NT-4": { title: "Zero identity mint", proven: "The pilot created no production identity." },
  "NT-5": {
    title: "Zero knowledge-graph write",
    proven: "No edge, provenance or quarantine record was written.",
  },
  "NT-6": {
    title: "Zero certify trigger from staging",
    proven:
      "No staging candidate could reach the production certifier, and the pilot's role could not write production.",
  },
  "NT-7": {
    title: "Containment after disposal",
    proven: "Nothing of the staging surface is left, and production is identical to what it was.",
  },
  "NT-8": {
    title: "No silent PASS",
    proven: "Every figure stands on evidence that was re-read, and the judge was shown to be able to fail.",
  },
} as const;

export type ClaimId = keyof typeof CLAIMS;
export const CLAIM_IDS = Object.keys(CLAIMS) as ClaimId[];

export const VERDICTS = ["PASS", "FAIL", "NO_EVIDENCE"] as const;
/** The engineering outcome. It never shares a type with authority. */
export type Verdict = (typeof VERDICTS)[number];

/** FAIL over NO_EVIDENCE over PASS; nothing at all is NO_EVIDENCE, for absence is never PASS. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("FAIL")) return "FAIL";
  if (verdicts.length === 0 || verdicts.includes("NO_EVIDENCE")) return "NO_EVIDENCE";
  return "PASS";
}
