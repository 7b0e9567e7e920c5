/**
 * The catalogue of fail-open conditions. `disqualifies` marks the six of the proof matrix; the others come from
 * the wider verification plan and never stand in a matrix's `failOpen`.
 */
export const FAIL_OPEN = {
  "F-OPEN-1": {
    name: "phantom stamp",
    disqualifies: true,
    says: "An inspection stamp appeared or changed on a production row.",
  },
  "F-OPEN-2": {
    name: "unearned certify",
    disqualifies: true,
    says: "A production row was certified, or lost its certification, inside the bracket.",
  },
  "F-OPEN-3": {
    name: "canonical leak",
    disqualifies: true,
    says: "A canonical field of a production row changed, or the row is gone.",
  },
  "F-OPEN-4": {
    name: "fused shortcut",
    disqualifies: false,
    says: "A staging candidate carries all stamps with one and the same time: the stages were not checked one by one.",
  },
  "F-OPEN-5": {
    name: "ungoverned run",
    disqualifies: false,
    says: "The captures of this run have no recorded Owner pass.",
  },
  "F-OPEN-6": {
    name: "authority confusion",
    disqualifies: false,
    says: "An audit was treated as an approval. Prevented by design: verdict and authority never share a field.",
  },
  "F-OPEN-7": {
    name: "order violation",
    disqualifies: false,
    says: "A staging candidate carries a later stamp while an earlier one is empty.",
  },
  "F-OPEN-8": {
    name: "production leak",
    disqualifies: true,
    says: "Something of the staging surface reached production, or had a path to it.",
  },
  "F-OPEN-9": {
    name: "disposal residue",
    disqualifies: true,
    says: "Part of the staging surface is still there after its disposal.",
  },
  "F-OPEN-10": {
    name: "silent PASS",
    disqualifies: true,
    says: "A PASS was reported without the figures that carry it.",
  },
} as const;

export type FailOpenCode = keyof typeof FAIL_OPEN;

/** Codes in the catalogue's order, each once. */
export function sortFailOpen(codes: Iterable<FailOpenCode>): FailOpenCode[] {
  const set = new Set(codes);
  return (Object.keys(FAIL_OPEN) as FailOpenCode[]).filter((code) => set.has(code));
}

export function isFailOpenCode(text: string): text is FailOpenCode {
  return Object.hasOwn(FAIL_OPEN, text);
}
